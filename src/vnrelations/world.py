"""Vietnam in the world: agreements, organisations, missions, events; their classes and the loading of their tables.

They stand apart from ``model`` and ``loading`` so that the answers that do not need them do not wait for them.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from .cells import choice, date, date_or_none, each, id_of, look_up, or_none
from .dates import PartialDate
from .errors import InvalidValueError
from .loading import load
from .model import Citation, Country, Printed, Source, Spell, cited
from .records import Records
from .vocabulary import Names, Regime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class AgreementKind(StrEnum):
    """What an agreement is about."""

    BORDER = "border"
    MARITIME = "maritime"
    PEACE = "peace"
    ALLIANCE = "alliance"
    FRIENDSHIP = "friendship"
    TRADE = "trade"
    INVESTMENT = "investment"
    DEFENCE = "defence"
    JUDICIAL = "judicial"
    LABOUR = "labour"
    HUMAN_RIGHTS = "human rights"
    DISARMAMENT = "disarmament"
    ENVIRONMENT = "environment"
    DIPLOMATIC = "diplomatic"
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
    CULTURAL_OFFICE = "cultural office"


class EventKind(StrEnum):
    """What an event is."""

    RECOGNITION = "recognition"
    NORMALISATION = "normalisation"
    RUPTURE = "rupture"
    VISIT = "visit"
    SUMMIT = "summit"
    DECLARATION = "declaration"
    LEGAL = "legal"
    CONFLICT = "conflict"
    INCIDENT = "incident"
    EXERCISE = "exercise"
    AID = "aid"
    SANCTIONS = "sanctions"
    EVACUATION = "evacuation"
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
        parties: The other parties, Vietnam being one in all of them; none for a convention open to the world.
        regime: The Vietnamese government that concluded it.
        signed: When Vietnam signed it, or when it was concluded if it was not signed; None if Vietnam joined later.
        ratified: When Vietnam ratified, approved or joined it, or None if no source tells.
        in_force: When it entered into force for Vietnam, or None if no source tells.
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
    signed: PartialDate | None
    ratified: PartialDate | None
    in_force: PartialDate | None
    until: PartialDate | None
    place: str
    disputes: tuple[str, ...]
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    def __attrs_post_init__(self) -> None:
        begun = self.concluded
        for what, then in (("ratified", self.ratified), ("in force", self.in_force), ("ended", self.until)):
            if then is not None and then.latest < begun.earliest:
                raise InvalidValueError(f"{what} on {then}, before it was concluded on {begun}")

    @property
    def concluded(self) -> PartialDate:
        """When it is listed, by the day of signing or, if Vietnam joined later, of joining or of entry into force.

        Raises:
            InvalidValueError: It has none of the three.
        """
        if concluded := self.signed or self.ratified or self.in_force:
            return concluded
        raise InvalidValueError("an agreement needs a day: signed, ratified or in_force")

    def in_force_on(self, day: dt.date) -> bool:
        """Whether it had certainly entered into force by that day and had not certainly ended."""
        begun = self.in_force is not None and self.in_force.latest <= day
        return begun and (self.until is None or day < self.until.latest)

    @property
    def titles(self) -> Names:
        """The title in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)


@attrs.frozen(cache_hash=True, repr=False)
class Organisation(Printed):
    """An intergovernmental body or one of its organs.

    Attributes:
        id: The key of the record.
        name: Its English name.
        name_vi: Its name in Vietnamese.
        name_zh: Its name in simplified Chinese.
        abbreviation: How it is usually shortened; empty if it is not.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    name: str
    name_vi: str
    name_zh: str
    abbreviation: str
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    @property
    def names(self) -> Names:
        """The name in the three languages."""
        return Names(self.name, self.name_vi, self.name_zh)

    def __rich_repr__(self) -> Iterator[object]:
        yield self.id
        yield self.name

    def __str__(self) -> str:
        return self.abbreviation or self.name


@attrs.frozen(cache_hash=True, repr=False)
class Mission(Spell):
    """An embassy, consulate or office, of Vietnam or in Vietnam.

    Attributes:
        id: The key of the record.
        country: The partner; of a mission to an organisation, the country where it stands.
        sender: Whose mission it is: Vietnam's with the partner, or the partner's in Vietnam.
        kind: What it is.
        city: Where it is.
        body: The organisation to which a permanent mission is accredited; None for all others.
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
    body: Organisation | None
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
        title_en: What happened, in our words.
        title_vi: The same in Vietnamese.
        title_zh: The same in simplified Chinese.
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
    title_en: str
    title_vi: str
    title_zh: str
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

    @property
    def titles(self) -> Names:
        """The title in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)


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
            "signed": date_or_none,
            "ratified": date_or_none,
            "in_force": date_or_none,
            "disputes": each(id_of(disputes, "dispute")),
        },
    )


def load_organisations(read: Callable[[str], bytes], sources: Mapping[str, Source]) -> Records[Organisation]:
    """Load the table of organisations."""
    return load(read, "organisations", sources, {})


def load_missions(
    read: Callable[[str], bytes],
    sources: Mapping[str, Source],
    countries: Mapping[str, Country],
    bodies: Mapping[str, object],
) -> Records[Mission]:
    """Load the table of missions; ``bodies`` are the organisations by id."""
    return load(
        read,
        "missions",
        sources,
        {
            "country": look_up(countries, "country"),
            "sender": choice(Sender),
            "kind": choice(MissionKind),
            "body": or_none(look_up(bodies, "organisation")),
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
