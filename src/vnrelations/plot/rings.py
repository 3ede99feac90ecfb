"""Vietnam among its partners, on rings by level, with the disputes that are not resolved."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import altair as alt

from ..face import dataset as shipped
from ..vocabulary import DisputeStatus, Level
from .drawing import LEVEL_COLOURS, STATUS_COLOURS, VERMILION, colour, data, tips, titled
from .words import check, listed, named, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dates import DateLike
    from ..model import Country, Dispute, Partnership
    from ..queries import Dataset
    from .words import Lang

# How far from the centre each rank stands.
_RINGS = {4: 0.45, 3: 0.6, 2: 0.75, 1: 0.9}
_OUTSIDE = 1.05  # parties to a dispute that are no partners
_RIM, _EDGE = 1.1, 1.5
_UNRESOLVED = (DisputeStatus.OPEN, DisputeStatus.MANAGED)
_CONTINENTS = ("Asia", "Oceania", "Africa", "Europe", "Americas")  # around the circle, from the top to the right


def network(on: DateLike | None = None, *, lang: Lang = "en", dataset: Dataset | None = None) -> alt.LayerChart:
    """Draw Vietnam in the centre of its partners, the nearer the higher the level, and what is in dispute among them.

    Args:
        on: The day; that of the dataset if left out, the last one of a partial date.
        lang: The language of the words: ``"en"``, ``"vi"`` or ``"zh"``. A title of a dispute that no source gives in it
            is English.
        dataset: Another dataset than the one that is shipped.

    Returns:
        Every partner of the day, and who else is party to an unresolved dispute, each on a spoke of its own, by
        continent and region. A ring a ranked level; a special relationship is put on the innermost ring and a sectoral
        partnership on the outermost of them, though neither has a rank. A thick spoke is a dispute with that partner,
        a line between two partners one to which both are parties.

    Raises:
        InvalidValueError: There is no such language.
        InvalidDateError: ``on`` is no date.
        OutOfCoverageError: ``on`` is before the tables begin or after the dataset's day.

    Examples:
        >>> from vnrelations.plot import network
        >>> chart = network(2005)  # chart.save("network.svg") writes it
        >>> [row["name"] for row in chart.data.values if row["kind"] == "partner" and row["since"]]
        ['South Korea', 'Indonesia', 'Laos', 'Singapore', 'South Africa', 'Russia']
    """
    check(lang)
    dataset = dataset or shipped()
    day = dataset._day(on, "ties")
    held: dict[Country, Partnership] = {}
    for p in sorted(dataset.partners(on=day), key=lambda p: list(Level).index(p.level)):
        held.setdefault(p.partner, p)
    disputes = [d for d in dataset.disputes(on=day) if d.status in _UNRESOLVED]
    countries = {*held, *(party for d in disputes for party in d.parties)}
    angles = _around(countries)
    levels = {c: held[c].level if c in held else None for c in countries}
    places = {c: _place(angles[c], _radius(level)) for c, level in levels.items()}
    none = say("no partnership", lang)
    words = {level: named(level.names, lang) if level else none for level in (*LEVEL_COLOURS, None)}

    rows: list[dict[str, Any]] = []
    for slot, angle in angles.items():
        label = {"kind": "label", "bold": isinstance(slot, str), **_label(angle)}
        if isinstance(slot, str):
            rows.append({**label, "name": say(slot, lang)})
            continue
        x, y = places[slot]
        name, level = named(slot.names, lang), words[levels[slot]]
        since = str(held[slot].since or f"≤ {held[slot].attested}") if slot in held else ""
        rows.append({**label, "name": name})
        rows.append({"kind": "partner", "id": slot.id, "name": name, "level": level, "since": since, "x": x, "y": y})
    rows += _lines(disputes, places, lang)

    shown = [level for level in (*LEVEL_COLOURS, None) if level in levels.values()]
    shades = {words[level]: LEVEL_COLOURS[level] if level else "#6b6b6b" for level in shown}
    layers, frame = _layers(shades, lang), alt.ViewBackground(stroke=None)
    chart: alt.LayerChart = alt.LayerChart(
        layer=layers, data=data(rows), width=700, height=700, view=frame
    ).resolve_scale(color="independent")
    numbers = Counter(levels.values())
    parties = listed(sorted({named(c.names, lang) for d in disputes for c in d.parties}), lang)
    told = say("network told", lang).format(
        day=day,
        numbers=listed([f"{words[level]} {numbers[level]}" for level in shown], lang) or say("nobody", lang),
        parties=parties or say("nobody", lang),
    )
    return titled(chart, say("network title", lang).format(day=day), told, lang, dataset)


def _layers(shades: dict[str, str], lang: Lang) -> list[alt.Chart]:
    """What is drawn, from the back to the front."""
    scale = alt.Scale(domain=[-_EDGE, _EDGE], nice=False)
    x, y = (alt.X("x:Q", scale=scale, axis=None), alt.Y("y:Q", scale=scale, axis=None))
    rings = [
        alt.Chart(alt.sequence(0, 361, 3, as_="degree"))
        .transform_calculate(x=f"{radius} * sin(datum.degree * PI / 180)", y=f"{radius} * cos(datum.degree * PI / 180)")
        .mark_line(color="#e0e0e0", strokeWidth=1)
        .encode(x=x, y=y, order="degree:Q")
        for radius in _RINGS.values()
    ]
    base = alt.Chart().encode(x=x, y=y)
    partners = base.transform_filter("datum.kind === 'partner'")
    to_centre = {"x2": alt.datum(0), "y2": alt.datum(0)}
    names = base.transform_filter("datum.kind === 'label' && !datum.bold")
    leaders = names.mark_rule(color="#f0f0f0", strokeWidth=0.8).encode(**to_centre)
    spokes = partners.mark_rule(color="#bdbdbd", strokeWidth=0.8).encode(**to_centre)
    disputed = (
        base.transform_filter("datum.kind === 'dispute'")
        .mark_rule(opacity=0.9)
        .encode(
            x2="x2:Q",
            y2="y2:Q",
            color=colour(
                "status",
                say("dispute", lang),
                {say(s, lang): STATUS_COLOURS[s] for s in _UNRESOLVED},
                symbolType="stroke",
            ),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            tooltip=tips(lang, parties="parties", dispute="dispute", status="status"),
        )
    )
    nodes = partners.mark_circle(size=90, opacity=1, stroke="white", strokeWidth=0.8).encode(
        color=colour("level", say("level", lang), shades),
        tooltip=tips(lang, name="partner", level="level", since="since"),
    )
    labels = [  # along their spokes, read from the left, so that those on the left end at the rim
        base.transform_filter(f"datum.kind === 'label' && {'' if right else '!'}datum.right && {bold}")
        .mark_text(align="left" if right else "right", fontWeight="bold" if bold == "datum.bold" else "normal")
        .encode(text="name:N", angle=alt.Angle("angle:Q", scale=None))
        for right in (True, False)
        for bold in ("datum.bold", "!datum.bold")
    ]
    centre = alt.Chart(alt.InlineData(values=[{"name": say("home", lang), "x": 0, "y": 0}])).encode(x=x, y=y)
    home = [
        centre.mark_circle(size=220, color=VERMILION, opacity=1),
        centre.mark_text(dy=18, fontSize=13, fontWeight="bold", stroke="white", strokeWidth=3).encode(text="name:N"),
        centre.mark_text(dy=18, fontSize=13, fontWeight="bold").encode(text="name:N"),
    ]
    return [*rings, leaders, spokes, disputed, nodes, *labels, *home]


def _around(countries: Iterable[Country]) -> dict[str | Country, float]:
    """An angle for each country and, before those of a continent, for its name; neighbours are side by side."""
    groups = {name: [c for c in countries if _continent(c) == name] for name in _CONTINENTS}
    slots: list[str | Country] = []
    for name, members in groups.items():
        if members:
            slots += [name, *sorted(members, key=lambda c: (c.region, c.name, c.id))]
    return {slot: math.tau * index / len(slots) for index, slot in enumerate(slots)}


def _radius(level: Level | None) -> float:
    """How far out a level stands; of the two without a rank, special on the highest ring, sectoral on the lowest."""
    if level is None:
        return _OUTSIDE
    return _RINGS[level.rank or (4 if level is Level.SPECIAL else 1)]


def _continent(country: Country) -> str:
    """The continent of a subregion of the UN's M49 scheme."""
    for name in ("Asia", "Europe", "Africa"):
        if name in country.region:
            return name
    return "Americas" if "America" in country.region or country.region == "Caribbean" else "Oceania"


def _place(angle: float, radius: float) -> tuple[float, float]:
    """A point, the angle counted from the top to the right."""
    return round(radius * math.sin(angle), 4), round(radius * math.cos(angle), 4)


def _label(angle: float) -> dict[str, Any]:
    """Where a name stands outside the rings, and how it is turned: along its spoke, never upside down."""
    x, y = _place(angle, _RIM)
    degrees = math.degrees(angle)
    right = degrees <= 180
    return {"x": x, "y": y, "right": right, "angle": round(degrees - 90 if right else degrees - 270, 2)}


def _lines(disputes: list[Dispute], places: dict[Country, tuple[float, float]], lang: Lang) -> list[dict[str, Any]]:
    """A line from Vietnam to each party of a dispute, and between each two of them."""
    between: defaultdict[tuple[Country, ...], list[Dispute]] = defaultdict(list)
    for d in disputes:
        for pair in [*((party,) for party in d.parties), *itertools.combinations(d.parties, 2)]:
            between[pair].append(d)
    return [
        {
            "kind": "dispute",
            "parties": listed([named(c.names, lang) for c in pair], lang),
            "dispute": "; ".join(named(d.titles, lang) for d in met),
            "status": say(min((d.status for d in met), key=_UNRESOLVED.index), lang),
            "width": 3 if len(pair) == 1 else 1,
            "x": places[pair[0]][0],
            "y": places[pair[0]][1],
            "x2": places[pair[1]][0] if len(pair) == 2 else 0,
            "y2": places[pair[1]][1] if len(pair) == 2 else 0,
        }
        for pair, met in between.items()
    ]
