"""A JSON Schema (draft 2020-12) of the JSON document, from the classes and the data dictionary."""

from __future__ import annotations

import inspect
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..dates import PartialDate
from ..loading import TABLES, kind_of
from ..model import Citation
from .dictionary import columns, meaning

if TYPE_CHECKING:
    from ..queries import Dataset
    from .dictionary import Column

Schema = dict[str, Any]

_YEAR, _MONTH, _DAY = "(?!0000)[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_PARTIAL_DATE = {
    "description": "A date as exact as its source: YYYY, YYYY-MM or YYYY-MM-DD.",
    "type": "string",
    "anyOf": [
        {"pattern": f"^{_YEAR}$"},
        {"pattern": f"^{_YEAR}-{_MONTH}$"},
        {"pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$", "format": "date"},  # format knows how long a month is
    ],
}
_CITATION = {
    "description": "A source's id, with a locator in brackets where one is needed, as in key[p. 3].",
    "type": "string",
    "pattern": r"^[^\[\];]+(\[[^\[\];]+\])?$",
}
_LICENSE = {
    "description": "A licence of the data.",
    "type": "object",
    "properties": {key: {"type": "string"} for key in ("name", "title", "path")},
}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema(dataset: Dataset) -> Schema:
    """Return the schema; ``$defs`` has the document, each record class, each vocabulary and what cells are made of."""
    described = {table: columns(dataset, table) for table in TABLES}
    vocabularies = {c.kind for each in described.values() for c in each if issubclass(c.kind, StrEnum)}
    tables = {
        table: {"description": meaning(dataset, table), "type": "array", "items": _ref(kind_of(table).__name__)}
        for table in TABLES
    }
    document = {
        "name": {"description": "The name of the dataset.", "type": "string"},
        "title": {"description": "Its title.", "type": "string"},
        "version": {"description": "Its version.", "type": "string"},
        "as_of": {"description": "Its day: the newest to which the curators searched.", **_ref("PartialDate")},
        "licenses": {"description": "Under which it may be used.", "type": "array", "items": _ref("License")},
        "tables": _ref("Tables"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": dataset.descriptor.get("title", ""),
        **_ref("Dataset"),
        "$defs": {
            "Dataset": _object("The dataset as a whole.", document),
            "Tables": _object("Every table by its name.", tables),
            **{
                kind_of(table).__name__: _object(meaning(dataset, table), {c.name: _cell(c) for c in each})
                for table, each in described.items()
            },
            **{kind.__name__: _vocabulary(kind) for kind in sorted(vocabularies, key=lambda kind: kind.__name__)},
            "PartialDate": _PARTIAL_DATE,
            "Citation": _CITATION,
            "License": _LICENSE,
        },
    }


def _ref(*names: str) -> Schema:
    return {"$ref": "/".join(("#/$defs", *names))}


def _object(description: str, properties: Schema) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _vocabulary(kind: type[StrEnum]) -> Schema:
    return {
        "description": (inspect.getdoc(kind) or "").partition("\n")[0],
        "type": "string",
        "enum": [member.value for member in kind],
    }


def _cell(column: Column) -> Schema:
    value = _value(column)
    if column.many:
        value = {"type": "array", "items": value, **({"minItems": 1} if column.required else {})}
    if column.optional:
        value = {"anyOf": [value, {"type": "null"}]}
    return {"description": column.description, **value}


def _value(column: Column) -> Schema:
    """What one value of the column is; what names another record is of the type of that record's id."""
    if column.kind in (PartialDate, Citation) or issubclass(column.kind, StrEnum):
        return _ref(column.kind.__name__)
    if column.refers_to:
        return _ref(kind_of(column.refers_to).__name__, "properties", "id")
    if column.choices:
        return {"type": "string", "enum": list(column.choices)}
    value: Schema = {"type": _PLAIN[column.kind], **column.range}
    if column.pattern:
        value["pattern"] = column.pattern
    elif column.kind is str and (column.required or column.many):
        value["minLength"] = 1
    return value
