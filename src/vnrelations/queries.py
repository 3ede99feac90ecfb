"""A set of tables and the questions that it answers: plain comprehensions over tuples of records.

A ``Dataset`` loads each table once, the first time that a question needs it.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from . import cells, loading
from .dates import PartialDate
from .errors import (
    AmbiguousCountryError,
    DataError,
    InvalidValueError,
    OutOfCoverageError,
    UnknownCountryError,
    UnknownRecordError,
    listed,
    quoted,
)
from .model import Country, Shown
from .records import Records
from .relations import Relations
from .resolving import Resolver
from .vocabulary import (
    CountryKind,
    DisputeStatus,
    Level,
    Regime,
    parse_choice,
    parse_level,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from types import ModuleType

    from .bodies import Deployment, Indicator, Membership, Office, Period, Policy
    from .browsing import Match, Moment
    from .dates import DateLike
    from .model import Dispute, Dissent, Partnership, Source, Tie
    from .reconciling import Reckoning
    from .resolving import Candidate
    from .vocabulary import (
        AgreementKindName,
        CountryKindName,
        EventKindName,
        LevelName,
        RegimeName,
        SenderName,
        StatusName,
    )
    from .world import Agreement, AgreementKind, Event, EventKind, Mission, Organisation, Sender

# What a name may be turned into: a column of countries.csv.
Target = Literal["id", "alpha_2", "alpha_3", "numeric", "cow", "gw", "name", "name_vi", "name_zh"]
TARGETS: tuple[Target, ...] = get_args(Target)
CitationStyle = Literal["text", "bibtex", "csl", "cff"]
STYLES: tuple[CitationStyle, ...] = get_args(CitationStyle)
# The Saigon governments' ties are not those of the state whose foreign relations this is.
HANOI = frozenset({Regime.DRV, Regime.PRG, Regime.SRV})
# Which column says whom a record is about, of the tables that can be asked about one partner.
PARTNER_COLUMNS = {
    "ties": "country",
    "partnerships": "partner",
    "disputes": "parties",
    "agreements": "parties",
    "missions": "country",
    "events": "parties",
    "deployments": "hosts",
    "indicators": "partner",
    "periods": "parties",
}


class Dataset(Shown):
    """A set of tables and the questions that they answer.

    Args:
        read: A function from the name of a file to its bytes, which raises a DataError, or a KeyError as a dict does,
            for a file that it has not; the files shipped with the package if left out.

    Examples:
        >>> ds = Dataset()
        >>> ds.country("Hoa Kỳ").id
        'US'
    """

    def __init__(self, read: Callable[[str], bytes] = loading.read_packaged) -> None:
        self._reader = read
        self._lock = threading.RLock()
        self._loaded: dict[str, Any] = {}
        # What was answered of partners asked for by their ids, on the dataset's day: loops over codes find it here.
        self._answered: dict[str | Country, Relations] = {}

    @classmethod
    def from_directory(cls, path: str | os.PathLike[str]) -> Dataset:
        """Return the dataset in a directory, such as an edited copy of the one that is shipped.

        Raises:
            DataError: When a question first needs a file that is missing or damaged.
        """
        return cls(functools.partial(_read_file, os.fspath(path)))

    def __repr__(self) -> str:
        try:
            return f"Dataset(version={self.version!r}, as_of={str(self.as_of)!r})"
        except DataError as error:  # whoever looks for the damage must be able to look at this
            return f"Dataset({str(error)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # A copy reads its tables again: what was loaded is a cache, and a lock cannot be copied.
        return Dataset, (self._reader,)

    def _read(self, name: str) -> bytes:
        try:
            return self._reader(name)
        except KeyError as error:
            raise DataError(name, None, None, "there is no such file") from error

    def _once(self, name: str, load: Callable[[], Any]) -> Any:
        """What ``load`` returns, the first time; nothing is kept of a load that fails."""
        try:
            return self._loaded[name]
        except KeyError:
            with self._lock:
                if name not in self._loaded:
                    self._loaded[name] = load()
                return self._loaded[name]

    # -- the dataset itself

    @functools.cached_property
    def _package(self) -> loading.Package:
        package: loading.Package = self._once("", lambda: loading.load_package(self._read))
        return package

    @property
    def version(self) -> str:
        """The version of the data, as in ``datapackage.json``."""
        return self._package.version

    @property
    def as_of(self) -> PartialDate:
        """The newest day to which the curators of the dataset searched."""
        return self._package.as_of

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """The whole of ``datapackage.json``: the data dictionary, as a copy that is the caller's own."""
        return copy.deepcopy(self._package.descriptor)

    @property
    def coverage(self) -> Mapping[str, PartialDate]:
        """From which day each table that can be asked about a day can answer; all do so up to ``as_of``."""
        return self._package.coverage

    @property
    def tables(self) -> Mapping[str, Records[Any]]:
        """Every table by its name, loaded as it is asked for."""
        return _Tables(self._table)

    def cite(self, style: CitationStyle = "text") -> str:
        """Return how to cite the dataset.

        Args:
            style: ``"text"``, ``"bibtex"``, ``"csl"`` (CSL-JSON, which Zotero and Pandoc read) or ``"cff"`` (a file
                ``CITATION.cff``).

        Raises:
            InvalidValueError: There is no such style.
        """
        year = self.as_of.year
        title = "vnrelations: Vietnam's foreign relations as data"
        author = "vnrelations maintainers"
        if style == "text":
            return f"{author} ({year}). {title}, version {self.version}, as of {self.as_of}."
        if style == "bibtex":
            return (
                f"@misc{{vnrelations,\n  title = {{{title}}},\n  author = {{{{{author}}}}},\n"
                f"  year = {{{year}}},\n  version = {{{self.version}}},\n  note = {{As of {self.as_of}}}\n}}"
            )
        if style == "csl":
            import json

            item = {
                "id": "vnrelations",
                "type": "dataset",
                "title": title,
                "author": [{"literal": author}],
                "issued": {"date-parts": [[year]]},
                "version": self.version,
                "note": f"As of {self.as_of}",
            }
            return json.dumps([item], indent=2)
        if style == "cff":
            return (
                f'cff-version: 1.2.0\nmessage: "As of {self.as_of}"\ntype: dataset\ntitle: "{title}"\n'
                f'authors:\n  - name: {author}\nversion: "{self.version}"'
            )
        raise InvalidValueError(f"style {quoted(style)} is not one of: {', '.join(STYLES)}")

    # -- tables, whole

    def _table(self, name: str) -> Records[Any]:
        records: Records[Any] = self._once(name, lambda: self._load(name))
        return records

    def _load(self, name: str) -> Records[Any]:
        load: dict[str, Callable[[], Records[Any]]] = {
            "sources": lambda: loading.load_sources(self._sources),
            "countries": lambda: loading.load_countries(self._read, self._sources),
            "aliases": lambda: loading.load_aliases(self._read, self._sources, self._countries),
            "ties": lambda: loading.load_ties(self._read, self._sources, self._countries),
            "partnerships": lambda: loading.load_partnerships(self._read, self._sources, self._countries),
            "disputes": lambda: loading.load_disputes(self._read, self._sources, self._countries),
            "indicators": lambda: _bodies().load_indicators(self._read, self._sources, self._countries),
            "agreements": lambda: _world().load_agreements(
                self._read, self._sources, self._countries, self._by_id("disputes")
            ),
            "missions": lambda: _world().load_missions(
                self._read, self._sources, self._countries, self._by_id("organisations")
            ),
            "events": lambda: _world().load_events(
                self._read, self._sources, self._countries, self._by_id("disputes"), self._by_id("agreements")
            ),
            "organisations": lambda: _world().load_organisations(self._read, self._sources),
            "memberships": lambda: _bodies().load_memberships(self._read, self._sources, self._by_id("organisations")),
            "offices": lambda: _bodies().load_offices(self._read, self._sources, self._by_id("organisations")),
            "deployments": lambda: _bodies().load_deployments(self._read, self._sources, self._countries),
            "policies": lambda: _bodies().load_policies(self._read, self._sources),
            "periods": lambda: _bodies().load_periods(self._read, self._sources, self._countries),
            "dissents": lambda: loading.load_dissents(self._read, self._sources, self._ids),
        }
        return load[name]()

    def _by_id(self, table: str) -> Mapping[str, Any]:
        if table == "sources":  # without making a record of each
            return self._sources
        by_id: Mapping[str, Any] = self._once(f"{table} by id", lambda: {r.id: r for r in self._table(table)})
        return by_id

    def _by(self, table: str, column: str) -> Mapping[Any, Sequence[Any]]:
        """The records of a table by what stands in a column, a country by its id; of each, in the table's order."""
        index: Mapping[Any, Sequence[Any]] = self._once(
            f"{table} by {column}", lambda: _index(self._table(table), column)
        )
        return index

    @functools.cached_property
    def _partnerships_by_level(self) -> Mapping[Level, Sequence[Partnership]]:
        return self._by("partnerships", "level")

    def _about(self, table: str, country: str | Country | None) -> Sequence[Any]:
        """The records of a table, or those about one partner, which are found without looking at the others."""
        if country is None:
            return self._table(table)
        return self._by(table, PARTNER_COLUMNS[table]).get(self.country(country).id, ())

    @functools.cached_property
    def _sources(self) -> Mapping[str, Source]:
        by_id: loading.Sources = self._once("sources by id", lambda: loading.Sources(self._read))
        return by_id

    @functools.cached_property
    def _countries(self) -> Mapping[str, Country]:
        return self._by_id("countries")

    def _ids(self, table: str) -> Container[str]:
        # A dissent about a dissent would be an edit of that dissent.
        return () if table == "dissents" else self._by_id(table)

    # -- what the arguments mean

    def _day(self, on: DateLike | None, table: str) -> dt.date:
        """The day that a question is about: the last one that ``on`` can mean."""
        package = self._package
        as_of = package.as_of.latest
        if on is None:
            return as_of
        date = cells.date(on) if type(on) in (str, dt.date) else PartialDate.parse(on)
        first = package.coverage[table].earliest
        if date.latest < first:
            raise OutOfCoverageError(f"{date} is before {first}, where the table {table!r} begins")
        if date.latest > as_of:
            raise OutOfCoverageError(
                f"{date} is, by its last day, after {as_of}, the dataset's day: leave out `on` to ask for that day"
            )
        return date.latest

    @functools.cached_property
    def _resolver(self) -> Resolver:
        resolver: Resolver = self._once(
            "resolver",
            lambda: Resolver(
                self._countries,
                lambda: self._once("names", lambda: loading.load_names(self._read, self._countries)),
                lambda: self._table("aliases"),
            ),
        )
        return resolver

    def country(self, name: str | int | Country, *, on: DateLike | None = None, fuzzy: bool = False) -> Country:
        """See ``vnrelations.country``."""
        day = None if on is None else PartialDate.parse(on).latest
        try:
            return self._resolver.find(name, day)
        except UnknownCountryError as error:
            if not fuzzy:
                raise
            from .fuzzy import nearest  # an extra

            nearest_id = nearest(self._resolver.spelt(), error.query)
            if nearest_id is None:
                raise
            return self._countries[nearest_id]

    # -- questions

    def normalize(self, name: str | int | Country, *, on: DateLike | None = None, fuzzy: bool = False) -> str:
        """See ``vnrelations.normalize``."""
        return self.country(name, on=on, fuzzy=fuzzy).id

    def normalize_many(
        self,
        names: Iterable[Any],
        *,
        errors: Literal["raise", "none", "keep"] = "raise",
        to: Target = "id",
        on: DateLike | None = None,
        fuzzy: bool = False,
    ) -> list[Any]:
        """See ``vnrelations.normalize_many``."""
        if errors not in ("raise", "none", "keep"):
            raise InvalidValueError(f"errors {quoted(errors)} is not one of: raise, none, keep")
        if to not in TARGETS:
            raise InvalidValueError(f"to {quoted(to)} is not one of: {', '.join(TARGETS)}")

        def answer(value: Any) -> Any:
            try:
                return getattr(self.country(value, on=on, fuzzy=fuzzy), to)
            except (UnknownCountryError, AmbiguousCountryError, InvalidValueError):
                if errors == "raise":
                    raise
                return value if errors == "keep" else None

        given = listed("names", names)
        # To a dict 704 and 704.0 are the same, but only one of them is a code.
        mixed = len({*map(type, given)} - {str, type(None)}) > 1
        keys = [(type(value), value) for value in given] if mixed else given
        try:
            distinct = dict(zip(keys, given, strict=True))  # in their order, so that the first that fails is named
        except TypeError:  # a list among them cannot be a name, and is told so or let pass
            return [answer(value) for value in given]
        answers = {key: answer(value) for key, value in distinct.items()}
        return [answers[key] for key in keys]

    def candidates(self, name: str, *, limit: int = 5) -> Records[Candidate]:
        """See ``vnrelations.candidates``."""
        from .fuzzy import near  # an extra
        from .resolving import Candidate

        if not isinstance(name, str):
            raise InvalidValueError(f"a name is a text, not {quoted(name)}")
        if not isinstance(limit, int) or limit < 0:
            raise InvalidValueError(f"limit {quoted(limit)} is not a number of countries")
        found = near(self._resolver.spelt(), name, min(limit, len(self._countries)))
        return Records(Candidate(self._countries[key], round(score, 3), text) for key, score, text in found)

    def countries(self, kind: CountryKindName | CountryKind | None = None) -> Records[Country]:
        """See ``vnrelations.countries``."""
        records: Records[Country] = self._table("countries")
        return records if kind is None else records.where(kind=parse_choice(CountryKind, kind))

    def ties(
        self,
        country: str | Country | None = None,
        *,
        on: DateLike | None = None,
        regime: RegimeName | Regime | None = None,
    ) -> Records[Tie]:
        """See ``vnrelations.ties``."""
        day = self._day(on, "ties")
        regimes = HANOI if regime is None else {parse_choice(Regime, regime)}
        ties: Sequence[Tie] = self._about("ties", country)
        return Records(tie for tie in ties if tie.in_force(day) and tie.regime in regimes)

    def without_ties(self, *, on: DateLike | None = None) -> Records[Country]:
        """See ``vnrelations.without_ties``."""
        day = self._day(on, "ties")
        related = {tie.country.id for tie in self.ties(on=day) if tie.counted}
        records: Records[Country] = self._table("countries")
        return Records(c for c in records if c.id not in related and c.kind in _STATES and c.existed(day))

    def partners(
        self,
        level: LevelName | Level | None = None,
        *,
        at_least: LevelName | Level | None = None,
        on: DateLike | None = None,
    ) -> Records[Partnership]:
        """See ``vnrelations.partners``."""
        day = self._day(on, "partnerships")
        if level is not None and at_least is not None:
            raise InvalidValueError("give either level or at_least, not both")
        frameworks: Sequence[Partnership]
        if level is not None:
            frameworks = self._partnerships_by_level.get(parse_level(level), ())
        elif at_least is not None:
            lowest = parse_level(at_least).rank
            if lowest is None:
                raise InvalidValueError(f"{quoted(at_least)} stands beside the ladder: ask for it with level=")
            wanted = {each for each in Level if (each.rank or 0) >= lowest}
            frameworks = [p for p in self._table("partnerships") if p.level in wanted]
        else:
            frameworks = self._table("partnerships")
        return Records([p for p in frameworks if p.begins <= day < p.ends])

    def disputes(
        self,
        country: str | Country | None = None,
        *,
        status: StatusName | DisputeStatus | None = None,
        on: DateLike | None = None,
    ) -> Records[Dispute]:
        """See ``vnrelations.disputes``."""
        day = self._day(on, "disputes")
        wanted = set(DisputeStatus) if status is None else {parse_choice(DisputeStatus, status)}
        disputes: Sequence[Dispute] = self._about("disputes", country)
        return Records(d.as_on(day) for d in disputes if d.begins <= day and d.status_on(day) in wanted)

    def relations_with(self, partner: str | Country, *, on: DateLike | None = None) -> Relations:
        """See ``vnrelations.relations_with``."""
        relations = Relations(self.country(partner), self._day(on, "ties"), self)
        if on is None and partner == relations.country.id:
            self._answered[relations.country.id] = relations
        return relations

    def agreements(
        self,
        country: str | Country | None = None,
        *,
        kind: AgreementKindName | AgreementKind | None = None,
        on: DateLike | None = None,
    ) -> Records[Agreement]:
        """See ``vnrelations.agreements``."""
        from .world import AgreementKind

        day = None if on is None else self._day(on, "ties")
        agreements: Sequence[Agreement] = self._about("agreements", country)
        wanted = None if kind is None else parse_choice(AgreementKind, kind)
        return Records(
            a for a in agreements if (wanted is None or a.kind is wanted) and (day is None or a.in_force_on(day))
        )

    def missions(
        self,
        country: str | Country | None = None,
        *,
        sender: SenderName | Sender | None = None,
        on: DateLike | None = None,
        regime: RegimeName | Regime | None = None,
    ) -> Records[Mission]:
        """See ``vnrelations.missions``."""
        from .world import Sender

        day = self._day(on, "missions")
        regimes = HANOI if regime is None else {parse_choice(Regime, regime)}
        missions: Sequence[Mission] = self._about("missions", country)
        whose = None if sender is None else parse_choice(Sender, sender)
        return Records(
            m for m in missions if m.in_force(day) and m.regime in regimes and (whose is None or m.sender is whose)
        )

    def events(
        self,
        country: str | Country | None = None,
        *,
        kind: EventKindName | EventKind | None = None,
        since: DateLike | None = None,
        until: DateLike | None = None,
    ) -> Records[Event]:
        """See ``vnrelations.events``."""
        from .world import EventKind

        first, last = _window(since, until)
        if first > self.as_of.latest:
            raise OutOfCoverageError(f"{since} is after {self.as_of}, the day of the data: no event is known from then")
        events: Sequence[Event] = self._about("events", country)
        wanted = None if kind is None else parse_choice(EventKind, kind)
        found = [
            e
            for e in events
            if e.since.earliest <= last
            and first <= (e.until or e.since).latest
            and (wanted is None or e.kind is wanted)
        ]
        return Records(sorted(found, key=lambda e: (e.since.earliest, e.id)))

    def organisations(self) -> Records[Organisation]:
        """See ``vnrelations.organisations``."""
        records: Records[Organisation] = self._table("organisations")
        return records

    def memberships(
        self, *, on: DateLike | None = None, regime: RegimeName | Regime | None = None
    ) -> Records[Membership]:
        """See ``vnrelations.memberships``."""
        day = self._day(on, "memberships")
        regimes = HANOI if regime is None else {parse_choice(Regime, regime)}
        records: Records[Membership] = self._table("memberships")
        return Records(m for m in records if m.in_force(day) and m.regime in regimes)

    def offices(self, body: str | None = None, *, on: DateLike | None = None) -> Records[Office]:
        """See ``vnrelations.offices``."""
        records: Records[Office] = self._table("offices")
        if body is not None and not (isinstance(body, str) and body in self._by_id("organisations")):
            raise UnknownRecordError(f"no organisation has the id {quoted(body)}; see vnrelations.organisations()")
        day = None if on is None else self._day(on, "offices")
        return Records(o for o in records if body in (None, o.body.id) and (day is None or o.held(day)))

    def deployments(self, country: str | Country | None = None, *, on: DateLike | None = None) -> Records[Deployment]:
        """See ``vnrelations.deployments``."""
        day = self._day(on, "deployments")
        deployments: Sequence[Deployment] = self._about("deployments", country)
        return Records(d for d in deployments if d.in_force(day))

    def policies(self) -> Records[Policy]:
        """See ``vnrelations.policies``."""
        records: Records[Policy] = self._table("policies")
        return records

    def periods(self) -> Records[Period]:
        """See ``vnrelations.periods``."""
        records: Records[Period] = self._table("periods")
        return records

    def indicators(self, indicator: str | None = None, *, partner: str | Country | None = None) -> Records[Indicator]:
        """See ``vnrelations.indicators``."""
        known = self._by("indicators", "indicator")
        if indicator is not None and not (isinstance(indicator, str) and indicator in known):
            raise InvalidValueError(f"{quoted(indicator)} is not one of the indicators: {', '.join(sorted(known))}")
        indicators: Sequence[Indicator] = self._about("indicators", partner)
        found = [i for i in indicators if indicator in (None, i.indicator)]
        return Records(sorted(found, key=lambda i: (i.indicator, i.as_of, i.id)))

    def reconcile(self) -> Records[Reckoning]:
        """See ``vnrelations.reconcile``."""
        from .reconciling import reconcile  # stands above the queries, and few need it

        return reconcile(self)

    def timeline(
        self,
        country: str | Country | None = None,
        *,
        since: DateLike | None = None,
        until: DateLike | None = None,
    ) -> Records[Moment]:
        """See ``vnrelations.timeline``."""
        from .browsing import timeline

        return timeline(self, None if country is None else self.country(country), *_window(since, until))

    def search(self, text: str) -> Records[Match]:
        """See ``vnrelations.search``."""
        from .browsing import search

        return search(self, text)

    def sources(self, id: str | None = None) -> Records[Source]:  # noqa: A002
        """See ``vnrelations.sources``."""
        records: Records[Source] = self._table("sources")
        if id is None:
            return records
        if isinstance(id, str) and id in self._sources:
            return Records([self._sources[id]])
        # Records of several tables may share an id, such as an organisation and Vietnam's membership of it.
        tables = [self._by_id(table) for table in loading.TABLES if table != "sources"]
        found = [by_id[id] for by_id in tables if isinstance(id, str) and id in by_id]
        if not found:
            raise UnknownRecordError(f"no source and no record has the id {quoted(id)}")
        return Records(dict.fromkeys(citation.source for record in found for citation in record.sources))

    def dissents(self, record: str | None = None) -> Records[Dissent]:
        """See ``vnrelations.dissents``."""
        records: Records[Dissent] = self._table("dissents")
        if record is None:
            return records
        if not (isinstance(record, str) and any(record in self._ids(table) for table in loading.TABLES)):
            raise UnknownRecordError(f"no record has the id {quoted(record)}")
        return Records(self._by("dissents", "record").get(record, ()))


def _index(records: Iterable[Any], column: str) -> dict[Any, list[Any]]:
    index: dict[Any, list[Any]] = {}
    for record in records:
        cell = getattr(record, column)
        values = cell if isinstance(cell, tuple) else (cell,)
        for key in {value.id if isinstance(value, Country) else value for value in values}:
            index.setdefault(key, []).append(record)
    return index


def _world() -> ModuleType:
    from . import world  # not needed for a first answer

    return world


def _bodies() -> ModuleType:
    from . import bodies  # not needed for a first answer

    return bodies


def _window(since: DateLike | None, until: DateLike | None) -> tuple[dt.date, dt.date]:
    """The first and the last day that two arguments can mean."""
    first = dt.date.min if since is None else PartialDate.parse(since).earliest
    last = dt.date.max if until is None else PartialDate.parse(until).latest
    if first > last:
        raise InvalidValueError(f"since {quoted(str(since))} is after until {quoted(str(until))}")
    return first, last


_STATES = frozenset({CountryKind.STATE, CountryKind.FORMER_STATE, CountryKind.TERRITORY})


def _read_file(directory: str, name: str) -> bytes:
    # Not pathlib, which would take a tenth of the time of a first answer to import.
    try:
        with open(os.path.join(directory, name), "rb") as file:  # noqa: PTH118, PTH123
            return file.read()
    except OSError as error:
        raise DataError(name, None, None, f"not readable in {directory} ({error.strerror})") from None


class _Tables(Mapping[str, Records[Any]]):
    """The tables by name; each is loaded as it is asked for."""

    def __init__(self, load: Callable[[str], Records[Any]]) -> None:
        self._load = load

    def __repr__(self) -> str:
        return f"<tables: {', '.join(self)}>"

    def __getitem__(self, name: str) -> Records[Any]:
        if name not in loading.TABLES:
            raise KeyError(name)
        return self._load(name)

    def __contains__(self, name: object) -> bool:
        return name in loading.TABLES  # a table that is damaged is one

    def __iter__(self) -> Iterator[str]:
        return iter(loading.TABLES)

    def __len__(self) -> int:
        return len(loading.TABLES)
