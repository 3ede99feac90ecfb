from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import attrs
import narwhals as nw
import pandas as pd
import pytest

import vnrelations as vn
from vnrelations.converting import from_dict, to_dict
from vnrelations.flat import flat_columns
from vnrelations.frames import schema
from vnrelations.loading import TABLES, kind_of

from . import reader

COUNTRIES = {c.id: c for c in vn.countries()}
SOURCES = {s.id: s for s in vn.sources()}
ORGANISATIONS = {o.id: o for o in vn.organisations()}


def test_slices_are_records_and_items_are_not() -> None:
    ties = vn.ties()
    assert isinstance(ties[:3], vn.Records)
    assert len(ties[:3]) == 3
    assert isinstance(ties[0], vn.Tie)
    assert isinstance(ties, tuple)


def test_records_and_records_are_records() -> None:
    both = vn.ties("US") + vn.ties("CN")
    assert isinstance(both, vn.Records)
    assert {t.country.id for t in both.where(level="embassy")} == {"US", "CN"}
    mixed = vn.ties("US") + vn.partners("special")
    assert isinstance(mixed, vn.Records)
    assert len(mixed.where(level="special")) == len(vn.partners("special"))
    assert isinstance(sum([vn.ties("US"), vn.ties("CN")], vn.Records[vn.Tie]()), vn.Records)


def test_records_and_another_thing_are_what_a_tuple_makes_of_them() -> None:
    ties, other = vn.ties("US"), ("x",)
    assert type(ties + other) is type(other + ties) is tuple
    assert ties + other == (*ties, "x")
    with pytest.raises(TypeError, match="can only concatenate tuple"):
        _ = ties + list(other)  # type: ignore[operator]


def test_where() -> None:
    ties = vn.ties()
    assert {t.country.id for t in ties.where(level="liaison")} == {"VA"}
    assert ties.where(country="US") == ties.where(country=vn.country("US")) == vn.ties("US")
    assert ties.where(lambda t: t.since is None, counted=True) == ties.where(since=None).where(counted=True)
    assert vn.disputes().where(parties="TW") == vn.disputes("TW")
    for written in ("1995-07-12", dt.date(1995, 7, 12)):
        assert ties.where(since=written) == ties.where(since=vn.PartialDate(1995, 7, 12)) != ()
    assert ties.where(since=1973) == ties.where(since="1973") != ()
    assert ties.where(country="QQ") == ()
    key = vn.ties("US")[0].sources[0].key
    assert vn.ties("US")[0] in ties.where(sources=key)
    with pytest.raises(vn.InvalidValueError, match="no column 'levels'; the columns are: id, country, since"):
        ties.where(levels="liaison")
    assert vn.ties("XK").where(levels="liaison") == ()


@pytest.mark.parametrize(
    ("records", "equals"),
    [
        (vn.memberships(), {"body": "wto"}),
        (vn.missions(), {"body": "un"}),
        (vn.ties(), {"begins": "1995-07-12"}),
        (vn.ties(), {"begins": vn.PartialDate(1995, 7, 12)}),
        (vn.ties(), {"begins": dt.datetime(1995, 7, 12, 9, 30)}),
        (vn.ties(), {"sources": vn.ties("US")[0].sources}),
        (vn.disputes(), {"parties": tuple(c.id for c in vn.disputes("TW")[0].parties)}),
        (vn.missions(), {"body": vn.organisations().where(id="un")[0]}),
        (vn.indicators("overseas_vietnamese"), {"value": 6e6}),
    ],
)
def test_where_finds_what_is_written_in_another_way(records: vn.Records[Any], equals: dict[str, object]) -> None:
    found = records.where(**equals)
    assert 0 < len(found) < len(records)


@pytest.mark.parametrize("records", [vn.ties(), vn.ties("US")], ids=["filled", "empty"])
@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("country", "China"),
        ("country", 840),
        ("since", "yesterday"),
        ("until", "yesterday"),
        ("begins", "yesterday"),
        ("begins", "1995"),
        ("level", "ambassy"),
        ("ending", "nonsense"),
        ("predecessor", "Soviet Union"),
        ("counted", "true"),
        ("note", 5),
        ("sources", 5),
        ("sources", ("us-note", 5)),
    ],
)
def test_where_refuses_what_can_match_nothing_whether_cells_are_filled_or_not(
    records: vn.Records[vn.Tie], column: str, wrong: object
) -> None:
    with pytest.raises(vn.InvalidValueError, match=repr(wrong[-1] if isinstance(wrong, tuple) else wrong)):
        records.where(**{column: wrong})


@pytest.mark.parametrize("wrong", ["6000000", True, dt.date(2019, 1, 1), (6_000_000,)])
def test_where_refuses_what_is_no_number_for_a_number(wrong: object) -> None:
    with pytest.raises(vn.InvalidValueError, match="is no number"):
        vn.indicators().where(value=wrong)
    with pytest.raises(vn.InvalidValueError, match="is no number"):
        vn.deployments().where(rotation=wrong)


def test_where_finds_the_cells_that_are_none() -> None:
    assert vn.ties().where(until=None) == vn.ties()
    assert vn.indicators().where(partner=None) == vn.indicators().where(lambda i: i.partner is None) != ()


def test_where_says_what_to_give_instead_of_a_text() -> None:
    with pytest.raises(vn.InvalidValueError, match=r"'level' is no function.*where\(level='embassy'\)"):
        vn.ties().where("level")  # type: ignore[arg-type]


def test_a_history_is_asked_for_the_words_of_either_table() -> None:
    history = vn.relations_with("US").history
    assert {type(r) for r in history.where(level="embassy")} == {vn.Tie}
    assert [r.id for r in history.where(level="comprehensive")] == ["us-comprehensive"]
    with pytest.raises(vn.InvalidValueError, match=r"'ambassy' is not .*: embassy.*; .*: comprehensive strategic"):
        history.where(level="ambassy")
    with pytest.raises(vn.InvalidDateError, match=r"^'soon' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD$"):
        history.where(since="soon")


def test_a_history_mixes_two_tables() -> None:
    history = vn.relations_with("US").history
    assert len(history.where(id="us-srv-embassy")) == 1
    assert "us-comprehensive" in repr(history)
    with pytest.raises(vn.InvalidValueError, match="counted"):
        history.where(counted=True)


def test_they_print_as_a_table() -> None:
    text = repr(vn.partners("comprehensive strategic", on=2015))
    assert text.splitlines()[0].split()[:3] == ["id", "partner", "level"]
    assert text.endswith("(2 records)")
    assert "China" in text
    assert repr(vn.ties()).endswith(f"({len(vn.ties())} records, the first 20 shown)")
    assert max(map(len, repr(vn.disputes()).splitlines())) < 400


def test_they_show_as_html_that_is_escaped() -> None:
    hostile = attrs.evolve(vn.disputes()[0], title_en="<script>alert(1)</script>")
    html = vn.Records([hostile])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert vn.ties("XK")._repr_html_() == "<p>no records</p>"

    def read(name: str) -> bytes:
        return (reader.DATA / name).read_bytes().replace(b"Paracel Islands", b"<script>alert(1)</script>")

    relations = vn.Dataset(read).relations_with("CN")
    assert "<script>" in str(relations)
    assert "<script>" not in relations._repr_html_()


@pytest.mark.parametrize("table", reader.TABLES)
def test_every_record_goes_to_plain_values_and_back(table: str) -> None:
    for record in vn.dataset().tables[table]:
        plain = to_dict(record)
        assert json.loads(json.dumps(plain)) == plain
        assert from_dict(kind_of(table), plain, COUNTRIES, SOURCES, ORGANISATIONS) == record


def test_plain_values_are_plain() -> None:
    (plain,) = vn.ties("US").to_dicts()
    assert plain["country"] == "US"
    assert plain["since"] == "1995-07-12"
    assert plain["counted"] is True
    assert plain["sources"] == [str(c) for c in vn.ties("US")[0].sources]
    assert "begins" not in plain
    assert to_dict(vn.country("SUHH"))["successors"][0] == "RU"


def test_what_is_no_record_is_refused() -> None:
    plain = to_dict(vn.ties("US")[0])
    wrongs: list[dict[str, object]] = [
        {"country": "QQ"}, {"since": "1995-13"}, {"level": "ambassy"}, {"sources": []}, {"sources": ["x"]},
        {"counted": "false"}, {"note": 3}, {"remark": ""}, {"sources": [plain["sources"][0] + "["]},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(vn.InvalidValueError):
            from_dict(vn.Tie, {**plain, **wrong}, COUNTRIES, SOURCES)
    del plain["country"]
    with pytest.raises(vn.InvalidValueError, match="Tie"):
        from_dict(vn.Tie, plain, COUNTRIES, SOURCES)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_frames_say_what_the_records_say(table: str, backend: Any) -> None:
    records: vn.Records[Any] = vn.Records(vn.dataset().tables[table])
    frame = nw.from_native(records.to_frame(backend), eager_only=True)
    columns = flat_columns(kind_of(table))
    assert frame.columns == [column.name for column in columns]
    assert {field["name"] for field in reader.fields(table)} <= set(frame.columns)
    assert [(c.name, c.kind) for c in schema(table)] == [(c.name, c.kind) for c in columns]
    assert all(column.description for column in schema(table))
    for column in columns:
        want = [column.cell(record) for record in records]
        values = frame[column.name].to_list()
        if column.many:
            assert [list(value) for value in values] == want
            continue
        known = [None if pd.isna(value) else value for value in values]
        if column.kind is dt.date:
            assert frame[column.name].dtype == (nw.Datetime if backend == "pandas" else nw.Date)
            known = [value.date() if isinstance(value, dt.datetime) else value for value in known]
        assert known == want, column.name


def test_frames_have_dates_codes_and_categories() -> None:
    (row,) = vn.ties("US").to_frame("polars").to_dicts()
    assert (row["since"], row["since_earliest"], row["until_latest"]) == ("1995-07-12", dt.date(1995, 7, 12), None)
    assert (row["country"], row["country_alpha_3"], row["country_name"]) == ("US", "USA", "United States")
    level = vn.ties().to_frame()["level"]
    assert isinstance(level.dtype, pd.CategoricalDtype)
    with pytest.raises(vn.InvalidValueError, match="pandas, polars, pyarrow"):
        vn.ties().to_frame("dask")  # type: ignore[arg-type]


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    monkeypatch.delitem(sys.modules, "vnrelations.frames", raising=False)
    with pytest.raises(vn.MissingExtraError, match="pip install"):
        vn.ties().to_frame("polars")


def test_a_frame_of_nothing_has_no_columns() -> None:
    assert vn.ties("XK").to_frame("polars").shape == (0, 0)


def test_a_frame_of_a_history_has_the_columns_of_both_tables() -> None:
    history = vn.relations_with("US").history
    frame = history.to_frame("polars")
    assert list(frame["id"]) == [record.id for record in history]
    assert set(frame.columns) >= {field["name"] for t in ("ties", "partnerships") for field in reader.fields(t)}
    (country,) = set(frame["country"]) - {None}
    assert country == "US"


def test_dates_of_records_are_real() -> None:
    assert vn.ties("US")[0].begins == dt.date(1995, 7, 12)
    assert vn.ties("US")[0].ends == dt.date.max
