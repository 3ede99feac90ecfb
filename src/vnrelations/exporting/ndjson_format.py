"""A record a line: each a JSON object of its table and its columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..converting import to_dict

if TYPE_CHECKING:
    from pathlib import Path

    from ..queries import Dataset


def write(dataset: Dataset, path: Path) -> None:
    """Write every record of every table, tables in the order of the descriptor, records by id."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for table, records in dataset.tables.items():
            for record in records:
                file.write(json.dumps({"table": table, "record": to_dict(record)}, ensure_ascii=False) + "\n")
