"""Charts: their data are what the queries say, in three languages, drawn without a network."""

from __future__ import annotations

import datetime as dt
import html
import io
import itertools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest
import vl_convert
from PIL import Image, ImageChops, ImageStat

import vnrelations as vn
from vnrelations import plot

PICTURES = Path(__file__).parent / "pictures"
CHARTS: dict[str, Callable[..., Any]] = {
    "ties_over_time": plot.ties_over_time,
    "partners_over_time": plot.partners_over_time,
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
    file = io.BytesIO()
    chart.save(file, format="png", scale_factor=0.5)
    return Image.open(file).convert("RGB")


def difference(ours: Image.Image, theirs: Image.Image) -> float:
    """How much of the ink is elsewhere, after shrinking, as fonts and edges differ between machines: 0 for the same."""
    size = (theirs.width // 3, theirs.height // 3)
    mine, other = (image.convert("RGB").resize(size, Image.Resampling.BOX) for image in (ours, theirs))
    ink = sum(ImageStat.Stat(ImageChops.invert(other)).sum)
    return sum(ImageStat.Stat(ImageChops.difference(mine, other)).sum) / ink


@each_chart
def test_a_chart_looks_as_its_reference(name: str) -> None:
    """To draw the references anew: python tests/test_plot.py, and look at them."""
    file = PICTURES / f"{name}.png"
    assert file.stat().st_size < 60_000
    assert difference(picture(CHARTS[name]()), Image.open(file)) < TOLERANCE


TOLERANCE = 0.02
# what tells the series of a chart apart
SERIES = {"ties_over_time": None, "partners_over_time": "level"}


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
        picture(draw()).quantize(64).save(PICTURES / f"{name}.png", optimize=True)
