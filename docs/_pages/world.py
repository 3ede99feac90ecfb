"""The map of the site: the shapes of ``vnrelations.plot``, projected once, and how Vietnam stood in each year."""

from __future__ import annotations

import functools
import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from vnrelations.plot import STANDING_COLOURS, world_geometry, world_rows
from vnrelations.vocabulary import NO_PARTNERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2

    from vnrelations import Country, Dataset

WIDTH, HEIGHT = 1000, 460
_EAST = 11.5  # the meridian in the middle: the cut goes through the Bering Strait, between all islands
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson and Jenny 2018


class Locator(NamedTuple):
    """Where a partner is on the map: its outline, and a point if that is too small to see or there is none."""

    outline: str
    point: tuple[float, float] | None


def map_page(environment: jinja2.Environment, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The page of the map."""
    last = dataset.as_of.latest
    years = [*range(dataset.coverage["ties"].earliest.year, last.year), last.year]
    standings = {year: world_rows(year if year < last.year else last, dataset=dataset) for year in years}
    changes: dict[str, list[list[Any]]] = {}
    levels = {}
    for year, rows in standings.items():
        for row in rows:
            levels[row["standing"]] = row["level"]
            steps = changes.setdefault(row["id"], [])
            if not steps or steps[-1][1:] != [row["standing"], row["name"]]:
                steps.append([year, row["standing"], row["name"]])
        here = {row["id"] for row in rows}
        for key in changes.keys() - here:  # a point for a state that was there only for a time
            if changes[key][-1][1] is not None:
                changes[key].append([year, None, ""])
    now = {row["id"]: row for row in standings[last.year]}
    countries = {c.id: c for c in dataset.tables["countries"]}
    yield (
        "map.md",
        environment.get_template("map.md").render(
            width=WIDTH,
            height=HEIGHT,
            first=years[0],
            last=years[-1],
            as_of=dataset.as_of,
            places=[(countries[key], locator(countries[key], dataset), now.get(key)) for key in sorted(changes)],
            address=_address,
            colours=STANDING_COLOURS,
            levels=levels,
            # Inside a script element only "</" could end it.
            data=Markup(json.dumps({"changes": changes, "levels": levels}, ensure_ascii=False).replace("<", "\\u003c")),
        ),
    )


def _address(country: Country) -> str:
    """The page of a partner, or the row of a country that is none."""
    kind = "records/countries.html#{}" if country.kind in NO_PARTNERS else "partners/{}.html"
    return kind.format(country.id if country.kind in NO_PARTNERS else country.id.lower())


def base_map() -> str:
    """The picture that a partner's page marks its place on."""
    paths = "".join(f'<path d="{outline}"/>' for outline in _outlines().values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<g fill="#b8c4ce" stroke="#fff" stroke-width=".5">{paths}</g></svg>'
    )


def locator(country: Country, dataset: Dataset) -> Locator:
    """Where a country is; the outline of a former state is that of its successors, one that is gone has none."""
    outlines = _outlines()
    held = [country, *country.successors] if country.id not in outlines else [country]
    outline = "".join(outlines[c.id] for c in held if c.id in outlines)
    rows = {row["id"]: row for row in _points(dataset)}
    row = rows.get(country.id)
    if row and row["lat"] is not None:
        return Locator(outline, project(row["lon"], row["lat"]))
    if not outline and country.lat is not None and country.lon is not None:
        return Locator(outline, project(country.lon, country.lat))
    return Locator(outline, None)


def project(east: float, north: float) -> tuple[float, float]:
    """A place on the globe, in degrees, to its place on the map: the Equal Earth projection."""
    shifted = math.radians((east - _EAST + 180) % 360 - 180)
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(north)))
    a, b, c, d = _EQUAL_EARTH
    x = 2 * math.sqrt(3) * shifted * math.cos(angle)
    x /= 3 * (9 * d * angle**8 + 7 * c * angle**6 + 3 * b * angle**2 + a)
    y = d * angle**9 + c * angle**7 + b * angle**3 + a * angle
    scale = WIDTH / 5.42  # the width of the globe in this projection
    return round(WIDTH / 2 + scale * x, 1), round(0.535 * HEIGHT - scale * y, 1)  # little of the south is land


@functools.cache
def _points(dataset: Dataset) -> tuple[dict[str, Any], ...]:
    return tuple(world_rows(dataset=dataset))


@functools.cache
def _outlines() -> dict[str, str]:
    """The outline of each country that has one, as the data of an SVG path."""
    topology = world_geometry()
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:  # each point is told by its distance from the one before
            x, y = x + step_x, y + step_y
            line.append(project(x * scale_x + left, y * scale_y + bottom))
        arcs.append(line)
    outlines = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        rings = [ring for polygon in shape["arcs"] for ring in polygon]
        lines = [[p for n in ring for p in (arcs[n] if n >= 0 else reversed(arcs[~n]))] for ring in rings]
        outlines[shape["id"]] = "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in line) + "Z" for line in lines)
    return outlines
