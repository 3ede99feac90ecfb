"""What the charts have in common: colours, axes, legends, the title with its source."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import altair as alt

from ..vocabulary import DisputeStatus, Level
from .words import inert, named, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..queries import Dataset
    from .words import Lang

_Chart = TypeVar("_Chart", alt.Chart, alt.LayerChart)

DAY = dt.timedelta(1)
RANKED = tuple(level for level in Level if level.rank is not None)  # highest first
# Viridis from dark to light: the order shows without colour too. What is not a scale is of Okabe and Ito's palette.
LEVEL_COLOURS = dict(zip(RANKED, ("#440154", "#31688e", "#35b779", "#fde725"), strict=True)) | {
    Level.SPECIAL: "#cc79a7",
    Level.SECTORAL_STRATEGIC: "#e69f00",
}
STATUS_COLOURS = {
    DisputeStatus.OPEN: "#d55e00",
    DisputeStatus.MANAGED: "#e69f00",
    DisputeStatus.RESOLVED: "#56b4e9",
}
BLUE, PALE_BLUE, VERMILION = "#0072b2", "#56b4e9", "#d55e00"
ROWS = alt.Axis(grid=True, labelLimit=500, labelPadding=6, maxExtent=600, ticks=False)  # no long name is cut


def data(values: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    """The rows of a chart, their texts inert."""
    return alt.InlineData(
        values=[{key: inert(cell) if isinstance(cell, str) else cell for key, cell in row.items()} for row in values]
    )


def days_of(changes: Iterable[dt.date], first: dt.date, last: dt.date) -> list[dt.date]:
    """The first day, those of change, and the last, so that the steps reach both ends."""
    return sorted({first, last, *(day for day in changes if first <= day <= last)})


def time(field: str, lang: Lang) -> alt.X:
    """Days along the horizontal axis, the same in every reader's time zone."""
    return alt.X(f"{field}:T", title=say("year", lang), scale=alt.Scale(type="utc"), axis=alt.Axis(format="%Y"))


def level_colour(lang: Lang, levels: Iterable[Level]) -> alt.Color:
    """The colours of these levels, with a legend in that order."""
    return colour("level", say("level", lang), {named(level.names, lang): LEVEL_COLOURS[level] for level in levels})


def colour(field: str, title: str, colours: Mapping[str, str], **legend: Any) -> alt.Color:
    """A colour a value, with a legend in that order."""
    return alt.Color(
        f"{field}:N",
        title=title,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(labelLimit=300, **legend),
    )


def tips(lang: Lang, **fields: str) -> list[alt.Tooltip]:
    """A tooltip of these fields, each called by one of our words."""
    return [alt.Tooltip(f"{field}:N", title=say(word, lang)) for field, word in fields.items()]


def titled(chart: _Chart, title: str, told: str, lang: Lang, dataset: Dataset, *, source: str = "source") -> _Chart:
    """The chart with its title, source line and alternative text; no configuration, so that charts can be joined."""
    credit = say(source, lang).format(version=dataset.version, day=dataset.as_of)
    heading = alt.TitleParams(text=inert(title), subtitle=inert(credit), anchor="start", offset=12)
    return chart.properties(title=heading, description=inert(told))
