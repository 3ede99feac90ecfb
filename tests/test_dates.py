from __future__ import annotations

import calendar
import datetime as dt
import itertools

import numpy
import pytest
from hypothesis import given, strategies as st

from vnrelations import InvalidDateError, PartialDate


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    return PartialDate(*(day.year, day.month, day.day)[: draw(st.integers(1, 3))])


@given(partial_dates())
def test_parse_undoes_print(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date
    assert len(str(date)) in (4, 7, 10)


@given(partial_dates())
def test_earliest_is_not_after_latest(date: PartialDate) -> None:
    assert date.earliest <= date.latest
    assert str(date.earliest).startswith(str(date))
    assert str(date.latest).startswith(str(date))
    assert (date.day is not None) == (date.earliest == date.latest)
    # Nothing outside fits: the neighbours of the period read otherwise.
    for neighbour in (date.earliest.toordinal() - 1, date.latest.toordinal() + 1):
        if 1 <= neighbour <= dt.date.max.toordinal():
            assert not str(dt.date.fromordinal(neighbour)).startswith(str(date))


@given(partial_dates(), partial_dates(), partial_dates())
def test_the_order_is_total_and_that_of_the_texts(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a < b) == (str(a) < str(b))
    assert (a <= b) == (not b < a)
    if a <= b <= c:
        assert a <= c
    assert (hash(a) == hash(b)) or a != b


def test_what_is_less_exact_comes_first() -> None:
    order = [PartialDate(1950), PartialDate(1950, 1), PartialDate(1950, 1, 1), PartialDate(1950, 1, 2)]
    assert all(one < another for one, another in itertools.pairwise(order))


@given(st.dates())
def test_a_day_is_read_from_any_of_its_forms(day: dt.date) -> None:
    same = {PartialDate.parse(v) for v in (day, day.isoformat(), dt.datetime(day.year, day.month, day.day, 23, 59))}
    assert same == {PartialDate(day.year, day.month, day.day)}
    assert PartialDate.parse(day.year) == PartialDate(day.year)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_have_their_length(year: int, month: int) -> None:
    assert PartialDate(year, month).latest.day == calendar.monthrange(year, month)[1]


@given(st.text())
def test_any_text_is_a_date_or_our_error(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except InvalidDateError as error:
        assert repr(text) in str(error) or "no such date" in str(error)  # noqa: PT017
    else:
        assert str(date) == text


@pytest.mark.parametrize(
    "value",
    ["", "195", "19500", "1950-1", "1950-13", "1950-00", "1950-02-30", "1950-02-", "0000", "1950/01/18", " 1950",
     "+950", "-950", "1_50", "١٩٥٠", "1950-01-18T00:00", 0, 10000, -1, True, None, 1950.0, (1950, 1)],
)  # fmt: skip
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(InvalidDateError, match="date"):
        PartialDate.parse(value)  # type: ignore[arg-type]


def test_a_day_needs_a_month() -> None:
    with pytest.raises(InvalidDateError, match=r"year 1950, month None, day 18 \(a day needs a month\)$"):
        PartialDate(1950, None, 18)


def test_wrong_types_are_refused() -> None:
    with pytest.raises(InvalidDateError):
        PartialDate("1950")  # type: ignore[arg-type]
    for truth in ((True,), (1950, True), (1950, 1, True)):
        with pytest.raises(InvalidDateError, match=r"\(a truth value is no number\)$"):
            PartialDate(*truth)


def test_a_year_may_come_from_a_column_of_numbers() -> None:
    assert PartialDate.parse(numpy.int64(2019)) == PartialDate(2019)  # type: ignore[arg-type]
    assert type(PartialDate.parse(numpy.int64(2019)).year) is int  # type: ignore[arg-type]
    for wrong in (numpy.float64(2019), numpy.array([2018, 2019]), numpy.bool_(True), True, 2019.0):
        with pytest.raises(InvalidDateError, match="is not a date"):
            PartialDate.parse(wrong)  # type: ignore[arg-type]


def test_a_date_is_immutable() -> None:
    date = PartialDate(1950)
    with pytest.raises(AttributeError):
        date.year = 1951  # type: ignore[misc]
