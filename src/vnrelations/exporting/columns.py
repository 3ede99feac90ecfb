"""The columns of a table as flat, typed ones: for formats that have types but neither objects nor partial dates."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import attrs

from ..dates import PartialDate
from ..loading import kind_of
from ..model import Citation, Country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..queries import Dataset

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def about(dataset: Dataset) -> dict[str, str]:
    """Return what every export says of the dataset as a whole."""
    return {
        "title": dataset.descriptor["title"],
        "version": dataset.version,
        "as_of": str(dataset.as_of),
        "licence": "; ".join(licence["name"] for licence in dataset.descriptor["licenses"]),
    }


def resource(dataset: Dataset, table: str) -> Mapping[str, Any]:
    """Return what the data dictionary says of a table."""
    found: Mapping[str, Any] = next(r for r in dataset.descriptor["resources"] if r["name"] == table)
    return found


def flat_columns(dataset: Dataset, table: str) -> tuple[Column, ...]:
    """Return the columns of a table and, beside them, what can be told from them alone.

    After a date stand the first and the last day that it can mean, after a column of one country that country's
    alpha-3 code and English name. An empty text is None, as the data dictionary has it.
    """
    fields = {field["name"]: field for field in resource(dataset, table)["schema"]["fields"]}
    hints = get_type_hints(kind_of(table))
    names = [a.name for a in attrs.fields(kind_of(table)) if a.init]
    return tuple(column for name in names for column in _flat(name, *_unpacked(hints[name]), fields.get(name, {})))


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


def xml_text(text: str) -> str:
    """Return a text as XML can hold it: what it cannot, also not escaped, replaced; every line's end a line feed."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def _flat(name: str, kind: type, many: bool, field: Mapping[str, Any]) -> Iterator[Column]:
    words = field.get("description", "")
    choices = tuple(field.get("constraints", {}).get("enum", ()))
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


def _unpacked(hint: Any) -> tuple[type, bool]:
    """The type of a column's values, and whether it holds several: of ``X``, ``X | None`` or ``tuple[X, ...]``."""
    kinds = [kind for kind in get_args(hint) if kind not in (NoneType, Ellipsis)] or [hint]
    return kinds[0], get_origin(hint) is tuple
