"""The Data Package as it is shipped: the dictionary and the tables, byte for byte."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ..errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from ..queries import Dataset


def write(dataset: Dataset, path: Path) -> None:
    """Write a directory with ``datapackage.json``, a CSV file a table and, where there are any, licence and readme."""
    path.mkdir()
    read = dataset._read
    for table, _ in dataset.tables.items():  # loaded here, so that nothing damaged is handed on
        (path / f"{table}.csv").write_bytes(read(f"{table}.csv"))
    (path / "datapackage.json").write_bytes(read("datapackage.json"))
    for name in ("LICENSE", "README.md"):
        with contextlib.suppress(DataError):  # an edited copy may do without
            (path / name).write_bytes(read(name))
