"""Vietnam among others: memberships, seats, peacekeepers, policies, eras, published numbers.

Classes and the loading of their tables; apart from ``model`` and ``loading`` for the same reason as ``world``.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from .cells import choice, count_or_none, date, date_or_none, each, look_up, or_none, whole_number
from .dates import PartialDate
from .errors import InvalidValueError
from .loading import load
from .model import Citation, Country, Printed, Source, Spell, cited
from .records import Records
from .vocabulary import Names, Regime
from .world import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class MembershipStatus(StrEnum):
    """How Vietnam belongs to an organisation."""

    MEMBER = "member"
    OBSERVER = "observer"
    PARTNER = "partner"
    PARTICIPANT = "participant"


class Bound(StrEnum):
    """How exact a published number is."""

    EXACT = "exact"
    OVER = "over"
    ABOUT = "about"


@attrs.frozen(cache_hash=True, repr=False)
class Membership(Spell):
    """A spell of belonging to an organisation.

    Attributes:
        id: The key of the record.
        body: The organisation.
        status: A member, an observer, a partner, or a participant where there are no members or a source only tells
            that Vietnam takes part.
        regime: The Vietnamese government that held the seat.
        since: The first day.
        until: The first day on which it no longer held, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows it.
        sources: Where this is read.
        note: What to know about it.
        begins: The first day on which it certainly held (derived).
        ends: The first day on which it certainly no longer held; ``date.max`` if open (derived).
    """

    id: str
    body: Organisation
    status: MembershipStatus
    regime: Regime
    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)


@attrs.frozen(cache_hash=True, repr=False)
class Office(Printed):
    """A seat to which Vietnam was elected, for one term.

    Attributes:
        id: The key of the record.
        body: The organisation or organ.
        seat: What the seat is.
        since: The first day or year of the term, or None where a source names the session only.
        until: The last day or year of the term (it still belongs to it), or None.
        elected: The day of the election, or None if unknown.
        votes: The votes for Vietnam, or None if unknown.
        ballots: Of how many, or None if unknown.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    body: Organisation
    seat: str
    since: PartialDate | None
    until: PartialDate | None
    elected: PartialDate | None
    votes: int | None
    ballots: int | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until.latest < self.since.earliest:
            raise InvalidValueError(f"ends with {self.until}, before it begins with {self.since}")

    def held(self, day: dt.date) -> bool:
        """Whether that day lies in the term."""
        if self.since is None or self.until is None:
            return False
        return self.since.earliest <= day <= self.until.latest


@attrs.frozen(cache_hash=True, repr=False)
class Deployment(Spell):
    """Peacekeepers whom Vietnam sent: a unit or, where a source tells them apart, one rotation of it.

    Attributes:
        id: The key of the record.
        mission: The mission that they serve.
        unit: What kind of unit it is.
        rotation: Which rotation of the unit, from 1; None for a unit as a whole.
        hosts: Where.
        since: When the first of them arrived, or left for it (see ``note``).
        until: The first day on which none was there, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows them.
        personnel: How many, at the time that ``note`` tells, or None if unknown.
        sources: Where this is read.
        note: What to know about it.
        begins: The first day on which they certainly were there (derived).
        ends: The first day on which they certainly were not; ``date.max`` if they are (derived).
    """

    id: str
    mission: str
    unit: str
    rotation: int | None
    hosts: tuple[Country, ...]
    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    personnel: int | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)


@attrs.frozen(cache_hash=True, repr=False)
class Policy(Printed):
    """A principle or goal of foreign policy that Vietnam has stated.

    Attributes:
        id: The key of the record.
        text_en: What it says, in our words.
        text_vi: The same in Vietnamese.
        text_zh: The same in simplified Chinese.
        document: Where it was stated, such as a Party congress; empty if the source does not tell.
        since: When it was stated, or None if the source does not tell.
        until: For a goal, the year by which it is to be reached; else None.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    text_en: str
    text_vi: str
    text_zh: str
    document: str
    since: PartialDate | None
    until: PartialDate | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    @property
    def texts(self) -> Names:
        """The text in the three languages."""
        return Names(self.text_en, self.text_vi, self.text_zh)


@attrs.frozen(cache_hash=True, repr=False)
class Period(Printed):
    """An era of Vietnam's foreign relations.

    Attributes:
        id: The key of the record.
        title_en: What it is called, in our words.
        title_vi: The same in Vietnamese.
        title_zh: The same in simplified Chinese.
        since: When it began, or None if the source does not tell.
        until: The last year or day (it still belongs to it), or None if it goes on or the source does not tell.
        parties: The partners that marked it; before 1945 today's countries stand for their predecessors.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    title_en: str
    title_vi: str
    title_zh: str
    since: PartialDate | None
    until: PartialDate | None
    parties: tuple[Country, ...]
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    @property
    def titles(self) -> Names:
        """The title in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)


@attrs.frozen(cache_hash=True, repr=False)
class Indicator(Printed):
    """A number that somebody published.

    Attributes:
        id: The key of the record.
        indicator: What is measured, such as ``countries_with_relations``; the same for a whole series.
        partner: The one partner that the number concerns, or None if it is of all.
        value: The number.
        bound: Whether it is exact, over the number or about it.
        unit: The unit of the number: what is counted, or ``USD a year``.
        since: Where the number is of a time and not of a day, when that began; else None.
        as_of: The day, month or year that the number is of, or the end of the time.
        counting: What the source says is counted, in our words.
        sources: Where it was published.
        note: What to know about it.
    """

    id: str
    indicator: str
    partner: Country | None
    value: int
    bound: Bound
    unit: str
    since: PartialDate | None
    as_of: PartialDate
    counting: str
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""


def load_memberships(
    read: Callable[[str], bytes], sources: Mapping[str, Source], bodies: Mapping[str, object]
) -> Records[Membership]:
    """Load the table of memberships; ``bodies`` are the organisations by id."""
    return load(
        read,
        "memberships",
        sources,
        {
            "body": look_up(bodies, "organisation"),
            "status": choice(MembershipStatus),
            "regime": choice(Regime),
        },
    )


def load_offices(
    read: Callable[[str], bytes], sources: Mapping[str, Source], bodies: Mapping[str, object]
) -> Records[Office]:
    """Load the table of offices; ``bodies`` are the organisations by id."""
    return load(
        read,
        "offices",
        sources,
        {
            "body": look_up(bodies, "organisation"),
            "elected": date_or_none,
            "votes": count_or_none,
            "ballots": count_or_none,
        },
    )


def load_deployments(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Deployment]:
    """Load the table of deployments."""
    return load(
        read,
        "deployments",
        sources,
        {
            "rotation": count_or_none,
            "hosts": each(look_up(countries, "country")),
            "personnel": count_or_none,
        },
    )


def load_policies(read: Callable[[str], bytes], sources: Mapping[str, Source]) -> Records[Policy]:
    """Load the table of policies."""
    return load(read, "policies", sources, {})


def load_periods(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Period]:
    """Load the table of periods."""
    return load(
        read,
        "periods",
        sources,
        {
            "parties": each(look_up(countries, "country")),
        },
    )


def load_indicators(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Indicator]:
    """Load the table of published numbers."""
    return load(
        read,
        "indicators",
        sources,
        {
            "partner": or_none(look_up(countries, "country")),
            "value": whole_number,
            "bound": choice(Bound),
            "as_of": date,
        },
    )
