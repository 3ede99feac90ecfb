"""The world by how Vietnam stood with each country on a day: as rows, as geometry, as a map."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import altair as alt

from ..face import dataset as shipped
from ..queries import HANOI
from ..vocabulary import NO_PARTNERS, CountryKind, Level
from .drawing import LEVEL_COLOURS, VERMILION, colour, data, tips, titled
from .words import check, listed, named, say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ..dates import DateLike
    from ..model import Country
    from ..queries import Dataset
    from .words import Lang

# How Vietnam may stand with a country, in the order of the legend.
STANDING_COLOURS: Mapping[str, str] = MappingProxyType(
    {str(level): shade for level, shade in LEVEL_COLOURS.items()}
    | {
        "relations": "#74add1",
        "other ties": "#c6dbef",
        "no relations": "#6b6b6b",
        "unknown": "#b0b0b0",
        "no state": "#e0e0e0",
        "home": VERMILION,
    }
)
# What Natural Earth draws and ISO 3166 has no number for: Kosovo, and two parts of countries in it.
_UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
# Drawn, but smaller than 15,000 square kilometres: two pixels of a map on a screen.
_TINY = frozenset({"BN", "CY", "GM", "JM", "LB", "LU", "ME", "PS", "QA", "TL", "TT", "VU", "XK"})
# Points (north, east) for those that had no borders of today: two capitals, and the union off its coast.
_POINTS = {"DDDE": (52.5, 13.4), "YDYE": (12.8, 45.0), "EU": (46.0, -37.0)}


def world_map(on: DateLike | None = None, *, lang: Lang = "en", dataset: Dataset | None = None) -> alt.LayerChart:
    """Draw the world coloured by how Vietnam stood with each country on a day.

    Borders are those of Natural Earth 4.1 (1:110 million), which draws who holds the ground: Crimea with Russia,
    Kashmir along the line of control, Western Sahara east of Morocco's berm; Kosovo, Palestine and Taiwan by
    themselves. Northern Cyprus and Somaliland have the colours of Cyprus and Somalia, French Guiana that of France; the
    islands of the South China Sea are too small to be drawn. None of this is a position of Vietnam's or ours.

    The borders are today's on every day. Before a state existed, its land has the colour of the former state that it is
    a successor of (the Soviet Union, Czechoslovakia, Yugoslavia, Serbia and Montenegro), and the tooltip says so; where
    none is recorded, as in colonies, it has "no state of its own". East Germany and South Yemen, whose successors
    existed beside them, are dots in their capitals. Vietnam is drawn whole, and ties are Hanoi's, as in
    ``vnrelations.ties``.

    Args:
        on: The day; that of the dataset if left out, the last one of a partial date.
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        Layers of the map, and of dots for those that are too small to see and for the European Union; their data are
        ``world_rows``, and ``world_geometry`` is inside.

    Raises:
        InvalidValueError: There is no such language.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is before the tables begin or after the dataset's day.

    Examples:
        >>> from vnrelations.plot import world_map
        >>> chart = world_map(1978, lang="vi")  # chart.save("world.png") writes it
        >>> [row["name"] for row in chart.data.values if row["id"] == "UA"]
        ['Liên Xô (nay là Ukraine)']
    """
    check(lang)
    dataset = dataset or shipped()
    day = dataset._day(on, "ties")
    rows = world_rows(day, lang=lang, dataset=dataset)
    shown = {row["standing"]: row["level"] for row in rows}
    shades = {shown[standing]: shade for standing, shade in STANDING_COLOURS.items() if standing in shown}
    base: alt.Chart = (
        alt.Chart()
        .transform_calculate(told="datum.name + ': ' + datum.held")
        .encode(
            color=colour("level", say("level", lang), shades, orient="bottom", columns=3, symbolType="square"),
            tooltip=tips(lang, name="country", held="level", since="since", related="related"),
            description="told:N",
        )
    )
    lands = alt.InlineData(values=world_geometry(), format=alt.TopoDataFormat(feature="countries", type="topojson"))
    areas = (
        base.transform_lookup(lookup="id", from_=alt.LookupData(data=lands, key="id"), as_="land")
        .transform_filter("datum.land")
        .mark_geoshape(stroke="white", strokeWidth=0.4)
        .encode(shape="land:G")
    )
    placed = base.transform_filter("datum.lat !== null").encode(latitude="lat:Q", longitude="lon:Q")
    dots = placed.mark_circle(size=28, opacity=1, stroke="white", strokeWidth=0.5)
    label = (
        placed.transform_filter("datum.id === 'EU'")
        .mark_text(dy=11, fontSize=10)
        .encode(text="name:N", color=alt.value("black"))
    )
    chart = alt.LayerChart(layer=[areas, dots, label], data=data(rows), width=800, height=400).project(
        type="equalEarth",
        rotate=[-11, 0, 0],  # the cut goes through the Bering Strait
    )
    held = Counter({row["partner"]: row["standing"] for row in rows}.values())
    told = say("map told", lang).format(
        day=day, numbers=listed([f"{shown[s]} {held[s]}" for s in STANDING_COLOURS if s in shown and s != "home"], lang)
    )
    return titled(chart, say("map title", lang).format(day=day), told, lang, dataset, source="map source")


def world_rows(
    on: DateLike | None = None, *, lang: Lang = "en", dataset: Dataset | None = None
) -> list[dict[str, Any]]:
    """Return how Vietnam stood with each country on a day, as the rows of the map, to join to a geometry of your own.

    Args:
        on: The day; that of the dataset if left out, the last one of a partial date.
        lang: The language of ``name`` and ``level``: ``"en"``, ``"vi"`` or ``"zh"``.
        dataset: Another dataset than the one that is shipped.

    Returns:
        A row a country of today or point, by ``id``. ``partner`` is the id of the state that it was on that day,
        ``name`` what that is called. ``standing`` is a level of partnership (the ranked one where there are several);
        ``"relations"``, counted ones or the union's; ``"other ties"``, which are not counted; ``"no relations"``;
        ``"unknown"``, counted ones that began no source says when; ``"no state"``, as a colony or dependency; or
        ``"home"``. ``level`` is what that is called, ``held`` all levels that held together. ``since`` is when it
        began, ``related`` when full relations were established, as the records write it. ``lat`` and ``lon`` place a
        dot; None if the borders of ``world_geometry`` are large enough to be seen.

    Raises:
        InvalidValueError: There is no such language.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is before the tables begin or after the dataset's day.

    Examples:
        >>> from vnrelations.plot import world_rows
        >>> {row["id"]: (row["standing"], row["since"]) for row in world_rows(2013)}["US"]
        ('comprehensive', '2013-07-25')
    """
    check(lang)
    dataset = dataset or shipped()
    day = dataset._day(on, "ties")
    countries = dataset.countries()
    drawn = {shape["id"] for shape in world_geometry()["objects"]["countries"]["geometries"]}
    rows = []
    for country in countries:
        point: tuple[float | None, float | None] | None = _POINTS.get(country.id)
        if country.id not in drawn and country.kind in NO_PARTNERS | {CountryKind.FORMER_STATE} and not point:
            continue
        partner = country if point else _holder(country, day, dataset)
        standing, held, since = _standing(partner, day, lang, dataset)
        if point and standing == "no state":
            continue
        if not point and (country.id not in drawn or country.id in _TINY):
            point = (country.lat, country.lon)
        name = named(partner.names, lang)
        today = named(country.names, lang)
        established = dataset.relations_with(partner, on=day).established
        rows.append(
            {
                "id": country.id,
                "partner": partner.id,
                "name": name if partner == country else say("today", lang).format(then=name, today=today),
                "standing": standing,
                "level": _level(standing, lang),
                "held": held,
                "since": since,
                "related": str(established or ""),
                "lat": point[0] if point else None,
                "lon": point[1] if point else None,
            }
        )
    return rows


def world_geometry() -> dict[str, Any]:
    """Return the borders of the map: a TopoJSON topology whose object ``countries`` has a shape for each id.

    They are Natural Earth's, as the npm package world-atlas 2.0.2 ships them, without Antarctica.

    Examples:
        >>> from vnrelations.plot import world_geometry
        >>> shapes = world_geometry()["objects"]["countries"]["geometries"]
        >>> len(shapes), shapes[0]["id"]
        (174, 'FJ')
    """
    file = resources.files("vnrelations.plot").joinpath("countries-110m.json")
    topology: dict[str, Any] = json.loads(file.read_text("utf-8"))
    ids = {c.numeric: c.id for c in shipped().countries() if len(c.id) == 2}  # those of ISO 3166-1
    shapes: dict[str, dict[str, Any]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        key = ids[shape["id"]] if "id" in shape else _UNNUMBERED[shape["properties"]["name"]]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        known = shapes.setdefault(key, {"type": "MultiPolygon", "id": key, "arcs": []})
        known["arcs"] += polygons
    del shapes["AQ"]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": list(shapes.values())}},
        "arcs": topology["arcs"],
    }


def _holder(country: Country, day: dt.date, dataset: Dataset) -> Country:
    """The state that the land of a country of today was on that day, as far as ``successors`` tell."""
    if country.existed(day) or dataset.ties(country, on=day):
        return country
    former = dataset.countries("former state")
    parents = [f for f in former if country in f.successors]
    elders = [f for f in former if any(parent in f.successors for parent in parents)]
    return next((f for f in parents + elders if f.existed(day)), country)


def _level(standing: str, lang: Lang) -> str:
    return named(Level(standing).names, lang) if standing in list(Level) else say(standing, lang)


def _standing(partner: Country, day: dt.date, lang: Lang, dataset: Dataset) -> tuple[str, str, str]:
    """How Vietnam stood with a state, all that held called by its names, and since when."""
    if partner.kind is CountryKind.HOME:
        return "home", say("home", lang), ""
    if held := sorted(dataset.relations_with(partner, on=day).partnerships, key=lambda p: list(Level).index(p.level)):
        names = listed(dict.fromkeys(named(p.level.names, lang) for p in held), lang)
        return str(held[0].level), names, str(held[0].since or f"≤ {held[0].attested}")
    if ties := dataset.ties(partner, on=day):
        tie = max(ties, key=lambda t: (t.counted, t.begins))
        standing = "relations" if tie.counted or partner.kind is CountryKind.UNION else "other ties"
        return standing, say(standing, lang), str(tie.since or f"≤ {tie.attested}")
    spells = [t for t in dataset.tables["ties"] if t.country == partner and t.counted and t.regime in HANOI]
    later = min((t for t in spells if t.begins > day), key=lambda t: t.begins, default=None)
    if partner.kind in NO_PARTNERS or partner.kind is CountryKind.UNION or not partner.existed(day):
        standing = "no state"
    else:
        standing = "no relations" if later is None or later.since else "unknown"
    return standing, say(standing, lang), ""
