"""The world map: its rows are what the queries say, its borders whole, its small states to be seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import itertools
import json
import math
import re
from collections import Counter
from importlib import resources
from typing import Any

import altair as alt
import pytest
import vl_convert
from shapely.geometry import MultiPolygon, Point, Polygon

import vnrelations as vn
from vnrelations import plot
from vnrelations.plot import drawing, world
from vnrelations.vocabulary import NO_PARTNERS

DAYS = [
    "1945-09-02",
    "1950-02-10",
    "1957",
    "1960",
    "1969-06",
    "1975-05",
    "1978",
    "1989",
    "1991-12-25",
    "1991-12-26",
    "1992",
]
DAYS += ["2004", "2006-06-04", "2008-02-17", "2011-07-10", "2019-02", "2025-08-05", str(vn.dataset().as_of)]
LEVELS = {str(level) for level in vn.Level}


def standing(on: str | None = None, lang: plot.Lang = "en") -> dict[str, dict[str, Any]]:
    rows = plot.world_rows(on, lang=lang)
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    return by_id


def partners_by_standing(rows: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    kinds = {row["standing"] for row in rows.values()}
    return {kind: {row["partner"] for row in rows.values() if row["standing"] == kind} for kind in kinds}


@pytest.mark.parametrize("on", DAYS)
def test_the_rows_are_what_the_queries_say(on: str) -> None:
    rows = standing(on)
    stood = partners_by_standing(rows)
    assert sum(map(len, stood.values())) == len(set.union(*stood.values()))  # nobody stands twice
    levels: dict[str, list[vn.Level]] = {}
    for p in vn.partners(on=on):
        levels.setdefault(p.partner.id, []).append(p.level)
    order = list(vn.Level)
    assert {key: min(held, key=order.index) for key, held in levels.items()} == {
        key: kind for kind in LEVELS & set(stood) for key in stood[kind]
    }
    # On two days of 1991 the Soviet Union's ties held beside all the states that came after it.
    ties = [t for t in vn.ties(on=on) if t.country.id != "SUHH" or on not in ("1991-12-25", "1991-12-26")]
    counted = {t.country.id for t in ties if t.counted}
    union = {"EU"} if vn.ties("EU", on=on) else set()
    assert stood.get("relations", set()) == (counted | union) - set(levels)
    without = {c.id for c in vn.without_ties(on=on)} - set(levels)
    other = {t.country.id for t in ties} - counted - union - set(levels)
    assert stood.get("other ties", set()) == other
    assert stood["no relations"] | stood.get("unknown", set()) == without - other
    assert stood["home"] == {"VN"}


def test_whom_the_records_leave_open() -> None:
    rows = standing("1990")
    assert rows["TD"]["standing"] == "unknown"  # a tie attested in 2019 whose beginning no source gives
    assert rows["TD"]["partner"] == "TD"
    assert rows["US"]["standing"] == "no relations"
    assert rows["GL"]["standing"] == rows["NC"]["standing"] == standing("1989")["NA"]["standing"] == "no state"
    assert standing(str(vn.dataset().as_of))["VA"]["standing"] == "other ties"


def test_since_when_and_all_that_holds() -> None:
    rows = standing("2015-01")
    assert (rows["US"]["since"], rows["US"]["related"]) == ("2013-07-25", "1995-07-12")
    now = standing()
    assert now["RU"]["related"] == str(vn.relations_with("RU").established)
    assert now["NL"]["held"] == "comprehensive partnership, sectoral strategic partnership"
    assert now["NL"]["level"] == "comprehensive partnership"
    for row in now.values():
        p = vn.relations_with(row["partner"]).partnership
        if p is not None:
            assert row["since"] == str(p.since or f"≤ {p.attested}")


@pytest.mark.parametrize(
    ("on", "today", "then", "name"),
    [
        ("1978", "UA", "SUHH", "Soviet Union (today Ukraine)"),
        ("1978", "SK", "CSHH", "Czechoslovakia (today Slovakia)"),
        ("1978", "ME", "YUCS", "Yugoslavia (today Montenegro)"),
        ("1978", "EE", "EE", "Estonia"),
        ("1978", "DE", "DE", "Germany"),
        ("2005", "RS", "CSXX", "Serbia and Montenegro (today Serbia)"),
        ("1995", "HR", "HR", "Croatia"),
        ("2010", "UA", "UA", "Ukraine"),
    ],
)
def test_land_has_the_colour_of_the_state_that_it_was(on: str, today: str, then: str, name: str) -> None:
    row = standing(on)[today]
    assert (row["partner"], row["name"]) == (then, name)
    if then != today:
        tie = vn.ties(then, on=on)[0]
        assert (row["standing"], row["since"]) == ("relations", str(tie.since))


def test_a_state_beside_its_successor_is_a_dot() -> None:
    germany, east = standing("1960")["DE"], standing("1960")["DDDE"]
    assert (germany["standing"], east["standing"], east["partner"]) == ("no relations", "relations", "DDDE")
    assert (east["lat"], east["lon"]) == (52.5, 13.4)
    assert {"DDDE", "YDYE"} <= set(standing("1980"))
    assert not {"DDDE", "YDYE"} & set(standing("1991"))


def shapes() -> dict[str, MultiPolygon]:
    """The borders, decoded by the TopoJSON specification."""
    topology = plot.world_geometry()
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [(x * sx + tx, y * sy + ty) for x, y in itertools.accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))]
        for arc in topology["arcs"]
    ]

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            points += arcs[index] if index >= 0 else arcs[~index][::-1]
        return points

    countries = topology["objects"]["countries"]["geometries"]
    assert len({shape["id"] for shape in countries}) == len(countries)
    return {
        shape["id"]: MultiPolygon([Polygon(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in shape["arcs"]])
        for shape in countries
    }


def area(shape: MultiPolygon) -> float:
    """Square kilometres on a sphere."""
    return sum(
        abs(
            sum(
                math.radians(x2 - x1) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2))) / 2
                for (x1, y1), (x2, y2) in itertools.pairwise(polygon.exterior.coords)
            )
        )
        * 6371**2
        for polygon in shape.geoms
    )


def test_the_borders_are_where_the_countries_are() -> None:
    drawn = shapes()
    assert {"SS", "XK", "PS", "EH", "TW", "TL", "ME", "VN"} <= set(drawn)
    assert set(drawn) <= {c.id for c in vn.countries()}
    for place, (lat, lon) in {
        "VN": (21.0, 105.8),
        "SS": (6.9, 30.0),
        "EH": (24.2, -12.5),  # east of the berm only
        "CY": (35.35, 33.5),  # its north too
        "SO": (9.6, 45.0),  # Somaliland too
        "XK": (42.6, 20.9),
        "FR": (4.0, -53.0),  # Guiana
    }.items():
        assert [key for key, shape in drawn.items() if shape.contains(Point(lon, lat))] == [place]
    for country in vn.countries():
        if country.id in drawn and country.lat is not None and country.lon is not None:
            assert drawn[country.id].distance(Point(country.lon, country.lat)) < 3, country


def test_every_partner_can_be_seen() -> None:
    drawn = shapes()
    small = {key for key, shape in drawn.items() if area(shape) < 15_000}
    assert {key for key in small if vn.country(key).kind not in NO_PARTNERS} == world._TINY
    rows = standing()
    dotted = {key for key, row in rows.items() if row["lat"] is not None and row["lon"] is not None}
    partners = {c.id for c in vn.countries() if c.kind not in NO_PARTNERS and c.kind != "former state"}
    assert partners <= set(drawn) | dotted
    assert partners - set(drawn) | world._TINY == dotted
    assert partners | {"VN"} <= set(rows)


def test_the_borders_are_those_that_world_atlas_ships() -> None:
    file = resources.files("vnrelations.plot").joinpath("countries-110m.json").read_bytes()
    assert hashlib.sha256(file).hexdigest() == SHA256


SHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"


def luminance(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def product(matrix: list[list[float]], vector: list[float]) -> list[float]:
    return [sum(m * v for m, v in zip(line, vector, strict=True)) for line in matrix]


def lab(colour: str, seen: list[list[float]]) -> list[float]:
    rgb = [min(max(part, 0), 1) for part in product(seen, luminance(colour))]
    xyz = product([[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8729]], rgb)
    x, y, z = (math.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


# Machado, Oliveira and Fernandes 2009, severity 1
VISIONS = {
    "full": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("colours", [plot.STANDING_COLOURS, drawing.STATUS_COLOURS, drawing.LEVEL_COLOURS])
def test_colours_differ_for_the_colour_blind(vision: str, colours: dict[str, str]) -> None:
    """A difference of 2.3 in CIELAB can just be seen side by side."""
    seen = {str(name): lab(colour, VISIONS[vision]) for name, colour in {**colours, "paper": "#ffffff"}.items()}
    for one, other in itertools.combinations(seen, 2):
        assert math.dist(seen[one], seen[other]) > 10, (one, other)


@pytest.mark.parametrize("on", ["1960", "2020", str(vn.dataset().as_of)])
def test_everything_is_drawn_in_its_colour(on: str) -> None:
    chart = plot.world_map(on)
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=VERSION, allowed_base_urls=[])
    painted = Counter(re.findall(r'<path[^>]*? fill="(#\w+)"', svg))
    drawn, expected = set(shapes()), Counter[str]()
    for row in standing(on).values():
        expected[plot.STANDING_COLOURS[row["standing"]]] += (row["id"] in drawn) + (row["lat"] is not None)
    for colour in list(expected):
        expected[colour] += 1  # in the legend
    assert painted == expected
    told = [html.unescape(label) for label in re.findall(r'<path aria-label="([^"]*)" role="graphics-symbol"', svg)]
    assert "Vietnam: Vietnam" in told
    assert len(told) > 200


VERSION = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]


def test_the_map_is_small() -> None:
    spec = json.dumps(plot.world_map().to_dict(), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(spec) < 170_000


def test_days_outside_the_record_are_refused() -> None:
    for draw in (plot.world_map, plot.world_rows, plot.network):
        with pytest.raises(vn.OutOfCoverageError):
            draw(1944)
        with pytest.raises(vn.OutOfCoverageError):
            draw(vn.dataset().as_of.latest + dt.timedelta(1))
        with pytest.raises(vn.InvalidDateError):
            draw("soon")
    with pytest.raises(vn.InvalidValueError, match="there is no language 'fr'"):
        plot.world_rows(lang="fr")  # type: ignore[arg-type]
