"""Vietnam in the world: agreements, missions and events, their classes and the loading of their tables.

They stand apart from ``model`` and ``loading`` so that the answers that do not need them do not wait for them.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from .cells import choice, date, date_or_none, each, id_of, look_up
from .dates import PartialDate
from .errors import InvalidValueError
from .loading import load
from .model import Citation, Country, Printed, Source, Spell, cited
from .records import Records
from .vocabulary import Names, Regime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class AgreementKind(StrEnum):
    """What an agreement is about."""

    BORDER = "border"
    MARITIME = "maritime"
    PEACE = "peace"
    ALLIANCE = "alliance"
    FRIENDSHIP = "friendship"
    TRADE = "trade"
    COOPERATION = "cooperation"


class Sender(StrEnum):
    """Whose mission it is."""

    VIETNAM = "Vietnam"
    PARTNER = "partner"


class MissionKind(StrEnum):
    """What a mission is, highest first."""

    EMBASSY = "embassy"
    PERMANENT_MISSION = "permanent mission"
    CONSULATE_GENERAL = "consulate general"
    CONSULATE = "consulate"
    LIAISON_OFFICE = "liaison office"
    REPRESENTATIVE_OFFICE = "representative office"
    TRADE_OFFICE = "trade office"


class EventKind(StrEnum):
    """What an event is."""

    RECOGNITION = "recognition"
    NORMALISATION = "normalisation"
    RUPTURE = "rupture"
    VISIT = "visit"
    SUMMIT = "summit"
    DECLARATION = "declaration"
    CONFLICT = "conflict"
    INCIDENT = "incident"
    EXERCISE = "exercise"
    AID = "aid"
    CONGRESS = "congress"


@attrs.frozen(cache_hash=True, repr=False)
class Agreement(Printed):
    """A treaty, accord or declaration that binds or commits Vietnam and others.

    Attributes:
        id: The key of the record.
        title_en: Its title in English: the official one, or a short one of ours.
        title_vi: Its official title in Vietnamese; empty if no source gives it.
        title_zh: The same in Chinese.
        kind: What it is about.
        parties: The other parties, Vietnam being one in all of them.
        regime: The Vietnamese government that concluded it.
        signed: When it was signed, or concluded if it was not signed.
        in_force: When it entered into force, or None if no source tells.
        until: When it ended, or None.
        place: The city where it was signed; empty if unknown.
        disputes: The ids of the disputes that it settles or manages.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    title_en: str
    title_vi: str
    title_zh: str
    kind: AgreementKind
    parties: tuple[Country, ...]
    regime: Regime
    signed: PartialDate
    in_force: PartialDate | None
    until: PartialDate | None
    place: str
    disputes: tuple[str, ...]
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.in_force is not None and self.in_force.latest < self.signed.earliest:
            raise InvalidValueError(f"in force on {self.in_force}, before it was signed on {self.signed}")

    @property
    def titles(self) -> Names:
        """The title in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)


@attrs.frozen(cache_hash=True, repr=False)
class Mission(Spell):
    """An embassy, consulate or office, of Vietnam or in Vietnam.

    Attributes:
        id: The key of the record.
        country: The partner.
        sender: Whose mission it is: Vietnam's with the partner, or the partner's in Vietnam.
        kind: What it is.
        city: Where it is.
        regime: The Vietnamese government that sent or received it.
        since: When it opened.
        until: When it closed or became another kind of mission, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows it.
        sources: Where this is read.
        note: What to know about it.
        begins: The first day on which it certainly was there (derived).
        ends: The first day on which it certainly was not; ``date.max`` if open (derived).
    """

    id: str
    country: Country
    sender: Sender
    kind: MissionKind
    city: str
    regime: Regime
    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)


@attrs.frozen(cache_hash=True, repr=False)
class Event(Printed):
    """Something that happened.

    Attributes:
        id: The key of the record.
        title: What happened, in our words.
        kind: What kind of event it was.
        since: Its first day, or its only one.
        until: Its last day (that day still belongs to it); None if it was of one day, or its end is not known.
        parties: The partners concerned.
        place: Where; empty if unknown.
        people: Who took part.
        disputes: The ids of the disputes that it concerns.
        agreements: The ids of the agreements that it concerns.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    title: str
    kind: EventKind
    since: PartialDate
    until: PartialDate | None
    parties: tuple[Country, ...]
    place: str
    people: tuple[str, ...]
    disputes: tuple[str, ...]
    agreements: tuple[str, ...]
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until.latest < self.since.earliest:
            raise InvalidValueError(f"ends on {self.until}, before it begins on {self.since}")


def load_agreements(
    read: Callable[[str], bytes],
    sources: Mapping[str, Source],
    countries: Mapping[str, Country],
    disputes: Mapping[str, object],
) -> Records[Agreement]:
    """Load the table of agreements; ``disputes`` are those that it may name, by id."""
    return load(
        read,
        "agreements",
        sources,
        {
            "kind": choice(AgreementKind),
            "parties": each(look_up(countries, "country")),
            "regime": choice(Regime),
            "signed": date,
            "in_force": date_or_none,
            "disputes": each(id_of(disputes, "dispute")),
        },
    )


def load_missions(
    read: Callable[[str], bytes], sources: Mapping[str, Source], countries: Mapping[str, Country]
) -> Records[Mission]:
    """Load the table of missions."""
    return load(
        read,
        "missions",
        sources,
        {
            "country": look_up(countries, "country"),
            "sender": choice(Sender),
            "kind": choice(MissionKind),
            "regime": choice(Regime),
        },
    )


def load_events(
    read: Callable[[str], bytes],
    sources: Mapping[str, Source],
    countries: Mapping[str, Country],
    disputes: Mapping[str, object],
    agreements: Mapping[str, object],
) -> Records[Event]:
    """Load the table of events; ``disputes`` and ``agreements`` are those that it may name, by id."""
    return load(
        read,
        "events",
        sources,
        {
            "kind": choice(EventKind),
            "since": date,
            "parties": each(look_up(countries, "country")),
            "people": each(str),
            "disputes": each(id_of(disputes, "dispute")),
            "agreements": each(id_of(agreements, "agreement")),
        },
    )
