"""What several commands take, and what a shell completes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..vocabulary import Level

E = TypeVar("E", bound=StrEnum)


class Format(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Language(StrEnum):
    """The language of names and titles."""

    EN = "en"
    VI = "vi"
    ZH = "zh"


def typed(kind: type[E], choice: str | None) -> E | None:
    """Return the member of a vocabulary that was typed, in which hyphens may stand for spaces.

    Raises:
        InvalidValueError: It is none of them.
    """
    from ..vocabulary import parse_choice

    return None if choice is None else parse_choice(kind, choice.replace("-", " "))


def typed_level(choice: str | None) -> Level | None:
    """Return the level that was typed, by any of its names.

    Raises:
        InvalidValueError: It is none of them.
    """
    from ..vocabulary import parse_level

    return None if choice is None else parse_level(choice)


def _beginning(choices: Iterable[str], incomplete: str) -> list[str]:
    """The choices that go on from what was typed, with hyphens: a space would begin another argument."""
    words = [choice.replace(" ", "-") for choice in choices]
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def complete_partner(incomplete: str) -> list[str]:
    """Complete the id of a country."""
    from ..face import countries

    return _beginning((country.id for country in countries()), incomplete)


def complete_level(incomplete: str) -> list[str]:
    """Complete a level of partnership."""
    from ..vocabulary import Level

    return _beginning(Level, incomplete)


def complete_status(incomplete: str) -> list[str]:
    """Complete a status of disputes."""
    from ..vocabulary import DisputeStatus

    return _beginning(DisputeStatus, incomplete)


def complete_sender(incomplete: str) -> list[str]:
    """Complete the sender of a mission."""
    from ..world import Sender

    return _beginning(Sender, incomplete)


def complete_kind(incomplete: str) -> list[str]:
    """Complete a kind of agreements."""
    from ..world import AgreementKind

    return _beginning(AgreementKind, incomplete)


def complete_indicator(incomplete: str) -> list[str]:
    """Complete the name of a series of numbers."""
    from ..face import indicators

    return _beginning(dict.fromkeys(record.indicator for record in indicators()), incomplete)


def complete_target(incomplete: str) -> list[str]:
    """Complete what a name can be turned into."""
    from ..queries import TARGETS

    return _beginning(TARGETS, incomplete)


def complete_export(incomplete: str) -> list[str]:
    """Complete a format of files."""
    from ..exporting import FORMATS

    return _beginning(FORMATS, incomplete)


def complete_table(incomplete: str) -> list[str]:
    """Complete the name of a table."""
    from ..loading import TABLES

    return _beginning(TABLES, incomplete)


def complete_style(incomplete: str) -> list[str]:
    """Complete a style of citation."""
    from ..queries import STYLES

    return _beginning(STYLES, incomplete)


_PARTNER = "A country: any name or code, living or former."
Partner = Annotated[str, typer.Argument(help=_PARTNER, autocompletion=complete_partner)]
AnyPartner = Annotated[str | None, typer.Argument(help=_PARTNER + " All if left out.", autocompletion=complete_partner)]
Day = Annotated[
    str | None, typer.Option("--on", help="The day: YYYY, YYYY-MM or YYYY-MM-DD; the dataset's own day if left out.")
]
Style = Annotated[
    Format,
    typer.Option(
        "--format",
        help="table: without sources and notes; folded to the terminal's width, or whole lines in a pipe. "
        "json and csv: all columns, in UTF-8, cells as they are recorded (a spreadsheet may take one that "
        "begins with = + - @ for a formula: export xlsx for those). markdown: the columns of the table, in UTF-8.",
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option(
        help="The language of headings, countries, titles and levels (what else tables say is English; json and "
        "csv do not depend on it); that of the locale if left out, English where the data has no other."
    ),
]
