"""What a fact is: frozen classes, and nothing else.

Each class is one table of ``data/`` and its attributes are that table's columns, in their order. A record is
immutable, hashable and compares by value. ``since`` is the first day on which something held, ``until`` the
first day on which it no longer did (a half-open spell, as in ISO 8601-2 level 0 intervals read by day); an
empty ``until`` means that it still holds on the dataset's day. Where no source gives the beginning, ``since``
is empty and ``attested`` is the earliest day on which a source shows it in force.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from .dates import PartialDate
from .errors import InvalidValueError, quoted
from .vocabulary import (
    CountryKind,
    DisputeKind,
    DisputeStatus,
    Ending,
    Level,
    Names,
    Regime,
    SourceKind,
    TieLevel,
)
from .wording import source_words


class Shown:
    """What notebooks and Rich show, made by a module that only they import."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from .showing import to_html

        return to_html(self)

    def __rich__(self) -> object:
        from .showing import to_rich

        return to_rich(self)


class Printed(Shown):
    """How a record shows itself: in the REPL what it is, when printed all that is known of it, with its sources."""

    __slots__ = ()

    def __rich_repr__(self) -> Iterator[object]:
        kind: Any = type(self)
        for name in (a.name for a in attrs.fields(kind) if a.init and a.name not in ("sources", "note")):
            value = getattr(self, name)
            if value not in ("", None, ()):
                yield name, str(value) if isinstance(value, PartialDate | StrEnum) else value

    def __repr__(self) -> str:
        said = (f"{each[0]}={each[1]!r}" if isinstance(each, tuple) else repr(each) for each in self.__rich_repr__())
        return f"{type(self).__name__}({', '.join(said)})"

    def __str__(self) -> str:
        from .showing import to_text

        return to_text(self)


@attrs.frozen(cache_hash=True, repr=False)
class Source(Printed):
    """Something that you can open and read.

    Attributes:
        id: The key that citations use.
        title: The page's own title, or ours if it has none.
        publisher: Who published it.
        language: The language of the text that was read, as an ISO 639-1 code.
        published: When it was published, as exactly as the page says.
        accessed: When its text was read.
        url: Where it was read.
        kind: How near it is to the fact.
        licence: The licence that it states; empty if none.
        note: What to know before trusting it.
    """

    id: str
    title: str
    publisher: str
    language: str
    published: PartialDate | None
    accessed: PartialDate
    url: str
    kind: SourceKind
    licence: str = ""
    note: str = ""

    def __rich_repr__(self) -> Iterator[object]:
        yield self.id

    def __str__(self) -> str:
        return f"{source_words(self)} {self.url}"


@attrs.frozen(repr=False)
class Citation(Shown):
    """A place in a source: what the cell ``key[locator]`` says (the form is that of CLDF's sources).

    The source itself is looked up when it is asked for: a question cites a few dozen of thousands.

    Attributes:
        key: The id of the source.
        locator: Where in it; empty for the whole.
    """

    key: str
    locator: str
    _sources: Mapping[str, Source] = attrs.field(eq=False)

    @classmethod
    def parse(cls, text: str, sources: Mapping[str, Source]) -> Citation:
        """Read a citation as it is written in a table.

        Args:
            text: ``key`` or ``key[locator]``.
            sources: The sources by id.

        Raises:
            InvalidValueError: It has another form, or there is no such source.
        """
        key, bracket, rest = text.partition("[")
        if key not in sources:
            raise InvalidValueError(f"there is no source {quoted(key)}")
        if bracket and (not rest.endswith("]") or not rest[:-1] or "[" in rest or "]" in rest[:-1]):
            raise InvalidValueError(f"{quoted(text)} is not of the form key or key[locator]")
        return cls(key, rest[:-1], sources)

    @property
    def source(self) -> Source:
        """The source."""
        return self._sources[self.key]

    def __reduce__(self) -> tuple[object, ...]:
        # A copy or pickle takes its own source along, not the table that it is looked up in.
        return Citation, (self.key, self.locator, {self.key: self.source})

    def __rich_repr__(self) -> Iterator[object]:
        yield str(self)

    def __repr__(self) -> str:
        return f"Citation({str(self)!r})"

    def __str__(self) -> str:
        return f"{self.key}[{self.locator}]" if self.locator else self.key


def cited(record: object, attribute: attrs.Attribute[tuple[Citation, ...]], value: tuple[Citation, ...]) -> None:
    """Refuse a record that no source supports."""
    if not value:
        raise InvalidValueError(f"a {type(record).__name__} needs at least one source: cite it in `sources`")


class Spell(Printed):
    """What holds from one day to another; a mixin of the dated classes, whose fields it reads."""

    __slots__ = ()

    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    begins: dt.date
    ends: dt.date

    def __attrs_post_init__(self) -> None:
        start = self.since or self.attested
        if start is None:
            raise InvalidValueError("a spell needs a beginning: `since`, or `attested` where no source gives it")
        if self.until is not None and self.until.latest < start.earliest:
            raise InvalidValueError(f"ends on {self.until}, before it begins on {start}")
        object.__setattr__(self, "begins", start.latest)
        object.__setattr__(self, "ends", self.until.latest if self.until else dt.date.max)

    def in_force(self, day: dt.date) -> bool:
        """Whether it has certainly begun on that day and has not certainly ended."""
        return self.begins <= day < self.ends


@attrs.frozen(cache_hash=True, repr=False)
class Country(Printed):
    """A partner of Vietnam, an area of ISO 3166 that is none, or Vietnam itself.

    Attributes:
        id: ISO 3166-1 alpha-2 or, for a former state, ISO 3166-3 alpha-4; EU and XK are reserved by usage.
        kind: What it is.
        name: Its short English name.
        name_vi: Its short Vietnamese name.
        name_zh: Its short Chinese name, in simplified characters.
        alpha_2: ISO 3166-1 alpha-2, for a former state the one it had; None if it has none.
        alpha_3: ISO 3166-1 alpha-3, likewise.
        numeric: ISO 3166-1 numeric as text, with its leading zeros; None if it has none.
        cow: Its number in the Correlates of War's state system (2016), the last one if it had several; None if none.
        gw: Its number in Gleditsch and Ward's list of independent states and of microstates, likewise.
        region: Its subregion in the UN's M49 scheme.
        lat: Degrees north of a point in it, or None.
        lon: Degrees east of the same point, or None.
        since: When it began as a state; None if that was before 1945-09-02 or is not known.
        until: When it ceased to exist, or None.
        successors: The countries that came after it.
        un_member_since: When it became a member of the United Nations; None if it is none or, for a former state,
            that is not known.
        sources: Where this is read.
        note: What to know about it.
    """

    id: str
    kind: CountryKind
    name: str
    name_vi: str
    name_zh: str
    alpha_2: str | None
    alpha_3: str | None
    numeric: str | None
    cow: int | None
    gw: int | None
    region: str
    lat: float | None
    lon: float | None
    since: PartialDate | None
    until: PartialDate | None
    successors: tuple[Country, ...]
    un_member_since: PartialDate | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    @property
    def names(self) -> Names:
        """The short name in the three languages."""
        return Names(self.name, self.name_vi, self.name_zh)

    def existed(self, day: dt.date) -> bool:
        """Whether it was there on that day."""
        return (self.since is None or self.since.latest <= day) and (self.until is None or day < self.until.latest)

    def __rich_repr__(self) -> Iterator[object]:
        yield self.id
        yield self.name

    def __str__(self) -> str:
        return self.name


@attrs.frozen(cache_hash=True, repr=False)
class Alias(Printed):
    """One more way to write a country.

    Attributes:
        id: The key of the record.
        text: The name or abbreviation.
        language: Its language: an ISO 639-1 code, with the script for Chinese (``zh-Hant``), ``mul`` for several or
            ``zxx`` for a code.
        country: What it names.
        since: Where the name belongs to a time: when that began, as far as a source tells; else None.
        until: The first day on which it no longer named that country; None if it still does or no source tells.
        sources: Where it is used.
        note: What to know about it.
    """

    id: str
    text: str
    language: str
    country: Country
    since: PartialDate | None
    until: PartialDate | None
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""

    def named(self, day: dt.date) -> bool:
        """Whether the country may have borne the name on that day."""
        return (self.since is None or self.since.earliest <= day) and (self.until is None or day < self.until.latest)


@attrs.frozen(cache_hash=True, repr=False)
class Tie(Spell):
    """A spell of relations with one partner at one level.

    Attributes:
        id: The key of the record.
        country: The partner.
        since: The first day, by the date that Vietnam celebrates.
        until: The first day on which it no longer held, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows it in force.
        level: Embassy means full relations, also where the ambassador lives elsewhere.
        regime: The Vietnamese government that set it up; the SRV took over those of the DRV and the PRG.
        ending: How it ended, or None.
        predecessor: The former state whose relations this one took over, or None.
        counted: Whether the official total of countries with relations counts it.
        sources: Where this is read.
        note: What to know about it.
        begins: The first day on which it certainly held (derived).
        ends: The first day on which it certainly no longer held; ``date.max`` if open (derived).
    """

    id: str
    country: Country
    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    level: TieLevel
    regime: Regime
    ending: Ending | None
    predecessor: Country | None
    counted: bool
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)


@attrs.frozen(cache_hash=True, repr=False)
class Partnership(Spell):
    """A named framework with one partner, from its declaration to the next step.

    Attributes:
        id: The key of the record.
        partner: The other side.
        level: Ranked or, beside the ladder, special or sectoral.
        sector: What a sectoral one is about; else empty.
        since: The day of the declaration.
        until: The day of the next step on the same ladder, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows it in force.
        title_en: Its official title in English; empty if no source gives it.
        title_vi: The same in Vietnamese.
        title_zh: The same in Chinese.
        place: The city where it was declared; empty if unknown.
        instrument: The kind of text that declares it; empty if unknown.
        signatories: Who declared it.
        sources: Where this is read.
        note: What to know about it.
        begins: The first day on which it certainly held (derived).
        ends: The first day on which it certainly no longer held; ``date.max`` if open (derived).
    """

    id: str
    partner: Country
    level: Level
    sector: str
    since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    title_en: str
    title_vi: str
    title_zh: str
    place: str
    instrument: str
    signatories: tuple[str, ...]
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)

    @property
    def titles(self) -> Names:
        """The official title in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)


@attrs.frozen(cache_hash=True, repr=False)
class Dispute(Spell):
    """A dispute between Vietnam and others.

    Attributes:
        id: The key of the record.
        title_en: What it is called in English.
        title_vi: What it is called in Vietnamese; empty if no source gives it.
        title_zh: What it is called in Chinese; empty if no source gives it.
        parties: The other parties, Vietnam being one in all of them.
        kind: What it is about.
        area: Where it is.
        status: How it stands on the day that was asked about; in the table, on the dataset's day.
        since: When it began.
        managed_since: From when an arrangement (joint development, a provisional line, a code) has managed it.
        until: When it was settled, or None.
        attested: Where ``since`` is unknown, the earliest day on which a source shows it.
        settlement: How it was settled or is managed on the dataset's day; for an open one, what was agreed or
            tried so far, if anything.
        sources: Where this is read.
        note: What to know about it, names and claims with their claimant.
        begins: The first day on which it certainly existed (derived).
        ends: The first day on which it was certainly settled; ``date.max`` if it is not (derived).
    """

    id: str
    title_en: str
    title_vi: str
    title_zh: str
    parties: tuple[Country, ...]
    kind: DisputeKind
    area: str
    status: DisputeStatus
    since: PartialDate | None
    managed_since: PartialDate | None
    until: PartialDate | None
    attested: PartialDate | None
    settlement: str
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    note: str = ""
    begins: dt.date = attrs.field(init=False, eq=False)
    ends: dt.date = attrs.field(init=False, eq=False)

    @property
    def titles(self) -> Names:
        """What it is called in the three languages."""
        return Names(self.title_en, self.title_vi, self.title_zh)

    def status_on(self, day: dt.date) -> DisputeStatus:
        """How it stood on that day, once it had begun."""
        if self.ends <= day:
            return DisputeStatus.RESOLVED
        if self.managed_since is not None and self.managed_since.latest <= day:
            return DisputeStatus.MANAGED
        return DisputeStatus.OPEN

    def as_on(self, day: dt.date) -> Dispute:
        """The same dispute with its status on that day."""
        status = self.status_on(day)
        return self if status is self.status else attrs.evolve(self, status=status)


@attrs.frozen(cache_hash=True, repr=False)
class Dissent(Printed):
    """A value that a source gives and that we did not follow.

    Attributes:
        id: The key of the record.
        table: The table of the record in question.
        record: The id of the record in question.
        field: The column in question.
        value: What the source says instead.
        sources: Who says so.
        reason: Why we did not follow it.
        note: What else to know.
    """

    id: str
    table: str
    record: str
    field: str
    value: str
    sources: tuple[Citation, ...] = attrs.field(validator=cited)
    reason: str = ""
    note: str = ""


Record = Country | Alias | Tie | Partnership | Dispute | Source | Dissent
