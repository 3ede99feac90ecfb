"""The strategies that ship: what they draw is what they promise, and a user's project can use them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

import vnrelations as vn
from vnrelations import exporting, plot, strategies
from vnrelations.loading import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from vnrelations.dates import DateLike


@given(strategies.spelt_countries())
@settings(max_examples=500)
def test_a_spelt_country_is_found(pair: tuple[str, vn.Country]) -> None:
    text, country = pair
    assert vn.country(text) == country


def test_countries_are_spelt_in_many_ways() -> None:
    spelt: set[str] = set()

    @given(strategies.spelt_countries().filter(lambda pair: pair[1].id == "CN"))
    @settings(max_examples=200, suppress_health_check=[HealthCheck.filter_too_much])
    def draw(pair: tuple[str, vn.Country]) -> None:
        spelt.add(pair[0])

    draw()
    assert {"CN", "China", "Trung Quốc", "中国"} & spelt
    assert {text.casefold() for text in spelt} != spelt


@given(strategies.days())
def test_a_day_can_be_asked_about(on: DateLike | None) -> None:
    for query in (vn.ties, vn.partners, vn.disputes, vn.missions, vn.memberships, vn.deployments, vn.without_ties):
        query(on=on)


def test_a_day_comes_in_every_form() -> None:
    forms: set[type] = set()

    @given(strategies.days())
    def draw(on: DateLike | None) -> None:
        forms.add(type(on))

    draw()
    assert forms == {str, int, dt.date, vn.PartialDate, type(None)}


@given(strategies.levels())
def test_a_level_is_one(level: vn.LevelName | vn.Level) -> None:
    vn.partners(level)


@given(strategies.partial_dates(dt.date(1999, 2, 3), dt.date(2000, 4, 5)))
def test_partial_dates_lie_between_two_days(date: vn.PartialDate) -> None:
    assert date.earliest <= dt.date(2000, 4, 5)
    assert date.latest >= dt.date(1999, 2, 3)


@pytest.mark.parametrize("table", TABLES)
def test_records_are_those_of_the_table(table: str) -> None:
    @given(strategies.records(table))
    @settings(max_examples=5)
    def check(record: object) -> None:
        assert record in vn.dataset().tables[table]

    check()


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(vn.InvalidValueError, match=r"'quarrels'.*disputes"):
        strategies.records("quarrels")
    with pytest.raises(vn.InvalidValueError, match=r"'ties' has no records"):
        strategies.records("ties", strategies.dataset_of({}))


@given(strategies.datasets())
@settings(max_examples=50)
def test_a_random_dataset_loads_and_answers(dataset: vn.Dataset) -> None:
    assert set(dataset.tables) == set(TABLES)
    for country in dataset.countries():
        assert str(dataset.relations_with(country)).startswith("Vietnam and ")
    assert {m.date.latest for m in dataset.timeline()} >= {e.since.latest for e in dataset.events()}
    assert list(dataset.reconcile()) == []


@pytest.mark.parametrize("format_", exporting.FORMATS)
def test_a_random_dataset_can_be_written(format_: exporting.Format, tmp_path: Path) -> None:
    @given(strategies.datasets())
    @example(strategies.dataset_of({}))
    @settings(max_examples=5, deadline=None)
    def check(dataset: vn.Dataset) -> None:
        assert all(path.exists() for path in vn.export(format_, tmp_path / "x", overwrite=True, dataset=dataset))

    check()


@given(strategies.datasets())
@example(strategies.dataset_of({}))
@settings(max_examples=20, deadline=None)
def test_a_random_dataset_can_be_shown_and_drawn(dataset: vn.Dataset) -> None:
    assert "vnrelations 0, as of 2020-12-31" in dataset._repr_html_()
    for draw in (plot.network, plot.world_map):
        assert "2020-12-31" in str(draw(dataset=dataset).to_dict())


def test_the_dictionary_of_a_random_dataset_is_the_one_that_ships() -> None:
    dataset = strategies.dataset_of({})
    assert {str(since) for since in dataset.coverage.values()} == {str(strategies.FIRST)}
    theirs, ours = ([{**r, "coverage_since": ""} for r in d.descriptor["resources"]] for d in (dataset, vn.dataset()))
    assert theirs == ours


def test_random_datasets_have_rows_of_every_table() -> None:
    filled: set[str] = set()

    @given(strategies.datasets(most=1))
    def draw(dataset: vn.Dataset) -> None:
        filled.update(table for table, records in dataset.tables.items() if records)

    draw()
    assert filled == set(TABLES)


@given(st.data())
@settings(max_examples=20)
def test_only_the_tables_asked_for_have_rows(data: st.DataObject) -> None:
    dataset = data.draw(strategies.datasets(["ties"], most=1))
    assert len(dataset.tables["ties"]) <= 1
    filled = {table for table, records in dataset.tables.items() if records}
    assert filled <= {"countries", "sources", "ties"}


def test_without_hypothesis_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import vnrelations as vn\n"
        "try: import vnrelations.strategies\n"
        "except vn.MissingExtraError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "pip install" in said
    assert "strategies" in said
