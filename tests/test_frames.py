"""Frames: a panel and an annotated frame say for every day what the queries say, whatever library they are of."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import sys
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

import vnrelations as vn
from vnrelations.frames import annotate, panel, schema, unmatched
from vnrelations.spans import COLUMNS, UNKNOWN, Span, Standing, spans
from vnrelations.vocabulary import TieLevel

from . import reader

DATASET = vn.dataset()
SPANS = {key: list(each) for key, each in itertools.groupby(spans(DATASET), key=lambda span: span.country.id)}
FIRST, LAST = dt.date(1945, 9, 2), DATASET.as_of.latest
DAY = dt.timedelta(1)
EAGER = ("pandas", "polars", "pyarrow")


@functools.cache
def asked(partner: str, on: dt.date) -> Standing:
    """How Vietnam stood with a partner on a day, by the queries alone."""
    if not vn.country(partner).existed(on):
        return UNKNOWN
    ties = vn.ties(partner, on=on)
    highest = min((tie.level for tie in ties), key=list(TieLevel).index, default=None)
    since = on  # the first of the days before this one on each of which there was a tie of the same level
    while earlier := [
        tie.begins
        for tie in vn.ties(partner, on=max(since - DAY, FIRST))
        if tie.level is highest and (tie.begins < since)
    ]:
        since = min(earlier)
    begun = [tie.begins for tie in ties if tie.level is highest]
    frameworks = [each for each in vn.partners(on=on) if each.partner.id == partner]
    ranked = [each for each in frameworks if each.level.rank]
    return Standing(
        ties=highest,
        counted=any(tie.counted for tie in ties),
        ties_since=min([since, *begun]) if begun else None,
        level=ranked[0].level if ranked else None,
        rank=ranked[0].level.rank if ranked else 0,
        level_since=ranked[0].begins if ranked else None,
        special=any(each.level == "special" for each in frameworks),
        missions_of_vietnam=len(vn.missions(partner, sender="Vietnam", on=on)),
        missions_in_vietnam=len(vn.missions(partner, sender="partner", on=on)),
        disputes_open=len(vn.disputes(partner, status="open", on=on)),
        agreements_in_force=len(vn.agreements(partner, on=on)),
    )


def told(partner: str, on: dt.date) -> tuple[Any, ...]:
    """What the spans say of a day."""
    (span,) = [span for span in SPANS[partner] if span.since <= on < span.until]
    return span.values


def expected(partner: str | None, on: dt.date | None, column: str) -> Any:
    if partner is None or on is None or not FIRST <= on <= LAST:
        return None
    return getattr(asked(partner, on), column)


class TestSpans:
    def test_cover_all_days_without_gaps(self) -> None:
        for each in SPANS.values():
            assert (each[0].since, each[-1].until) == (dt.date.min, dt.date.max)
            assert all(before.until == after.since for before, after in itertools.pairwise(each))
            assert all(before.values != after.values for before, after in itertools.pairwise(each))

    def test_say_on_the_days_of_every_change_what_the_queries_say(self) -> None:
        days = [
            (span.country.id, day)
            for each in SPANS.values()
            for span in each
            for day in (span.since, span.until - DAY)
            if FIRST <= day <= LAST
        ]
        assert len(days) > 2000
        for partner, day in days:
            assert told(partner, day) == tuple(getattr(asked(partner, day), c) for c in COLUMNS), (partner, day)

    @given(st.sampled_from(sorted(SPANS)), st.dates(FIRST, LAST))
    def test_say_on_any_day_what_the_queries_say(self, partner: str, day: dt.date) -> None:
        assert told(partner, day) == tuple(getattr(asked(partner, day), c) for c in COLUMNS)

    def test_know_nothing_outside_of_what_the_dataset_covers(self) -> None:
        for partner in SPANS:
            assert set(told(partner, FIRST - DAY)) == set(told(partner, LAST + DAY)) == {None}

    def test_of_some_columns_change_less_often(self) -> None:
        some = spans(DATASET, ["rank"])
        assert len(some) < sum(map(len, SPANS.values()))
        assert {type(span) for span in some} == {Span}

    def test_refuse_a_column_that_there_is_not(self) -> None:
        with pytest.raises(vn.InvalidValueError, match=r"'warmth'.*level"):
            spans(DATASET, ["warmth"])


def test_refuse_the_schema_of_a_table_that_there_is_not() -> None:
    with pytest.raises(vn.InvalidValueError, match=r"'quarrels'.*disputes"):
        schema("quarrels")


def test_years_run_on_where_one_tie_of_a_level_takes_over_from_another() -> None:
    whole, *parts = (b"us-srv-embassy,US,1995-07-12,,", b"us-one,US,1995-07-12,2001,", b"us-two,US,2001,,")

    def read(name: str) -> bytes:
        cells = (reader.DATA / name).read_bytes()
        if name != "ties.csv":
            return cells.replace(b"us-srv-embassy", b"us-two")
        before, found, after = cells.partition(whole)
        rest, end, others = after.partition(b"\n")
        assert found
        return before + b"".join(part + rest + end for part in parts) + others

    (now,) = (s for s in spans(vn.Dataset(read), ["ties_since"]) if s.country.id == "US" and s.since <= LAST < s.until)
    assert now.values == (dt.date(1995, 7, 12),)


class TestPanel:
    @pytest.mark.parametrize("backend", EAGER)
    def test_has_for_each_partner_and_year_what_the_queries_say_of_its_last_day(self, backend: Any) -> None:
        frame = nw.from_native(panel(1989, 2025, backend=backend), eager_only=True)
        rows = list(frame.iter_rows(named=True))
        states = [c for c in vn.countries() if c.id in SPANS]
        years = range(1989, 2026)
        assert len(rows) == sum(c.existed(dt.date(year, 12, 31)) for c in states for year in years)
        for row in rows[:: 1 if backend == "polars" else 50]:
            country, day = vn.country(row["country"]), dt.date(row["year"], 12, 31)
            assert row["date"] in (day, pd.Timestamp(day))
            codes = (row["alpha_3"], row["cow"], row["gw"], row["name"])
            assert [None if pd.isna(c) else c for c in codes] == [
                country.alpha_3,
                country.cow,
                country.gw,
                country.name,
            ]
            for column in COLUMNS:
                value = row[column]
                want = expected(country.id, day, column)
                assert (pd.isna(value) and want is None) or value in (want, str(want)) or pd.Timestamp(want) == value

    def test_has_a_row_a_month_and_a_day(self) -> None:
        months = panel("2016-08", "2016-10", "month", columns=["level"], partners=["Ấn Độ"], backend="polars")
        assert months["date"].to_list() == [dt.date(2016, 8, 31), dt.date(2016, 9, 30), dt.date(2016, 10, 31)]
        assert months["level"].to_list() == ["strategic", "comprehensive strategic", "comprehensive strategic"]
        days = panel("2016-09-02", "2016-09-03", "day", columns=["rank"], partners=["IN"], backend="polars")
        assert days.select("date", "rank").rows() == [(dt.date(2016, 9, 2), 2), (dt.date(2016, 9, 3), 4)]

    def test_has_former_states_while_they_were_there(self) -> None:
        frame = panel(1989, 1993, columns=["ties"], partners=["Soviet Union", "Russia"], backend="polars")
        assert frame.select("country", "year").rows() == [
            *(("RU", year) for year in (1991, 1992, 1993)),
            *(("SUHH", year) for year in (1989, 1990)),
        ]

    def test_counts_completed_years(self) -> None:
        frame = panel("2025-06", "2025-08", "month", partners=["US"], backend="polars")
        assert frame["years_since_ties"].to_list() == [29, 30, 30]  # since 1995-07-12
        assert frame["years_since_level"].to_list() == [1, 1, 1]  # since 2023-09-10

    @pytest.mark.parametrize(
        ("before", "first", "freq"),
        [(1944, 1945, "year"), ("1945-08", "1945-09", "month"), ("1945-09-01", "1945-09-02", "day")],
    )
    def test_begins_with_the_first_period_whose_last_day_is_covered(self, before: Any, first: Any, freq: Any) -> None:
        assert panel(first, first, freq, partners=["US"], backend="polars")["year"].to_list() == [1945]
        with pytest.raises(vn.OutOfCoverageError, match=str(before)):
            panel(before, first, freq)

    def test_numbers_its_rows_in_pandas(self) -> None:
        frame = panel(2020, 2021, columns=["rank", "ties_since"], partners=["US", "CN"])
        assert frame.index.equals(pd.RangeIndex(4))
        assert frame.assign(mine=pd.Series([1, 2, 3, 4]))["mine"].to_list() == [1, 2, 3, 4]

    @pytest.mark.parametrize(
        ("arguments", "error", "culprit"),
        [
            ((2020, 2019), vn.InvalidValueError, "2019"),
            ((1900, 2000), vn.OutOfCoverageError, "1900"),
            ((2000, 2090), vn.OutOfCoverageError, "2090"),
            ((2000, 2001, "week"), vn.InvalidValueError, "week"),
            (("soon", 2001), vn.InvalidDateError, "soon"),
        ],
    )
    def test_refuses_what_it_cannot_tell(self, arguments: Any, error: type[Exception], culprit: str) -> None:
        with pytest.raises(error, match=culprit):
            panel(*arguments)

    def test_says_which_library_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pandas", None)
        with pytest.raises(vn.MissingExtraError, match="pip install pandas"):
            panel(2020, 2021, backend="pandas")

    def test_refuses_partners_and_backends_that_there_are_not(self) -> None:
        with pytest.raises(vn.UnknownCountryError, match="Narnia"):
            panel(2000, 2001, partners=["Narnia"])
        with pytest.raises(vn.InvalidValueError, match=r"'excel'.*polars"):
            panel(2000, 2001, backend="excel")  # type: ignore[arg-type]

    @pytest.mark.parametrize("name", ["Vietnam", "Aruba", "Panama Canal Zone"])
    def test_refuses_what_is_never_a_partner(self, name: str) -> None:
        with pytest.raises(vn.InvalidValueError, match=f"'{name}' is never a partner.*leave it out"):
            panel(2000, 2001, partners=["US", name])


NAMES = {"Hoa Kỳ": "US", "美国": "US", "Nga": "RU", "Liên Xô": "SUHH", "viet nam": "VN", "Korea": None, None: None}
ROWS = st.lists(
    st.tuples(st.sampled_from(list(NAMES)), st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))), max_size=30
)


def frame_of(rows: list[tuple[str | None, dt.date | None]], library: str) -> Any:
    """A frame with a column of names, one of days and one that numbers the rows."""
    names, days = [name for name, _ in rows], [day for _, day in rows]
    table = pa.table(
        {"who": pa.array(names, pa.string()), "day": pa.array(days, pa.date32()), "n": pa.array(range(len(rows)))}
    )
    if library == "pyarrow":
        return table
    if library == "pandas":
        unordered = pd.Index(range(1000, 1000 - len(rows), -1), name="key")
        return table.to_pandas().assign(day=pd.to_datetime(pd.Series(days))).set_index(unordered)
    return pl.DataFrame(table) if library == "polars" else pl.DataFrame(table).lazy()


def right(rows: list[tuple[str | None, dt.date | None]], column: str) -> list[Any]:
    """What a column says of rows, by the queries."""
    values = [None if NAMES[name] in (None, "VN") else expected(NAMES[name], day, column) for name, day in rows]
    return [str(value) if isinstance(value, str) else value for value in values]


class TestLists:
    @pytest.mark.parametrize("given", ["rank", b"rank", 4, None], ids=repr)
    def test_of_columns_are_no_text(self, given: Any) -> None:
        with pytest.raises(vn.InvalidValueError, match=f"^columns are given as a list.*, not as {given!r}"):
            panel(2000, 2001, columns=given)
        with pytest.raises(vn.InvalidValueError, match=f"^columns are given as a list.*, not as {given!r}"):
            annotate(pl.DataFrame({"c": ["US"], "r": [2012]}), country="c", on="r", columns=given)

    @pytest.mark.parametrize("given", ["US", b"US", 840, vn.country("US")], ids=repr)
    def test_of_partners_are_no_text(self, given: Any) -> None:
        with pytest.raises(vn.InvalidValueError, match=r"^partners are given as a list, .*, not as .*(US|840)"):
            panel(2000, 2001, partners=given)

    def test_have_a_column_once(self) -> None:
        twice = ["ties", "rank", "rank"]
        with pytest.raises(vn.InvalidValueError, match="'rank' is asked for more than once"):
            panel(2000, 2001, columns=twice)
        for make in (pd.DataFrame, pl.DataFrame, pa.table):
            with pytest.raises(vn.InvalidValueError, match="'rank' is asked for more than once"):
                annotate(make({"c": ["US"], "d": [2012]}), country="c", on="d", columns=twice)

    @pytest.mark.parametrize("make", [list, tuple, iter, pd.Index, pl.Series])
    def test_may_be_of_any_kind(self, make: Any) -> None:
        frame = panel(2000, 2001, columns=make(["rank"]), partners=make(["US", "CN"]), backend="polars")
        assert frame.shape == (4, 8)
        out = annotate(pl.DataFrame({"c": ["US"], "d": [2012]}), country="c", on="d", columns=make(["rank"]))
        assert out.columns == ["c", "d", "rank"]


class TestAnnotate:
    @pytest.mark.parametrize("library", [*EAGER, "polars lazy"])
    @given(rows=ROWS)
    def test_tells_what_the_queries_say(self, library: str, rows: list[tuple[str | None, dt.date | None]]) -> None:
        out = annotate(
            frame_of(rows, library),
            country="who",
            on="day",
            columns=["ties", "rank", "disputes_open"],
            unmatched="null",
        )
        lazy = isinstance(out, pl.LazyFrame)
        frame = nw.from_native(out.collect().sort("n") if lazy else out, eager_only=True)
        assert frame.columns == ["who", "day", "n", "ties", "rank", "disputes_open"]
        assert frame["n"].to_list() == list(range(len(rows)))
        for column in ("ties", "rank", "disputes_open"):
            values = [None if pd.isna(value) else value for value in frame[column].to_list()]
            assert values == right(rows, column)

    def test_keeps_the_order_and_the_index(self) -> None:
        given = frame_of([("Nga", FIRST), ("Hoa Kỳ", LAST), ("Nga", LAST)], "pandas")
        out = annotate(given, country="who", on="day")
        assert out.index.equals(given.index)
        pd.testing.assert_frame_equal(out[list(given.columns)], given)
        assert list(given.columns) == ["who", "day", "n"]  # and leaves what it was given as it was

    @pytest.mark.parametrize("library", [*EAGER, "polars lazy"])
    def test_has_the_documented_types(self, library: str) -> None:
        out = annotate(frame_of([("Nga", LAST)], library), country="who", on="day", columns=COLUMNS)
        schema = nw.from_native(out).collect_schema()
        categorical = nw.Categorical() if library == "pandas" else nw.String()
        assert [schema[c] for c in ("ties", "level")] == [categorical] * 2
        assert [schema[c] for c in ("counted", "special")] == [nw.Boolean()] * 2
        numbers = ("rank", "missions_of_vietnam", "missions_in_vietnam", "disputes_open", "agreements_in_force")
        assert [schema[c] for c in numbers] == [nw.Int64()] * 5
        since = nw.Datetime("s") if library == "pandas" else nw.Date()
        assert [schema[c] for c in ("ties_since", "level_since")] == [since] * 2

    @pytest.mark.parametrize(
        ("day", "rank"),
        [
            (2012, 4), ("2012", 4), ("2012-06", 2), ("2012-07-27", 4), ("2012-07-26", 2),
            (dt.date(2012, 7, 26), 2), (dt.datetime(2012, 7, 26, 23, 59), 2), (1944, None), (dt.date(2999, 1, 1), None),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
    def test_takes_years_texts_dates_and_times(self, make: Any, day: Any, rank: int | None) -> None:
        out = annotate(make({"who": ["Nga"], "day": [day]}), country="who", on="day", columns=["rank"])
        (value,) = nw.from_native(out, eager_only=True)["rank"].to_list()
        assert (None if pd.isna(value) else value) == rank

    def test_takes_the_calendar_day_of_a_time_zone(self) -> None:
        late = pd.DataFrame(
            {"who": ["Nga"], "day": pd.to_datetime(["2012-07-26T20:00Z"]).tz_convert("Asia/Ho_Chi_Minh")}
        )
        assert annotate(late, country="who", on="day")["rank"].to_list() == [4]  # there it is the 27th already
        polars = pl.from_pandas(late)
        assert annotate(polars, country="who", on="day")["rank"].to_list() == [4]
        assert annotate(polars.lazy(), country="who", on="day").collect()["rank"].to_list() == [4]

    def test_takes_days_before_1970_to_the_second(self) -> None:
        early = pl.DataFrame({"who": ["Liên Xô"], "day": [dt.datetime(1950, 1, 29, 23, 59, 59)]})
        for frame in (early, early.lazy(), early.to_pandas()):
            out = nw.from_native(annotate(frame, country="who", on="day", columns=["ties"])).lazy().collect("polars")
            assert out["ties"].to_list() == [None]

    def test_takes_frames_without_rows_or_without_values(self) -> None:
        assert annotate(pl.DataFrame({"c": [], "d": []}), country="c", on="d").shape == (0, 5)
        assert annotate(pd.DataFrame({"c": [], "d": []}), country="c", on="d").shape == (0, 5)
        nothing = annotate(pl.DataFrame({"c": [None, None], "d": [None, None]}), country="c", on="d")
        assert nothing["rank"].to_list() == [None, None]
        floats = annotate(pd.DataFrame({"c": ["US", None], "d": [2012.0, float("nan")]}), country="c", on="d")
        assert floats["rank"].isna().tolist() == [False, True]

    def test_takes_categories(self) -> None:
        names, years = ["Nga", "Hoa Kỳ", "Nga"], [2012, 2024, 1999]
        kinds = (pl.Categorical, pl.Enum(["Nga", "Hoa Kỳ"]))
        frames = [pl.DataFrame({"c": pl.Series(names, dtype=kind), "d": years}) for kind in kinds]
        for frame in (*frames, pd.DataFrame({"c": pd.Categorical(names), "d": years})):
            assert list(annotate(frame, country="c", on="d")["rank"]) == [4, 4, 0]

    def test_takes_days_of_several_kinds_in_one_column(self) -> None:
        days = pd.Series([2012, "2012-06", dt.date(2012, 6, 1), None, float("nan")], dtype=object)
        out = annotate(pd.DataFrame({"c": ["Nga"] * 5, "d": days}), country="c", on="d", columns=["rank"])
        assert [None if pd.isna(rank) else rank for rank in out["rank"]] == [4, 2, 2, None, None]
        with pytest.raises(vn.InvalidDateError, match=r"2012\.5 is not a date"):
            annotate(pd.DataFrame({"c": ["Nga"], "d": pd.Series([2012.5], dtype=object)}), country="c", on="d")

    @pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT], ids=repr)
    @pytest.mark.parametrize("kind", [object, "str", "string", "category"])
    def test_takes_texts_in_pandas_some_of_which_are_missing(self, kind: Any, missing: Any) -> None:
        days = pd.Series(["2012-06", missing, "2012", missing, "2012-06"], dtype=kind)
        out = annotate(pd.DataFrame({"c": ["Nga"] * 5, "d": days}), country="c", on="d", columns=["rank"])
        assert [None if pd.isna(rank) else rank for rank in out["rank"]] == [2, None, 4, None, 2]

    @pytest.mark.parametrize(
        ("make", "days"),
        [
            (pl.DataFrame, pl.Series(["2012", None, "2011"], dtype=pl.Enum(["2011", "2012"]))),
            (pl.DataFrame, pl.Series(["2012", None, "2011"], dtype=pl.Categorical)),
            (pd.DataFrame, pd.Series(pd.Categorical(["2012", None, "2011"], ordered=True))),
            (pd.DataFrame, pd.Series(pd.Categorical([2012, None, 2011]))),
            (pa.table, pa.array([2012, None, 2011]).dictionary_encode()),
        ],
        ids=["polars enum", "polars categories", "pandas ordered", "pandas of numbers", "pyarrow dictionary"],
    )
    def test_takes_categories_of_days(self, make: Any, days: Any) -> None:
        out = annotate(make({"c": ["Nga"] * 3, "d": days}), country="c", on="d", columns=["rank"])
        ranks = nw.from_native(out, eager_only=True)["rank"].to_list()
        assert [None if pd.isna(rank) else rank for rank in ranks] == [4, None, 2]

    def test_names_all_names_that_mean_no_country(self) -> None:
        frame = pl.DataFrame({"c": ["Nga", "Narnia", None, "Korea", "Narnia"], "d": [2012] * 5})
        for each in (frame, frame.with_columns(d=dt.date(2012, 1, 1)).lazy()):
            with pytest.raises(vn.UnknownNamesError, match=r"2 names .*'Narnia'") as caught:
                annotate(each, country="c", on="d")
            assert sorted(caught.value.names) == ["Korea", "Narnia"]
            found = unmatched(each, "c")
            assert sorted(found) == ["Korea", "Narnia"]
            assert "KR" in found["Korea"]
        kept = annotate(frame, country="c", on="d", unmatched="null")
        assert kept["rank"].to_list() == [4, None, None, None, None]

    def test_refuses_by_name(self) -> None:
        frame = pl.DataFrame({"c": ["US"], "d": [2012], "rank": [1], "x": [[1]], "t": ["soon"], "y": [2.5]})
        refused: list[tuple[dict[str, Any], type[Exception], str]] = [
            ({"country": "who", "on": "d"}, vn.InvalidValueError, "'who'.*c, d"),
            ({"country": "c", "on": "when"}, vn.InvalidValueError, "'when'.*c, d"),
            ({"country": "c", "on": "d"}, vn.InvalidValueError, "'rank'.*prefix="),
            ({"country": "d", "on": "d", "prefix": "vn_"}, vn.InvalidValueError, "'d'.*Int64"),
            ({"country": "c", "on": "x", "prefix": "vn_"}, vn.InvalidValueError, "'x'.*List"),
            ({"country": "c", "on": "t", "prefix": "vn_"}, vn.InvalidDateError, "soon"),
            ({"country": "c", "on": "y", "prefix": "vn_"}, vn.InvalidDateError, r"2\.5"),
            ({"country": "c", "on": "d", "columns": ["warmth"]}, vn.InvalidValueError, "'warmth'"),
            ({"country": "c", "on": "d", "columns": ["ties"], "unmatched": "drop"}, vn.InvalidValueError, "'drop'"),
        ]
        for arguments, error, culprit in refused:
            with pytest.raises(error, match=culprit):
                annotate(frame, **arguments)
        with pytest.raises(vn.InvalidValueError, match=r"lazy frame.*'d'"):
            annotate(frame.select("c", "d").lazy(), country="c", on="d")
        with pytest.raises(vn.InvalidValueError, match="frame"):
            annotate([("US", 2012)], country="c", on="d")
        assert annotate(frame, country="c", on="d", prefix="vn_").columns[-1] == "vn_rank"

    @pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table])
    def test_and_unmatched_refuse_a_column_that_the_frame_has_not(self, make: Any) -> None:
        frame = make({"c": ["US"], "d": [2012]})
        message = "^the frame has no column 'who'; it has: c, d$"
        with pytest.raises(vn.InvalidValueError, match=message):
            annotate(frame, country="who", on="d")
        with pytest.raises(vn.InvalidValueError, match=message):
            unmatched(frame, "who")

    def test_and_unmatched_refuse_it_of_a_frame_whose_columns_are_numbered(self) -> None:
        numbered = pd.DataFrame([["US", 2012]])
        with pytest.raises(vn.InvalidValueError, match="'who'; it has: 0, 1"):
            annotate(numbered, country="who", on="d")
        with pytest.raises(vn.InvalidValueError, match="'who'; it has: 0, 1"):
            unmatched(numbered, "who")

    @pytest.mark.parametrize(
        "ask",
        [
            lambda frame, long: schema(long),
            lambda frame, long: panel(2000, 2001, long),
            lambda frame, long: panel(2000, 2001, backend=long),
            lambda frame, long: panel(2000, 2001, columns=[long]),
            lambda frame, long: spans(DATASET, [long]),
            lambda frame, long: unmatched(frame, long),
            lambda frame, long: annotate(frame, country="c", on="d", unmatched=long),
            lambda frame, long: annotate(frame.rename({"d": long}), country=long, on="c"),
            lambda frame, long: annotate(frame.select("c", pl.concat_list("d").alias(long)), country="c", on=long),
            lambda frame, long: annotate(frame.rename({"d": long}).lazy(), country="c", on=long),
            lambda frame, long: annotate(frame.rename({"d": long + "rank"}), country="c", on="c", prefix=long),
            lambda frame, long: annotate(frame.with_columns(d=pl.lit(long)), country="c", on="d"),
            lambda frame, long: annotate(frame.select("c", pl.lit(2.5).alias(long)), country="c", on=long),
        ],
    )
    def test_shows_of_a_long_culprit_its_ends(self, ask: Any) -> None:
        with pytest.raises(vn.InvalidValueError, match=r"'x{99}\.\.\.x*(rank)?'") as caught:
            ask(pl.DataFrame({"c": ["US"], "d": [2012]}), "x" * 10_000)
        assert len(str(caught.value)) < 500
