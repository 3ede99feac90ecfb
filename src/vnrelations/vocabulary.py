"""The closed vocabularies of the tables: what a cell of a column may say, and what its words mean."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Literal, TypeVar

import attrs

from .errors import InvalidValueError, quoted
from .text import fold

E = TypeVar("E", bound=StrEnum)

# What type checkers and editors offer where a text may be written for a member. A level may be named as it is in the
# tables, or as it is called in each of the three languages.
LevelName = Literal[
    "comprehensive strategic",
    "extensive strategic",
    "strategic",
    "comprehensive",
    "special",
    "sectoral strategic",
    "comprehensive strategic partnership",
    "extensive strategic partnership",
    "strategic partnership",
    "comprehensive partnership",
    "special relationship",
    "sectoral strategic partnership",
    "đối tác chiến lược toàn diện",
    "đối tác chiến lược sâu rộng",
    "đối tác chiến lược",
    "đối tác toàn diện",
    "quan hệ đặc biệt",
    "đối tác chiến lược trên lĩnh vực",
    "全面战略伙伴关系",
    "广泛战略伙伴关系",
    "战略伙伴关系",
    "全面伙伴关系",
    "特殊关系",
    "领域战略伙伴关系",
]
StatusName = Literal["open", "managed", "resolved"]
RegimeName = Literal["DRV", "PRG", "SRV", "RVN"]
CountryKindName = Literal["state", "former state", "territory", "union", "organisation", "area", "former area", "home"]
AgreementKindName = Literal[
    "border",
    "maritime",
    "peace",
    "alliance",
    "friendship",
    "trade",
    "investment",
    "defence",
    "judicial",
    "labour",
    "human rights",
    "disarmament",
    "environment",
    "diplomatic",
    "cooperation",
]
SenderName = Literal["Vietnam", "partner"]
EventKindName = Literal[
    "recognition",
    "normalisation",
    "rupture",
    "visit",
    "summit",
    "declaration",
    "legal",
    "conflict",
    "incident",
    "exercise",
    "aid",
    "sanctions",
    "evacuation",
    "congress",
]


class CountryKind(StrEnum):
    """What a country is: a partner of one of the first five kinds, or none.

    An area is an entry of ISO 3166-1 that is no partner, such as Aruba, a former area one of ISO 3166-3; home is
    Vietnam itself.
    """

    STATE = "state"
    FORMER_STATE = "former state"
    TERRITORY = "territory"
    UNION = "union"
    ORGANISATION = "organisation"
    AREA = "area"
    FORMER_AREA = "former area"
    HOME = "home"


# What is listed for its names alone.
NO_PARTNERS = frozenset({CountryKind.AREA, CountryKind.FORMER_AREA, CountryKind.HOME})


class _Ladder(StrEnum):
    """Members are compared by how high they stand; as the texts that they are, they would be by their letters."""

    @classmethod
    def _height(cls, member: str) -> int:
        """How high a member stands."""
        return -list(cls).index(parse_choice(cls, member))

    def __lt__(self, other: str) -> bool:
        return self._height(self) < self._height(other)

    def __le__(self, other: str) -> bool:
        return self._height(self) <= self._height(other)

    def __gt__(self, other: str) -> bool:
        return self._height(self) > self._height(other)

    def __ge__(self, other: str) -> bool:
        return self._height(self) >= self._height(other)


class TieLevel(_Ladder):
    """The level of a spell of relations, highest first: ``embassy`` is greater than ``liaison``."""

    EMBASSY = "embassy"
    CONSULAR = "consular"
    LIAISON = "liaison"
    RECOGNITION = "recognition"


class Regime(StrEnum):
    """The Vietnamese government that a tie belongs to."""

    DRV = "DRV"
    PRG = "PRG"
    SRV = "SRV"
    RVN = "RVN"


class Ending(StrEnum):
    """How a spell of relations ended."""

    BROKEN = "broken"
    RAISED = "raised"
    LOWERED = "lowered"
    DISSOLVED = "state dissolved"
    INHERITED = "inherited"


class Level(_Ladder):
    """The level of a partnership: four ranked ones, highest first, and two that stand beside the ladder.

    A higher level is greater. To compare one that stands beside the ladder is an ``InvalidValueError``.

    Examples:
        >>> Level.COMPREHENSIVE_STRATEGIC > Level.STRATEGIC
        True
    """

    COMPREHENSIVE_STRATEGIC = "comprehensive strategic"
    EXTENSIVE_STRATEGIC = "extensive strategic"
    STRATEGIC = "strategic"
    COMPREHENSIVE = "comprehensive"
    SPECIAL = "special"
    SECTORAL_STRATEGIC = "sectoral strategic"

    @property
    def rank(self) -> int | None:
        """4 for comprehensive strategic down to 1 for comprehensive; None beside the ladder."""
        return _RANKS.get(self)

    @property
    def names(self) -> Names:
        """What the level is called in the three languages."""
        return _LEVEL_NAMES[self]

    @classmethod
    def _height(cls, member: str) -> int:
        rank = parse_level(member).rank
        if rank is None:
            raise InvalidValueError(f"{quoted(str(member))} stands beside the ladder, neither above nor below a level")
        return rank


class DisputeKind(StrEnum):
    """What a dispute is about."""

    TERRITORIAL = "territorial"
    MARITIME = "maritime"
    LAND_BOUNDARY = "land boundary"


class DisputeStatus(StrEnum):
    """How a dispute stands."""

    OPEN = "open"
    MANAGED = "managed"
    RESOLVED = "resolved"


class SourceKind(StrEnum):
    """How near a source is to the fact: a party's or depositary's own text, a news agency, a work of reference."""

    PRIMARY = "primary"
    AGENCY = "agency"
    REFERENCE = "reference"


@attrs.frozen
class Names:
    """One name in English, Vietnamese and Chinese; an empty text where no source gives it."""

    en: str
    vi: str
    zh: str

    def __str__(self) -> str:
        return " · ".join(dict.fromkeys(filter(None, (self.en, self.vi, self.zh))))


_RANKS = {
    Level.COMPREHENSIVE_STRATEGIC: 4,
    Level.EXTENSIVE_STRATEGIC: 3,
    Level.STRATEGIC: 2,
    Level.COMPREHENSIVE: 1,
}
_LEVEL_NAMES = {
    Level.COMPREHENSIVE_STRATEGIC: Names(
        "comprehensive strategic partnership", "đối tác chiến lược toàn diện", "全面战略伙伴关系"
    ),
    Level.EXTENSIVE_STRATEGIC: Names(
        "extensive strategic partnership", "đối tác chiến lược sâu rộng", "广泛战略伙伴关系"
    ),
    Level.STRATEGIC: Names("strategic partnership", "đối tác chiến lược", "战略伙伴关系"),
    Level.COMPREHENSIVE: Names("comprehensive partnership", "đối tác toàn diện", "全面伙伴关系"),
    Level.SPECIAL: Names("special relationship", "quan hệ đặc biệt", "特殊关系"),
    Level.SECTORAL_STRATEGIC: Names(
        "sectoral strategic partnership", "đối tác chiến lược trên lĩnh vực", "领域战略伙伴关系"
    ),
}


def parse_choice(kind: type[E], text: str) -> E:
    """Read a value of a closed vocabulary as it is written in the tables.

    Raises:
        InvalidValueError: It is none of them.
    """
    try:
        return kind(text)
    except ValueError:
        raise InvalidValueError(f"{quoted(text)} is not one of: {', '.join(kind)}") from None


def parse_level(text: str | Level) -> Level:
    """Return the partnership level that a text names, in any of the three languages.

    Words that only say that it is one ("partnership", "cooperative", "quan hệ", "伙伴关系") may be there or not.
    Case, accents and the form of Chinese characters do not count.

    Raises:
        InvalidValueError: It names none.

    Examples:
        >>> parse_level("Đối tác chiến lược toàn diện")
        <Level.COMPREHENSIVE_STRATEGIC: 'comprehensive strategic'>
        >>> parse_level("全面战略合作伙伴关系")
        <Level.COMPREHENSIVE_STRATEGIC: 'comprehensive strategic'>
    """
    if isinstance(text, Level):
        return text
    if isinstance(text, str):
        names = _levels()
        if level := names.get(text) or names.get(_bare(text)):
            return level
    raise InvalidValueError(f"{quoted(text)} is not one of the levels: {', '.join(Level)}")


@functools.cache
def _levels() -> dict[str, Level]:
    """The levels by all their names, bare; what the tables call them is that already."""
    return {_bare(name): level for level in Level for name in (level, level.names.en, level.names.vi, level.names.zh)}


_SAYS_NOTHING = {"partnership", "relationship", "cooperative", "cooperation", "quan", "he", "doi", "tac", "hop"}


def _bare(text: str) -> str:
    """A level's name without what only says that it is one."""
    folded = fold(text)
    for word in ("关系", "伙伴", "合作"):
        folded = folded.replace(word, "")
    return " ".join(word for word in folded.split() if word not in _SAYS_NOTHING)
