"""What each column of each table is: the types of the classes beside the words of the data dictionary."""

from __future__ import annotations

import functools
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

import attrs

from ..errors import DataError
from ..flat import unpacked
from ..loading import TABLES, kind_of
from ..model import Citation
from .columns import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..queries import Dataset


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        name: Its name.
        kind: The class of one value: ``str``, ``int``, ``float``, ``bool``, ``PartialDate``, ``Citation``, a vocabulary
            or the class of the record that the value names.
        many: Whether a cell is a list.
        optional: Whether a cell may be None.
        required: Whether a cell must say something; an empty text or list says nothing.
        choices: The values that it can have; none: any.
        refers_to: The table whose records it names, or None.
        pattern: The regular expression that a value matches; empty: none.
        range: The smallest and the largest value of a number: ``minimum`` and ``maximum``, where there is one.
        description: What it means.
    """

    name: str
    kind: type
    many: bool
    optional: bool
    required: bool
    choices: tuple[str, ...]
    refers_to: str | None
    pattern: str
    range: Mapping[str, float]
    description: str


def columns(dataset: Dataset, table: str) -> tuple[Column, ...]:
    """Return the columns of a table, in their order.

    Raises:
        DataError: The data dictionary does not describe one of them.
    """
    fields = _described(dataset, table)
    hints = get_type_hints(kind_of(table))
    return tuple(_column(a.name, hints[a.name], fields[a.name]) for a in attrs.fields(kind_of(table)) if a.init)


def meaning(dataset: Dataset, table: str) -> str:
    """Return what a table is, in a sentence of the data dictionary or, where it has none, by its title."""
    described = resource(dataset, table)
    return str(described.get("description") or described.get("title") or table)


def _column(name: str, hint: Any, field: Mapping[str, Any]) -> Column:
    rules = field.get("constraints", {})
    kind, many = unpacked(hint)
    return Column(
        name=name,
        kind=kind,
        many=many,
        optional=NoneType in get_args(hint),
        required=bool(rules.get("required")),
        choices=tuple(member.value for member in kind) if issubclass(kind, StrEnum) else tuple(rules.get("enum", ())),
        refers_to=name if many and name in TABLES else _table_of().get(kind),
        pattern=rules.get("pattern", ""),
        range={bound: rules[bound] for bound in ("minimum", "maximum") if bound in rules},
        description=field["description"],
    )


@functools.cache
def _table_of() -> Mapping[type, str]:
    return {Citation: "sources", **{kind_of(table): table for table in TABLES}}


def _described(dataset: Dataset, table: str) -> Mapping[str, Mapping[str, Any]]:
    """The fields of a table by name, each of which has a description."""
    fields: dict[str, Mapping[str, Any]] = {}
    try:
        fields |= {field["name"]: field for field in resource(dataset, table)["schema"]["fields"]}
        missing = [a.name for a in attrs.fields(kind_of(table)) if a.init and not fields[a.name]["description"]]
    except (KeyError, TypeError) as error:
        missing = [str(error)]
    if missing:
        raise DataError("datapackage.json", None, None, f"{table!r} is not described in full: {', '.join(missing)}")
    return fields
