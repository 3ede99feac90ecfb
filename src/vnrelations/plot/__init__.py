"""The record as charts of Vega-Altair, to be changed further, shown in a notebook or saved as HTML, PNG or SVG.

Each chart carries its data, fetches nothing, and says what the queries say with ``on=`` on every day of change. Days
are drawn in UTC, so that no reader's time zone moves them. A picture in Chinese needs a font with its characters, on
the machine that draws it or given to ``vl_convert.register_font_directory``.
"""

from __future__ import annotations

from ..errors import MissingExtraError

try:
    import altair  # noqa: F401
except ImportError as error:
    raise MissingExtraError(f"charts need altair ({error}): pip install 'vnrelations[plot]'") from error

from .counts import partners_over_time, ties_over_time
from .rings import network
from .timelines import disputes_timeline, ladder, partner_timeline
from .words import LANGUAGES, Lang
from .world import world_geometry, world_map, world_rows

__all__ = [
    "LANGUAGES",
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
