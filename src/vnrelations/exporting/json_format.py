"""The whole dataset as one JSON document, a record a line, with its JSON Schema and TypeScript types beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..converting import to_dict
from .json_schema import schema
from .typescript import declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..queries import Dataset


def write(dataset: Dataset, path: Path) -> None:
    """Write what the dataset is and every record of every table, tables in the order of the loader, records by id."""
    head = {
        "name": dataset.descriptor.get("name", ""),
        "title": dataset.descriptor.get("title", ""),
        "version": dataset.version,
        "as_of": str(dataset.as_of),
        "licenses": dataset.descriptor.get("licenses", []),
    }
    # Between the whole on one line and every cell on its own: a difference of two versions shows the records.
    tables = (
        f"{_text(table)}: [\n{_lines(_text(to_dict(record)) for record in records)}\n]"
        for table, records in dataset.tables.items()
    )
    members = [*(f"{_text(key)}: {_text(value)}" for key, value in head.items()), f'"tables": {{\n{_lines(tables)}\n}}']
    path.write_bytes(f"{{\n{_lines(members)}\n}}\n".encode())


def beside(dataset: Dataset) -> Mapping[str, bytes]:
    """Return the JSON Schema (2020-12) of the document and its TypeScript declarations."""
    described = schema(dataset)
    return {
        ".schema.json": (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode(),
        ".d.ts": declarations(described).encode(),
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _lines(items: Iterable[str]) -> str:
    return ",\n".join(items)
