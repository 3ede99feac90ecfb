"""Every table at once: all dated records in the order of time, and a search through all texts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

from .dates import PartialDate
from .errors import InvalidValueError, quoted
from .loading import TABLES
from .model import Country, Printed
from .queries import PARTNER_COLUMNS
from .records import Records
from .text import fold
from .wording import deployment_words, membership_words, mission_words, number_words, tie_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .queries import Dataset


@attrs.frozen(cache_hash=True, repr=False)
class Moment(Printed):
    """A date of a record.

    Attributes:
        date: The date, as exact as the record has it.
        what: What happened then, in a few words.
        parties: The partners concerned.
        table: The table of the record.
        id: The id of the record.
    """

    date: PartialDate
    what: str
    parties: tuple[Country, ...]
    table: str
    id: str


@attrs.frozen(cache_hash=True, repr=False)
class Match(Printed):
    """A cell in which a text was found.

    Attributes:
        table: The table of the record.
        id: The id of the record.
        column: The column.
        text: The whole cell.
    """

    table: str
    id: str
    column: str
    text: str


def timeline(dataset: Dataset, party: Country | None, first: dt.date, last: dt.date) -> Records[Moment]:
    """See ``vnrelations.timeline``; a partial date counts if any of its days lies between both."""
    tables: Mapping[str, Sequence[Any]] = dataset.tables
    if party is not None:
        tables = {name: dataset._about(name, party) if name in PARTNER_COLUMNS else () for name in TABLES}
    moments = [moment for moment in _moments(tables) if moment.date.earliest <= last and first <= moment.date.latest]
    return Records(sorted(moments, key=lambda m: (m.date, TABLES.index(m.table), m.id, m.what)))


def search(dataset: Dataset, text: str) -> Records[Match]:
    """See ``vnrelations.search``."""
    wanted = fold(text) if isinstance(text, str) else ""
    if not wanted:
        raise InvalidValueError(f"there is no word in {quoted(text)} to search for")
    # Words are found from their beginning, characters of scripts without spaces anywhere.
    space = " " if wanted[0].isascii() else ""
    return Records(
        Match(table, record.id, column, cell)
        for table, records in dataset.tables.items()
        for record in records
        for column, cell in texts(record)
        if space + wanted in " " + fold(cell)
    )


def texts(record: Any) -> Iterator[tuple[str, str]]:
    """The cells of a record that people would search: words, not keys, codes or addresses."""
    for attribute in attrs.fields(type(record)):
        if attribute.name in _NOT_SEARCHED:
            continue
        value = getattr(record, attribute.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str) and item:
                yield attribute.name, str(item)


_NOT_SEARCHED = frozenset(
    ["id", "alpha_2", "alpha_3", "numeric", "language", "url", "table", "record", "field", "disputes", "agreements"]
)


def _moments(tables: Mapping[str, Sequence[Any]]) -> Iterator[Moment]:
    for table, record, date, what, parties in _dates(tables):
        if date is not None:
            yield Moment(date, what, parties, table, record.id)


_Date = tuple[str, Any, PartialDate | None, str, tuple[Country, ...]]


def _dates(tables: Mapping[str, Sequence[Any]]) -> Iterator[_Date]:
    """Every date of every dated record, with what it is the date of."""
    for t in tables["ties"]:
        yield "ties", t, t.since, f"{tie_words(t)} begin", (t.country,)
        yield "ties", t, t.attested, f"{tie_words(t)} attested", (t.country,)
        yield "ties", t, t.until, f"{tie_words(t)} end: {t.ending}", (t.country,)
    for p in tables["partnerships"]:
        name = f"{p.level} partnership" + (f" ({p.sector})" if p.sector else "")
        yield "partnerships", p, p.since, name, (p.partner,)
        yield "partnerships", p, p.attested, f"{name} attested", (p.partner,)
        yield "partnerships", p, p.until, f"{name} gives way to the next step", (p.partner,)
    for d in tables["disputes"]:
        yield "disputes", d, d.since, f"dispute begins: {d.title_en}", d.parties
        yield "disputes", d, d.attested, f"dispute attested: {d.title_en}", d.parties
        yield "disputes", d, d.managed_since, f"dispute managed: {d.title_en}", d.parties
        yield "disputes", d, d.until, f"dispute resolved: {d.title_en}", d.parties
    for a in tables["agreements"]:
        yield "agreements", a, a.signed, f"signed: {a.title_en}", a.parties
        yield "agreements", a, a.ratified, f"ratified or joined: {a.title_en}", a.parties
        yield "agreements", a, a.in_force, f"in force: {a.title_en}", a.parties
        yield "agreements", a, a.until, f"ends: {a.title_en}", a.parties
    for m in tables["missions"]:
        yield "missions", m, m.since, f"opens: {mission_words(m)}", (m.country,)
        yield "missions", m, m.attested, f"attested: {mission_words(m)}", (m.country,)
        yield "missions", m, m.until, f"closes or changes rank: {mission_words(m)}", (m.country,)
    for e in tables["events"]:
        yield "events", e, e.since, e.title_en, e.parties
        yield "events", e, e.until, f"last day: {e.title_en}", e.parties
    for s in tables["memberships"]:
        yield "memberships", s, s.since, membership_words(s), ()
        yield "memberships", s, s.attested, f"{membership_words(s)}, attested", ()
        yield "memberships", s, s.until, f"no longer {membership_words(s)}", ()
    for o in tables["offices"]:
        yield "offices", o, o.elected, f"elected {o.seat}, {o.body.name}", ()
        yield "offices", o, o.since, f"{o.seat}, {o.body.name}", ()
        yield "offices", o, o.until, f"last day or year as {o.seat}, {o.body.name}", ()
    for d in tables["deployments"]:
        yield "deployments", d, d.since, f"arrive: {deployment_words(d)}", d.hosts
        yield "deployments", d, d.attested, f"attested: {deployment_words(d)}", d.hosts
        yield "deployments", d, d.until, f"leave: {deployment_words(d)}", d.hosts
    for p in tables["policies"]:
        yield "policies", p, p.since, p.text_en, ()
        yield "policies", p, p.until, f"by then: {p.text_en}", ()
    for p in tables["periods"]:
        yield "periods", p, p.since, f"begins: {p.title_en}", p.parties
        yield "periods", p, p.until, f"last day or year: {p.title_en}", p.parties
    for i in tables["indicators"]:
        yield "indicators", i, i.as_of, number_words(i), (i.partner,) if i.partner else ()
