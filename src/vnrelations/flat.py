"""The columns of a table as flat, typed ones: for what has types but neither objects nor partial dates."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import attrs

from .dates import PartialDate
from .model import Citation, Country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@attrs.frozen
class Column:
    """A column of plain values.

    Attributes:
        name: What it is called.
        kind: The type of its values: str, bool, int, float or ``datetime.date``.
        many: Whether each of its cells is a list of such values.
        choices: The values that it may have, in the order of the vocabulary; empty if any.
        description: What the data dictionary says of it.
        cell: From a record to the value, None where nothing is recorded.
    """

    name: str
    kind: type
    many: bool
    choices: tuple[str, ...]
    description: str
    cell: Callable[[Any], Any]


def flat_columns(kind: type, fields: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Column, ...]:
    """Return the columns of a record class and, beside them, what can be told from them alone.

    After a date stand the first and the last day that it can mean, after a column of one country that country's
    alpha-3 code and English name. An empty text is None, as the data dictionary has it.

    Args:
        kind: The class.
        fields: What the data dictionary says of its columns, by name.
    """
    hints = get_type_hints(kind)
    names = [a.name for a in attrs.fields(kind) if a.init]
    return tuple(
        column for name in names for column in _flat(name, *unpacked(hints[name]), (fields or {}).get(name, {}))
    )


def plain(value: Any) -> Any:
    """Return a cell of a record as a plain value; None for nothing, for a record inside the record its id."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, PartialDate | Citation):
        return str(value)
    if attrs.has(type(value)):
        return value.id
    return None if value == "" else value


def _flat(name: str, kind: type, many: bool, field: Mapping[str, Any]) -> Iterator[Column]:
    words = field.get("description", "")
    members = tuple(member.value for member in kind) if issubclass(kind, StrEnum) else ()
    choices = tuple(field.get("constraints", {}).get("enum", members))
    basic = kind if kind in (bool, int, float) else str
    yield Column(name, basic, many, choices, words, lambda record: plain(getattr(record, name)))

    def part(ending: str, attribute: str, kind: type, words: str) -> Column:
        return Column(
            f"{name}_{ending}", kind, False, (), words, lambda r: plain(getattr(getattr(r, name), attribute, None))
        )

    if kind is PartialDate:
        yield part("earliest", "earliest", dt.date, f"The first day that {name} can mean.")
        yield part("latest", "latest", dt.date, f"The last day that {name} can mean.")
    if kind is Country and not many:
        yield part("alpha_3", "alpha_3", str, f"The ISO 3166-1 alpha-3 code of {name}; empty if it has none.")
        yield part("name", "name", str, f"The short English name of {name}.")


def unpacked(hint: Any) -> tuple[type, bool]:
    """The type of a column's values, and whether it holds several: of ``X``, ``X | None`` or ``tuple[X, ...]``."""
    kinds = [kind for kind in get_args(hint) if kind not in (NoneType, Ellipsis)] or [hint]
    return kinds[0], get_origin(hint) is tuple
