"""Parsers of single cells: each takes the text of a cell and returns its value, or raises a ValueError."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from .dates import PartialDate
from .errors import quoted
from .model import Citation
from .vocabulary import parse_choice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from .model import Source

    Parser = Callable[[str], object]


_DIGITS = 100  # of a number: far more than there is to count, and far fewer than Python refuses to convert


def boolean(cell: str) -> bool:
    """Read ``true`` or ``false``."""
    if cell not in ("true", "false"):
        raise ValueError(f"{quoted(cell)} is neither 'true' nor 'false'")
    return cell == "true"


def whole_number(cell: str) -> int:
    """Read a whole number that is not negative."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS):
        raise ValueError(f"{quoted(cell)} is no whole number")
    return int(cell)


def count_or_none(cell: str) -> int | None:
    """Read a whole number that is not negative; an empty cell is None."""
    return whole_number(cell) if cell else None


def number_or_none(cell: str) -> float | None:
    """Read a finite number; an empty cell is None."""
    if cell and not (len(cell) <= _DIGITS and math.isfinite(float(cell))):
        raise ValueError(f"{quoted(cell)} is no number")
    return float(cell) if cell else None


@functools.lru_cache(maxsize=2048)  # the same days come again and again
def date(cell: str | dt.date) -> PartialDate:
    """Read a date."""
    return PartialDate.parse(cell)


def date_or_none(cell: str) -> PartialDate | None:
    """Read a date; an empty cell is None."""
    return date(cell) if cell else None


def choice(kind: type[StrEnum]) -> Parser:
    """Return a parser of one vocabulary."""
    members = {member.value: member for member in kind}
    return lambda cell: members.get(cell) or parse_choice(kind, cell)


def or_none(parse: Parser) -> Parser:
    """Return a parser to which an empty cell is None."""
    return lambda cell: parse(cell) if cell else None


def each(parse: Parser) -> Parser:
    """Return a parser of a list; an empty cell is an empty tuple."""
    return lambda cell: tuple(map(parse, cell.split(";"))) if cell else ()


def look_up(records: Mapping[str, object], what: str) -> Parser:
    """Return a parser from an id to the record that has it."""

    def find(cell: str) -> object:
        try:
            return records[cell]
        except KeyError:
            raise ValueError(f"there is no {what} {quoted(cell)}") from None

    return find


def id_of(records: Mapping[str, object], what: str) -> Parser:
    """Return a parser that keeps the id, once it is known that a record has it."""
    find = look_up(records, what)

    def check(cell: str) -> str:
        find(cell)
        return cell

    return check


def citations(sources: Mapping[str, Source]) -> Parser:
    """Return a parser of the column ``sources``, whose few values come again and again."""
    return functools.cache(each(functools.cache(lambda item: Citation.parse(item, sources))))
