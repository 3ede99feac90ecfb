"""The record as charts of Vega-Altair, to be changed further, shown in a notebook or saved as HTML, PNG or SVG.

Each chart carries its data, fetches nothing, and says what the queries say with ``on=`` on every day of change. Days
are drawn in UTC, so that no reader's time zone moves them. ``chart.save("chart.html", inline=True)`` carries the
libraries of the page too. Names and titles are texts in any page: where one has ``<`` before a letter, as a tag would,
an invisible word joiner follows that.

A PNG in Chinese needs a font with its characters on the machine that draws it, such as Debian's ``fonts-noto-cjk``, or
its folder given to ``vl_convert.register_font_directory``; ``chart.configure(font="Noto Sans CJK SC")`` chooses it
where another comes first. An SVG leaves its letters to the reader's machine.
"""

from __future__ import annotations

from ..errors import MissingExtraError

try:
    import altair  # noqa: F401
except ImportError as _error:
    raise MissingExtraError(f"charts need altair ({_error}): pip install 'vnrelations[plot]'") from _error

from .counts import partners_over_time, ties_over_time
from .rings import network
from .timelines import disputes_timeline, ladder, partner_timeline
from .words import LANGUAGES, Lang
from .world import STANDING_COLOURS, world_geometry, world_map, world_rows

__all__ = [
    "LANGUAGES",
    "STANDING_COLOURS",
    "Lang",
    "disputes_timeline",
    "ladder",
    "network",
    "partner_timeline",
    "partners_over_time",
    "ties_over_time",
    "world_geometry",
    "world_map",
    "world_rows",
]
