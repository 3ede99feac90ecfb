"""The timeline and the search, against a second reader of the tables."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import vnrelations as vn
from vnrelations.text import fold

from . import reader

DATED = ("since", "attested", "until", "managed_since", "signed", "ratified", "in_force", "elected", "as_of")
EVERYTHING = vn.timeline()


def dated_rows() -> list[tuple[str, str, str]]:
    """Every date of the tables of facts: table, id and date as written."""
    tables = [t for t in reader.TABLES if t not in ("countries", "aliases", "sources", "dissents", "organisations")]
    return [
        (table, row["id"], row[column])
        for table in tables
        for row in reader.rows(table)
        for column in DATED
        # Where a published number is of a time, it is published at its end.
        if row.get(column) and (table, column) != ("indicators", "since")
    ]


def test_every_date_of_every_table_is_a_moment() -> None:
    assert sorted((m.table, m.id, str(m.date)) for m in EVERYTHING) == sorted(dated_rows())


def test_moments_stand_in_the_order_of_time() -> None:
    dates = [moment.date for moment in EVERYTHING]
    assert dates == sorted(dates)


@given(st.dates(dt.date(1940, 1, 1), dt.date(2060, 1, 1)), st.dates(dt.date(1940, 1, 1), dt.date(2060, 1, 1)))
def test_a_window_is_a_brute_force_filter(first: dt.date, last: dt.date) -> None:
    first, last = sorted([first, last])
    inside = [m for m in EVERYTHING if m.date.earliest <= last and m.date.latest >= first]
    assert list(vn.timeline(since=first, until=last)) == inside


@pytest.mark.parametrize("key", ["US", "CN", "SUHH", "XK"])
def test_a_partner_has_the_moments_that_name_it(key: str) -> None:
    mine = vn.timeline(key)
    assert list(mine) == [m for m in EVERYTHING if key in {c.id for c in m.parties}]
    ids = {m.id for m in mine}
    assert {t.id for t in vn.dataset().tables["ties"] if t.country.id == key} <= ids


def test_moments_are_readable_and_leave_as_plain_values() -> None:
    (opened,) = [m for m in vn.timeline("NZ", since=2003, until=2003) if m.table == "missions"]
    assert (str(opened.date), opened.what) == ("2003-05", "opens: Vietnam's embassy in Wellington")
    assert vn.timeline("NZ").to_dicts()[0]["parties"] == ["NZ"]


NAMES = [(c.id, name) for c in vn.countries() for name in (c.name, c.name_vi, c.name_zh)]


@given(st.sampled_from(NAMES), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_every_name_is_found_however_it_is_written(pair: tuple[str, str], form: Any, upper: bool) -> None:
    key, name = pair
    written = unicodedata.normalize(form, name.upper() if upper else name)
    assert ("countries", key) in {(m.table, m.id) for m in vn.search(written)}


@given(st.sampled_from(["truong sa", "Gulf of Tonkin", "北部湾", "Biden", "đối tác", "embassy"]))
def test_what_is_found_is_there(text: str) -> None:
    found = vn.search(text)
    assert found
    for match in found:
        assert fold(text) in fold(match.text)
        (row,) = (r for r in reader.rows(match.table) if r["id"] == match.id)
        assert match.text in row[match.column]


TITLES = [(row["id"], row["title_zh"]) for row in reader.rows("events")]
# A few characters that stand in many titles, in the other form.
TRADITIONAL = str.maketrans("国联东关对战书问议导", "國聯東關對戰書問議導")


@settings(max_examples=30)
@given(st.sampled_from(TITLES))
def test_chinese_is_found_in_both_forms(pair: tuple[str, str]) -> None:
    key, title = pair
    found = vn.search(title.translate(TRADITIONAL))
    assert ("events", key) in {(m.table, m.id) for m in found}
    assert found == vn.search(title)


def test_words_are_found_from_their_beginning() -> None:
    assert any("Laos" in m.text for m in vn.search("laos"))
    assert not any(m.text == "Slovakia" for m in vn.search("lovakia"))
    assert "spratly-islands" in {m.id for m in vn.search("Trường Sa")}


@pytest.mark.parametrize("nothing", ["", "  ", "?!", "the"])
def test_a_search_needs_a_word(nothing: str) -> None:
    with pytest.raises(vn.InvalidValueError, match="no word"):
        vn.search(nothing)
