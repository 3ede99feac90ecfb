"""The pictures of the partners' pages, as files beside the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vl_convert

from vnrelations.plot import partner_timeline
from vnrelations.vocabulary import NO_PARTNERS

from .words import LANGUAGES
from .world import base_map

if TYPE_CHECKING:
    from pathlib import Path

    from vnrelations import Dataset


def draw(folder: Path, dataset: Dataset) -> None:
    """Draw the map to mark places on, and the timeline of each partner that has a page, in each language."""
    (folder / "world.svg").write_text(base_map(), "utf-8")
    timelines = folder / "timelines"
    timelines.mkdir(parents=True, exist_ok=True)
    for page in sorted({p for p in dataset.tables["countries"] if p.kind not in NO_PARTNERS}, key=lambda c: c.id):
        for lang in LANGUAGES:
            chart = partner_timeline(page, lang=lang, dataset=dataset)
            svg = vl_convert.vegalite_to_svg(chart.to_json())
            (timelines / f"{page.id.lower()}-{lang}.svg").write_text(svg, "utf-8")
