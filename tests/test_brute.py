"""Any sequence of questions, and every day on which an answer changes, against a brute-force model of the raw rows."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

import vnrelations as vn
from vnrelations import strategies
from vnrelations.strategies import FIRST, LAST, dataset_of, table_rows

from . import brute, reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnrelations.dates import DateLike

DAYS = st.dates(FIRST, LAST)
WRITTEN = st.none() | strategies.partial_dates().map(str)
ANYONE = st.none() | st.integers(0, 7)
REGIMES = st.sampled_from([None, *vn.Regime])


def ids(records: Iterable[Any]) -> list[str]:
    return [record.id for record in records]


class Questions(RuleBasedStateMachine):
    """A dataset that is asked one question after the other, in any order, and copied in between."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.dataset = vn.Dataset()

    @initialize(rows=table_rows())
    def load(self, rows: dict[str, list[dict[str, str]]]) -> None:
        self.rows = rows
        self.dataset = dataset_of(rows)

    def one(self, number: int | None) -> str | None:
        """One of the countries that are there, by its number."""
        countries = self.rows["countries"]
        return None if number is None else countries[number % len(countries)]["id"]

    def on(self, day: dt.date, form: int) -> tuple[DateLike, dt.date]:
        """A day in one of its forms, and the last day that this can mean."""
        text = day.isoformat()[: (4, 7, 10)[form]]
        return (text, brute.last(text)) if brute.last(text) <= LAST else (day, day)

    @rule(day=DAYS, form=st.integers(0, 2), number=ANYONE, regime=REGIMES)
    def ties(self, day: dt.date, form: int, number: int | None, regime: vn.Regime | None) -> None:
        on, day = self.on(day, form)
        key = self.one(number)
        assert ids(self.dataset.ties(key, on=on, regime=regime)) == brute.ties(self.rows, day, key, regime)

    @rule(day=DAYS, form=st.integers(0, 2))
    def without_ties(self, day: dt.date, form: int) -> None:
        on, day = self.on(day, form)
        assert ids(self.dataset.without_ties(on=on)) == brute.without_ties(self.rows, day)

    @rule(day=DAYS, form=st.integers(0, 2), level=st.none() | strategies.levels())
    def partners(self, day: dt.date, form: int, level: vn.LevelName | vn.Level | None) -> None:
        on, day = self.on(day, form)
        known = list(vn.Level) if level is None else [p for p in vn.Level if level in (p, *_names(p))]
        assert ids(self.dataset.partners(level, on=on)) == brute.partners(self.rows, day, known)

    @rule(day=DAYS, level=st.sampled_from(brute.LADDER))
    def partners_at_least(self, day: dt.date, level: vn.LevelName) -> None:
        expected = brute.partners(self.rows, day, brute.at_least(level))
        assert ids(self.dataset.partners(at_least=level, on=day)) == expected

    @rule(day=DAYS, number=ANYONE, status=st.sampled_from([None, *vn.DisputeStatus]))
    def disputes(self, day: dt.date, number: int | None, status: vn.DisputeStatus | None) -> None:
        key = self.one(number)
        found = self.dataset.disputes(key, status=status, on=day)
        assert [(d.id, d.status) for d in found] == brute.disputes(self.rows, day, key, status)

    @rule(day=st.none() | DAYS, number=ANYONE, kind=st.sampled_from([None, *vn.AgreementKind]))
    def agreements(self, day: dt.date | None, number: int | None, kind: vn.AgreementKind | None) -> None:
        key = self.one(number)
        assert ids(self.dataset.agreements(key, kind=kind, on=day)) == brute.agreements(self.rows, day, key, kind)

    @rule(day=DAYS, number=ANYONE, sender=st.sampled_from([None, *vn.Sender]), regime=REGIMES)
    def missions(self, day: dt.date, number: int | None, sender: vn.Sender | None, regime: vn.Regime | None) -> None:
        key = self.one(number)
        found = self.dataset.missions(key, sender=sender, on=day, regime=regime)
        assert ids(found) == brute.missions(self.rows, day, key, sender, regime)

    @rule(since=WRITTEN, until=WRITTEN, number=ANYONE, kind=st.sampled_from([None, *vn.EventKind]))
    def events(self, since: str | None, until: str | None, number: int | None, kind: vn.EventKind | None) -> None:
        key = self.one(number)
        if brute.backwards(since, until) or (since and brute.first(since) > LAST):
            with pytest.raises((vn.InvalidValueError, vn.OutOfCoverageError), match="is after"):
                self.dataset.events(key, kind=kind, since=since, until=until)
            return
        found = self.dataset.events(key, kind=kind, since=since, until=until)
        assert ids(found) == brute.events(self.rows, since, until, key, kind)

    @rule(day=DAYS, regime=REGIMES)
    def memberships(self, day: dt.date, regime: vn.Regime | None) -> None:
        assert ids(self.dataset.memberships(on=day, regime=regime)) == brute.memberships(self.rows, day, regime)

    @rule(day=st.none() | DAYS, number=ANYONE)
    def offices(self, day: dt.date | None, number: int | None) -> None:
        bodies = self.rows["organisations"]
        body = None if number is None or not bodies else bodies[number % len(bodies)]["id"]
        assert ids(self.dataset.offices(body, on=day)) == brute.offices(self.rows, day, body)

    @rule(day=DAYS, number=ANYONE)
    def deployments(self, day: dt.date, number: int | None) -> None:
        key = self.one(number)
        assert ids(self.dataset.deployments(key, on=day)) == brute.deployments(self.rows, day, key)

    @rule(number=ANYONE, series=st.sampled_from([None, "exports", "imports"]))
    def indicators(self, number: int | None, series: str | None) -> None:
        if series and series not in {row["indicator"] for row in self.rows["indicators"]}:
            with pytest.raises(vn.InvalidValueError, match=series):
                self.dataset.indicators(series)
            return
        key = self.one(number)
        assert ids(self.dataset.indicators(series, partner=key)) == brute.indicators(self.rows, series, key)

    @rule(number=st.integers(0, 100))
    def sources_and_dissents(self, number: int) -> None:
        records = [row["id"] for rows in self.rows.values() for row in rows]
        record = records[number % len(records)]
        assert ids(self.dataset.sources(record)) == ["s"]
        if record in brute.ids(self.rows["dissents"]):  # of which there are no dissents
            with pytest.raises(vn.UnknownRecordError, match=record):
                self.dataset.dissents(record)
        else:
            assert ids(self.dataset.dissents(record)) == brute.dissents(self.rows, record)

    @rule(day=DAYS, number=st.integers(0, 7))
    def relations_with(self, day: dt.date, number: int) -> None:
        key = self.one(number) or ""
        relations = self.dataset.relations_with(key, on=day)
        assert ids(relations.history) == brute.history(self.rows, day, key)
        assert [(d.id, d.status) for d in relations.disputes] == brute.disputes(self.rows, day, key)
        hanoi, saigon = (brute.ties(self.rows, day, key, regime) for regime in (None, "RVN"))
        assert sorted(ids(relations.ties)) == sorted([*hanoi, *saigon])
        assert relations.level in (brute.level(self.rows, day, key) or [None])
        told = set(ids((*relations.history, *relations.disputes, *relations.agreements, *relations.missions)))
        told |= set(ids((*relations.events, *relations.deployments, *relations.indicators, *relations.periods)))
        assert ids(relations.dissents) == ids_of_dissents_about(self.rows, told)

    @rule(since=WRITTEN, until=WRITTEN, number=ANYONE)
    def timeline(self, since: str | None, until: str | None, number: int | None) -> None:
        key = self.one(number)
        if brute.backwards(since, until):
            with pytest.raises(vn.InvalidValueError, match=f"{since}.* is after until .*{until}"):
                self.dataset.timeline(key, since=since, until=until)
            return
        found = self.dataset.timeline(key, since=since, until=until)
        assert sorted((str(m.date), m.table, m.id) for m in found) == brute.moments(self.rows, key, since, until)
        assert list(found) == sorted(found, key=lambda m: m.date)

    @rule(deep=st.booleans())
    def copy(self, deep: bool) -> None:
        again = copy.deepcopy(self.dataset) if deep else pickle.loads(pickle.dumps(self.dataset))
        assert {t: ids(records) for t, records in again.tables.items()} == {
            t: brute.ids(r) for t, r in self.rows.items()
        }
        self.dataset = again


def ids_of_dissents_about(rows: dict[str, list[dict[str, str]]], records: set[str]) -> list[str]:
    return [row["id"] for row in rows["dissents"] if row["record"] in records]


def _names(level: vn.Level) -> tuple[str, ...]:
    return level.names.en, level.names.vi, level.names.zh


TestQuestions = Questions.TestCase
TestQuestions.settings = settings(max_examples=40, stateful_step_count=25)


# -- the shipped tables, on every day on which an answer changes, the day before and the day after

TABLES = {table: reader.rows(table) for table in reader.TABLES}
AS_OF = vn.dataset().as_of.latest


def days_around(days: Iterable[dt.date]) -> list[dt.date]:
    one = dt.timedelta(1)
    around = {day + shift for day in days if FIRST - one <= day <= AS_OF for shift in (-one, 0 * one, one)}
    return sorted(day for day in around if FIRST <= day <= AS_OF)


def test_every_answer_on_every_day_on_which_any_changes() -> None:
    for day in days_around(brute.change_days(TABLES)):
        assert ids(vn.ties(on=day)) == brute.ties(TABLES, day), day
        assert ids(vn.partners(on=day)) == brute.partners(TABLES, day, vn.Level), day
        assert [(d.id, d.status) for d in vn.disputes(on=day)] == brute.disputes(TABLES, day), day
        assert ids(vn.missions(on=day)) == brute.missions(TABLES, day), day
        assert ids(vn.memberships(on=day)) == brute.memberships(TABLES, day), day
        assert ids(vn.offices(on=day)) == brute.offices(TABLES, day), day
        assert ids(vn.deployments(on=day)) == brute.deployments(TABLES, day), day
        assert ids(vn.agreements(on=day)) == brute.agreements(TABLES, day), day
        assert ids(vn.without_ties(on=day)) == brute.without_ties(TABLES, day), day


def test_what_is_known_of_each_partner_on_every_day_on_which_it_changes() -> None:
    for row in TABLES["countries"]:
        known_on_every_day(row["id"])


def known_on_every_day(key: str) -> None:
    own = {
        table: [r for r in TABLES[table] if key in (r.get("country"), r.get("partner"))]
        for table in ("ties", "partnerships")
    }
    for day in days_around(brute.change_days(own)):
        relations = vn.relations_with(key, on=day)
        assert ids(relations.history) == brute.history(TABLES, day, key)
        assert [relations.level] == [*(brute.level(TABLES, day, key) or [None])]
        assert ids(vn.ties(key, on=day)) == brute.ties(TABLES, day, key)


def test_between_two_such_days_nothing_changes() -> None:
    days = [day for day in brute.change_days(TABLES) if FIRST <= day <= AS_OF]
    for since, until in itertools.pairwise(days):
        for day in {since + (until - since) // 2, until - dt.timedelta(1)} - {since}:
            for ask in (vn.ties, vn.partners, vn.disputes, vn.missions, vn.memberships):
                assert ask(on=day) == ask(on=since), (ask, since, day)


def test_all_moments_are_on_the_timeline() -> None:
    found = sorted((str(m.date), m.table, m.id) for m in vn.timeline())
    assert found == brute.moments(TABLES, None, None, None)
