"""How Vietnam stood with every partner, as spans of time without gaps: what panels and annotated frames are made of.

Between two of a partner's dates nothing changes, so that one span says of each of its days what the queries say with
``on=``. The spans of a partner cover all days there are: those before the tables begin, after the dataset's day, and of
a partner that was not there, are spans too, of which nothing is known.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any

import attrs

from .errors import InvalidValueError, quoted
from .model import Country, Partnership, Tie
from .queries import HANOI
from .vocabulary import NO_PARTNERS, DisputeStatus, Level, TieLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .model import Dispute
    from .queries import Dataset
    from .world import Agreement, Mission

_DAY = dt.timedelta(1)


@attrs.frozen
class Standing:
    """How Vietnam stood with one partner.

    Attributes:
        ties: The highest level of relations (not Saigon's), or None if there were none.
        counted: Whether the official total counts them.
        ties_since: The first day of the unbroken relations at that level, or None.
        level: The ranked partnership level, or None.
        rank: Its rank, 4 for comprehensive strategic down to 1 for comprehensive; 0 for none.
        level_since: The first day of that level, or None.
        special: Whether the two called their relations special.
        missions_of_vietnam: How many missions Vietnam had there (not Saigon's).
        missions_in_vietnam: How many it had in Vietnam.
        disputes_open: How many disputes with it were open.
        agreements_in_force: How many agreements with it were certainly in force.
    """

    ties: TieLevel | None = None
    counted: bool | None = None
    ties_since: dt.date | None = None
    level: Level | None = None
    rank: int | None = None
    level_since: dt.date | None = None
    special: bool | None = None
    missions_of_vietnam: int | None = None
    missions_in_vietnam: int | None = None
    disputes_open: int | None = None
    agreements_in_force: int | None = None


COLUMNS: tuple[str, ...] = tuple(attribute.name for attribute in attrs.fields(Standing))
UNKNOWN = Standing()


@attrs.frozen
class Span:
    """The days from ``since`` until the day before ``until`` on which some columns of a standing were the same."""

    country: Country
    since: dt.date
    until: dt.date
    values: tuple[Any, ...]


def spans(dataset: Dataset, columns: Sequence[str] = COLUMNS) -> list[Span]:
    """Return the spans of every partner, by id and time, as long as nothing in some columns changes.

    Raises:
        InvalidValueError: There is no such column.
    """
    if unknown := [column for column in columns if column not in COLUMNS]:
        raise InvalidValueError(f"there is no column {quoted(unknown[0])}; the columns are: {', '.join(COLUMNS)}")
    first = max(coverage.earliest for coverage in dataset.coverage.values())
    end = dataset.as_of.latest + _DAY
    found = []
    for partner in _partners(dataset, columns):
        known = {day for day in partner.days if first <= day < end} | {first}
        days = sorted({dt.date.min, *known, end, dt.date.max})
        for since, until in itertools.pairwise(days):
            there = first <= since < end and partner.country.existed(since)
            standing = partner.on(since) if there else UNKNOWN
            found.append(Span(partner.country, since, until, tuple(getattr(standing, name) for name in columns)))
    return _merged(found)


def _merged(found: Iterable[Span]) -> list[Span]:
    """Neighbours that say the same, as one."""
    merged: list[Span] = []
    for span in found:
        last = merged[-1] if merged else None
        if last is not None and (last.country, last.values) == (span.country, span.values):
            merged[-1] = attrs.evolve(last, until=span.until)
        else:
            merged.append(span)
    return merged


@attrs.frozen
class _Partner:
    """The records of one partner that a standing is told from; those of columns not asked for are left out."""

    country: Country
    ties: tuple[Tie, ...]
    partnerships: tuple[Partnership, ...]
    missions: tuple[Mission, ...]
    disputes: tuple[Dispute, ...]
    agreements: tuple[Agreement, ...]

    @property
    def days(self) -> set[dt.date]:
        """The days on which anything can change."""
        spells = (*self.ties, *self.partnerships, *self.missions, *self.disputes)
        days = {day for spell in spells for day in (spell.begins, spell.ends)}
        days |= {d.managed_since.latest for d in self.disputes if d.managed_since}
        days |= {day.latest for a in self.agreements for day in (a.in_force, a.until) if day}
        days |= {day.latest for day in (self.country.since, self.country.until) if day}
        return days

    def on(self, day: dt.date) -> Standing:
        """How it stood on a day, by the same rules as the queries."""
        ties = [t for t in self.ties if t.in_force(day)]
        highest = min((t.level for t in ties), key=list(TieLevel).index, default=None)
        frameworks = [p for p in self.partnerships if p.in_force(day)]
        ranked = next((p for p in frameworks if p.level.rank is not None), None)
        missions = [m for m in self.missions if m.in_force(day)]
        return Standing(
            ties=highest,
            counted=any(t.counted for t in ties),
            ties_since=self._unbroken(highest, day) if highest else None,
            level=ranked.level if ranked else None,
            rank=(ranked.level.rank if ranked else None) or 0,
            level_since=ranked.begins if ranked else None,
            special=any(p.level is Level.SPECIAL for p in frameworks),
            missions_of_vietnam=sum(m.sender == "Vietnam" for m in missions),
            missions_in_vietnam=sum(m.sender == "partner" for m in missions),
            disputes_open=sum(d.begins <= day and d.status_on(day) is DisputeStatus.OPEN for d in self.disputes),
            agreements_in_force=sum(a.in_force_on(day) for a in self.agreements),
        )

    def _unbroken(self, level: TieLevel, day: dt.date) -> dt.date:
        """The first day from which relations were at that level without a break."""
        at_level = [t for t in self.ties if t.level is level]
        first = min(t.begins for t in at_level if t.in_force(day))
        while earlier := [t.begins for t in at_level if t.begins < first <= t.ends]:
            first = min(earlier)
        return first


def _partners(dataset: Dataset, columns: Sequence[str]) -> list[_Partner]:
    def asked(*names: str) -> bool:
        return bool(set(names) & set(columns))

    ties = _by_country(dataset, "ties", lambda t: (t.country,)) if asked("ties", "counted", "ties_since") else {}
    levels = asked("level", "rank", "level_since", "special")
    partnerships = _by_country(dataset, "partnerships", lambda p: (p.partner,)) if levels else {}
    sent = asked("missions_of_vietnam", "missions_in_vietnam")
    missions = _by_country(dataset, "missions", lambda m: (m.country,)) if sent else {}
    disputes = _by_country(dataset, "disputes", lambda d: d.parties) if asked("disputes_open") else {}
    agreements = _by_country(dataset, "agreements", lambda a: a.parties) if asked("agreements_in_force") else {}
    return [
        _Partner(
            country,
            tuple(t for t in ties.get(country.id, ()) if t.regime in HANOI),
            tuple(partnerships.get(country.id, ())),
            tuple(m for m in missions.get(country.id, ()) if m.regime in HANOI),
            tuple(disputes.get(country.id, ())),
            tuple(agreements.get(country.id, ())),
        )
        for country in dataset.countries()
        if country.kind not in NO_PARTNERS
    ]


def _by_country(dataset: Dataset, table: str, parties: Callable[[Any], Iterable[Country]]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in dataset.tables[table]:
        for country in parties(record):
            found.setdefault(country.id, []).append(record)
    return found
