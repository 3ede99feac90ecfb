"""The partners as a map's points (RFC 7946), each with how Vietnam stands with it on the dataset's day.

A feature's properties are flat, since maps colour and filter by them: ``tie_*`` is the relation in force, ``level`` to
``partnership_*`` the ranked partnership, ``special`` and ``sectoral`` what stands beside the ladder, the missions those
that are open. The coordinates are a point in the country, not its shape; a former state and the union have none, and so
``geometry`` null.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..flat import plain
from ..vocabulary import NO_PARTNERS, Level
from ..world import Sender
from .columns import about

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..model import Country, Partnership, Tie
    from ..queries import Dataset


def write(dataset: Dataset, path: Path) -> None:
    """Write a FeatureCollection, a feature a partner, by id."""
    collection = {
        "type": "FeatureCollection",
        **about(dataset),
        "features": [_feature(dataset, c) for c in dataset.countries() if c.kind not in NO_PARTNERS],
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def _feature(dataset: Dataset, country: Country) -> dict[str, Any]:
    placed = country.lat is not None and country.lon is not None
    missions = dataset.missions(country)
    return {
        "type": "Feature",
        "id": country.id,
        "geometry": {"type": "Point", "coordinates": [country.lon, country.lat]} if placed else None,
        "properties": {
            "name": country.name,
            "name_vi": country.name_vi,
            "name_zh": country.name_zh,
            "kind": country.kind.value,
            "alpha_3": country.alpha_3,
            "region": country.region,
            **_tie(dataset.ties(country)),
            **_partnership([p for p in dataset.partners() if p.partner == country]),
            "missions_of_vietnam": len(missions.where(sender=Sender.VIETNAM)),
            "missions_in_vietnam": len(missions.where(sender=Sender.PARTNER)),
        },
    }


def _tie(ties: Iterable[Tie]) -> dict[str, Any]:
    tie = next(iter(ties), None)  # there is one at a time
    columns = ("level", "since", "attested", "counted")
    return {f"tie_{column}": plain(getattr(tie, column, None)) for column in columns}


def _partnership(held: Iterable[Partnership]) -> dict[str, Any]:
    ranked = next((p for p in held if p.level.rank), None)
    return {
        "level": plain(getattr(ranked, "level", None)),
        "rank": ranked.level.rank if ranked else None,
        "partnership_since": plain(getattr(ranked, "since", None)),
        "partnership_attested": plain(getattr(ranked, "attested", None)),
        "special": any(p.level is Level.SPECIAL for p in held),
        "sectoral": [p.sector for p in held if p.level is Level.SECTORAL_STRATEGIC],
    }
