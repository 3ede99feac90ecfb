"""Charts: their data are what the queries say, in three languages, drawn without a network."""

from __future__ import annotations

import datetime as dt
import functools
import html
import io
import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pytest
import vl_convert
from PIL import Image, ImageChops, ImageStat

import vnrelations as vn
from vnrelations import plot
from vnrelations.plot import words

from . import hostile

PICTURES = Path(__file__).parent / "pictures"
CHARTS: dict[str, Callable[..., Any]] = {
    "ties_over_time": plot.ties_over_time,
    "partners_over_time": plot.partners_over_time,
    "ladder": plot.ladder,
    "partner_timeline": functools.partial(plot.partner_timeline, "CN"),
    "disputes_timeline": plot.disputes_timeline,
    "world_map": functools.partial(plot.world_map, 2020),
    "network": functools.partial(plot.network, 2020),
}
RANKED = [level for level in vn.Level if level.rank is not None]
DAY = dt.timedelta(1)
each_chart = pytest.mark.parametrize("name", CHARTS)


def rows(chart: Any) -> list[dict[str, Any]]:
    """The data of a chart; of a layered one, those that its layers share."""
    values: list[dict[str, Any]] = chart.data.values
    return values


def texts(spec: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a spec that people read, with where it stands."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name not in ("datasets", "data"):
                yield from texts(value, f"{key}.{name}")
    elif isinstance(spec, list):
        for index, value in enumerate(spec):
            yield from texts(value, f"{key}.{index}")
    elif isinstance(spec, str) and (
        key.endswith((".title", ".text", ".subtitle", ".description")) or ".domain." in key
    ):
        yield key, spec


def test_the_number_of_ties_on_every_day_of_change() -> None:
    values = rows(plot.ties_over_time())
    days = [dt.date.fromisoformat(row["day"]) for row in values]
    assert days == sorted(set(days))
    for day, row in zip(days, values, strict=True):
        assert row["number"] == len(vn.ties(on=day).where(counted=True)), day
    counted = [t for t in vn.dataset().tables["ties"] if t.counted and t.regime is not vn.Regime.RVN]
    last = vn.dataset().as_of.latest
    assert {t.begins for t in counted} | {t.ends for t in counted if t.ends <= last} <= set(days)
    assert (days[0], days[-1]) == (dt.date(1945, 9, 2), last)
    for day, until in itertools.pairwise(days):  # nothing changes in between
        assert len(vn.ties(on=until - DAY).where(counted=True)) == len(vn.ties(on=day).where(counted=True))


def test_the_number_of_partners_at_each_level_on_every_day_of_change() -> None:
    values = rows(plot.partners_over_time())
    days = sorted({row["day"] for row in values})
    drawn = {(row["day"], row["level"]): row["number"] for row in values}
    assert len(drawn) == len(values) == len(days) * len(RANKED)
    for day in days:
        asked = Counter(p.level for p in vn.partners(on=day))
        assert [drawn[day, level.names.en] for level in RANKED] == [asked[level] for level in RANKED], day
    ranked = [p for p in vn.dataset().tables["partnerships"] if p.level in RANKED]
    assert {p.begins.isoformat() for p in ranked} <= set(days)
    assert {p.ends.isoformat() for p in ranked if p.ends != dt.date.max} <= set(days)
    assert days[0] == "2001-01-01"
    assert days[-1] == str(vn.dataset().as_of)


def test_the_ladder_on_every_day_of_change() -> None:
    values = rows(plot.ladder())
    days = {dt.date.fromisoformat(row[end]) for row in values for end in ("begins", "ends")}
    for day in {day - DAY for day in days} | {day for day in days if day <= vn.dataset().as_of.latest}:
        drawn = {row["id"] for row in values if on_the_day(row, day)}
        assert drawn == {p.id for p in vn.partners(on=day) if p.level in RANKED}, day
    records = {p.id: p for p in vn.dataset().tables["partnerships"] if p.level in RANKED}
    assert len(values) == len(records)
    for row in values:
        p = records[row["id"]]
        assert (row["partner"], row["level"]) == (p.partner.name, p.level.names.en)
        assert (row["since"], row["until"]) == (str(p.since or f"≤ {p.attested}"), str(p.until or ""))


def on_the_day(row: dict[str, Any], day: dt.date) -> bool:
    return bool(row["begins"] <= day.isoformat() < row["ends"])


def test_the_ladder_has_those_who_rose_highest_and_earliest_on_top() -> None:
    order = plot.ladder().to_dict()["encoding"]["y"]["sort"]
    steps: dict[str, tuple[int, dt.date]] = {}
    for p in vn.dataset().tables["partnerships"]:
        if p.level.rank is not None:
            step = (-p.level.rank, p.begins)
            steps[p.partner.name] = min(step, steps.get(p.partner.name, step))
    assert sorted(order) == sorted(steps)
    assert [steps[name] for name in order] == sorted(steps.values())
    assert order[:2] == ["China", "Russia"]


@pytest.mark.parametrize("partner", ["CN", "US", "SUHH", "Malta"])
def test_a_timeline_has_every_date_of_the_partner(partner: str) -> None:
    for since in ("1945-09-02", None):
        chart = plot.partner_timeline(partner, since=since)
        moments = vn.timeline(partner, since=since)
        assert [(row["date"], row["table"], row["id"], row["what"]) for row in rows(chart)] == [
            (str(m.date), m.table, m.id, m.what) for m in moments
        ]
        for row, m in zip(rows(chart), moments, strict=True):
            assert row["begins"] == m.date.earliest.isoformat()
            assert row["ends"] == (m.date.latest + DAY).isoformat()
            assert row["exact"] is (m.date.earliest == m.date.latest)
    dated = plot.partner_timeline(partner, since=1990, until=2000)
    assert len(rows(dated)) == len(vn.timeline(partner, since=1990, until=2000))


def test_every_kind_of_record_is_named() -> None:
    for table in {m.table for m in vn.timeline()}:
        assert all(words.say(table, lang) for lang in plot.LANGUAGES)


def test_a_timeline_of_an_unknown_partner_is_refused() -> None:
    with pytest.raises(vn.UnknownCountryError):
        plot.partner_timeline("Atlantis")


def test_the_disputes_on_every_day_of_change() -> None:
    bars = [row for row in rows(plot.disputes_timeline()) if row["status"]]
    first, last = dt.date(1945, 9, 2), vn.dataset().as_of.latest
    days = {dt.date.fromisoformat(row[end]) for row in bars for end in ("begins", "ends")}
    for day in {day for change in days for day in (change - DAY, change) if first <= day <= last} | {first}:
        drawn = {row["id"]: row["status"] for row in bars if on_the_day(row, day)}
        assert drawn == {d.id: str(d.status) for d in vn.disputes(on=day)}, day
    assert [row for row in bars if row["begins"] >= row["ends"]] == []


def test_the_agreements_on_disputes() -> None:
    marks = [row for row in rows(plot.disputes_timeline()) if row["step"]]
    asked = [
        (dispute, a.title_en, step, str(date), date.latest.isoformat())
        for a in vn.agreements()
        for dispute in a.disputes
        for step, date in (("signed", a.signed), ("in force", a.in_force))
        if date
    ]
    assert [(r["id"], r["agreement"], r["step"], r["date"], r["begins"]) for r in marks] == asked
    assert len(asked) > 30
    assert {row["dispute"] for row in marks} <= {d.title_en for d in vn.disputes()}


@each_chart
def test_a_chart_is_valid_fetches_nothing_and_is_always_the_same(name: str) -> None:
    spec = CHARTS[name]().to_dict()  # altair validates it
    schema = spec.pop("$schema")
    assert schema.startswith("https://vega.github.io/schema/vega-lite/")
    assert "://" not in json.dumps(spec)
    assert '"url"' not in json.dumps(spec)
    assert spec | {"$schema": schema} == CHARTS[name]().to_dict()
    source = spec["title"]["subtitle"]
    assert vn.__version__ in source
    assert str(vn.dataset().as_of) in source
    assert len(spec["description"]) > 50


@each_chart
def test_a_chart_speaks_three_languages(name: str) -> None:
    spoken = {lang: dict(texts(CHARTS[name](lang=lang).to_dict())) for lang in plot.LANGUAGES}
    assert len(spoken["en"]) > 5
    assert set(spoken["en"]) == set(spoken["vi"]) == set(spoken["zh"])
    for key in spoken["en"]:
        said = [spoken[lang][key] for lang in plot.LANGUAGES]
        assert all(said)
        assert len(set(said)) == 3, said


@pytest.mark.parametrize("lang", plot.LANGUAGES)
def test_every_partner_and_dispute_has_a_row_of_its_own(lang: plot.Lang) -> None:
    ranked = {p.partner for p in vn.dataset().tables["partnerships"] if p.level in RANKED}
    assert {row["partner"] for row in rows(plot.ladder(lang=lang))} == {getattr(c.names, lang) for c in ranked}
    assert len(plot.ladder(lang=lang).to_dict()["encoding"]["y"]["sort"]) == len(ranked)
    disputes = rows(plot.disputes_timeline(lang=lang))
    assert len({row["dispute"] for row in disputes}) == len({row["id"] for row in disputes}) == len(vn.disputes())


@each_chart
def test_an_unknown_language_is_refused(name: str) -> None:
    with pytest.raises(vn.InvalidValueError, match="there is no language 'fr'; the languages are: en, vi, zh"):
        CHARTS[name](lang="fr")


@each_chart
def test_a_chart_can_be_changed_and_joined(name: str) -> None:
    changed = CHARTS[name]().properties(title="Mine") | CHARTS["ties_over_time"]()
    assert changed.configure_axis(labelFontSize=14).to_dict()["hconcat"][0]["title"] == "Mine"


@each_chart
@pytest.mark.parametrize("lang", plot.LANGUAGES)
def test_a_chart_is_drawn_without_a_network(name: str, lang: str) -> None:
    spec = CHARTS[name](lang=lang).to_dict()
    version = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
    png = vl_convert.vegalite_to_png(spec, vl_version=version, allowed_base_urls=[])  # no address is allowed
    assert min(Image.open(io.BytesIO(png)).size) > 100
    svg = html.unescape(vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[]))
    assert svg.startswith("<svg")
    assert spec["title"]["text"] in svg
    assert spec["title"]["subtitle"] in svg


def picture(chart: Any) -> Image.Image:
    """A small picture, in a font that comes with vl-convert, so that it is the same on every machine."""
    file = io.BytesIO()
    chart.configure(font="Liberation Sans").save(file, format="png", scale_factor=0.5)
    return Image.open(file).convert("RGB")


def difference(ours: Image.Image, theirs: Image.Image) -> float:
    """How much of the ink is elsewhere, after shrinking, as edges differ between versions: 0 for the same."""
    size = (theirs.width // 3, theirs.height // 3)
    mine, other = (image.convert("RGB").resize(size, Image.Resampling.BOX) for image in (ours, theirs))
    ink = sum(ImageStat.Stat(ImageChops.invert(other)).sum)
    return sum(ImageStat.Stat(ImageChops.difference(mine, other)).sum) / ink


@each_chart
def test_a_chart_looks_as_its_reference(name: str) -> None:
    """To draw the references anew: python -m tests.test_plot, and look at them."""
    file = PICTURES / f"{name}.png"
    assert file.stat().st_size < 60_000
    assert difference(picture(CHARTS[name]()), Image.open(file)) < TOLERANCE


TOLERANCE = 0.01
# what tells the series of a chart apart
SERIES = {
    "ties_over_time": None,
    "partners_over_time": "level",
    "ladder": "level",
    "partner_timeline": "table",
    "disputes_timeline": "status",  # None of an agreement
    "world_map": None,  # most cover too little: see tests/test_plot_world.py
    "network": "kind",
}


@each_chart
def test_a_chart_that_lacks_a_series_does_not_look_so(name: str) -> None:
    """Each series is dropped in turn."""
    reference = Image.open(PICTURES / f"{name}.png")
    series = SERIES[name]
    for dropped in {row[series] for row in rows(CHARTS[name]())} if series else {None}:
        chart = CHARTS[name]()
        kept = [row for row in rows(chart) if series and row[series] != dropped]
        chart.data = alt.InlineData(values=kept)
        assert difference(picture(chart), reference) > TOLERANCE, dropped


class Scripts(HTMLParser):
    """What a browser would run of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.run: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script"

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.run.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


# charts that have texts of records: of which table, in which column
SHOWN: dict[str, tuple[Callable[..., Any], str, str]] = {
    "ladder": (plot.ladder, "countries", "name"),
    "partner_timeline": (functools.partial(plot.partner_timeline, "LA"), "disputes", "title_en"),
    "disputes_timeline": (plot.disputes_timeline, "disputes", "title_en"),
    "world_map": (plot.world_map, "countries", "name"),
    "network": (plot.network, "countries", "name"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_hostile_texts_stay_texts(name: str, tmp_path: Path) -> None:
    draw, table, column = SHOWN[name]
    chart = draw(dataset=hostile.dataset(tmp_path, table, column))
    (script,) = Scripts(chart.to_html()).run
    written = script.partition("var spec = ")[2].partition(";\n")[0]
    assert json.loads(written) == chart.to_dict()
    assert re.search("<[!/?a-zA-Z]", written) is None
    assert "<\\u2060/script>" in written  # it is there
    assert [text for _, text in texts(chart.to_dict()) if re.search("[\x00-\x1f]", text)] == []


def test_a_hostile_text_is_shown_as_it_is_written(tmp_path: Path) -> None:
    dataset = hostile.dataset(tmp_path, "disputes", "title_en")
    shown = {row["dispute"].replace("\u2060", "") for row in rows(plot.disputes_timeline(dataset=dataset))}
    assert {text for text in hostile.TEXTS[:21] if text.isprintable()} <= shown
    assert words.inert("a < b") == "a < b"
    assert words.inert("<b></b>") == words.inert(words.inert("<b></b>")) == "<\u2060b><\u2060/b>"


def test_without_altair_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['altair'] = None\n"
        "import vnrelations as vn\n"
        "try: import vnrelations.plot\n"
        "except vn.MissingExtraError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "pip install 'vnrelations[plot]'" in said


if __name__ == "__main__":
    for name, draw in CHARTS.items():
        picture(draw()).save(PICTURES / f"{name}.png", optimize=True)
