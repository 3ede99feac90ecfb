"""The network: every partner on its ring, every unresolved dispute a line, no name on another."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

import vnrelations as vn
from vnrelations import plot
from vnrelations.plot import rings

DAYS = ["1946", "1980", "2005", "2016", "2020", str(vn.dataset().as_of)]


def rows(kind: str, on: str, lang: plot.Lang = "en") -> list[dict[str, Any]]:
    chart: Any = plot.network(on, lang=lang)
    return [row for row in chart.data.values if row["kind"] == kind]


@pytest.mark.parametrize("on", DAYS)
def test_partners_and_parties_to_disputes_each_once(on: str) -> None:
    drawn = {row["id"]: row for row in rows("partner", on)}
    assert len(drawn) == len(rows("partner", on))
    held: dict[str, list[vn.Partnership]] = {}
    for p in vn.partners(on=on):
        held.setdefault(p.partner.id, []).append(p)
    disputed = {c.id for d in vn.disputes(on=on) if d.status != "resolved" for c in d.parties}
    assert set(drawn) == set(held) | disputed
    order = list(vn.Level)
    for key, row in drawn.items():
        first = min(held.get(key, []), key=lambda p: order.index(p.level), default=None)
        assert row["level"] == (first.level.names.en if first else "no partnership")
        assert row["since"] == (str(first.since or f"≤ {first.attested}") if first else "")
        out = math.hypot(row["x"], row["y"])
        rank = 0 if first is None else first.level.rank or {"special": 4, "sectoral strategic": 1}[first.level]
        assert out == pytest.approx({4: 0.45, 3: 0.6, 2: 0.75, 1: 0.9, 0: 1.05}[rank], abs=1e-3)


@pytest.mark.parametrize("on", DAYS)
def test_a_line_for_each_pair_that_a_dispute_joins(on: str) -> None:
    places = {(row["x"], row["y"]): row["id"] for row in rows("partner", on)} | {(0, 0): "VN"}
    drawn = {
        frozenset((places[row["x"], row["y"]], places[row["x2"], row["y2"]])): (row["dispute"], row["status"])
        for row in rows("dispute", on)
    }
    assert len(drawn) == len(rows("dispute", on))
    unresolved = [d for d in vn.disputes(on=on) if d.status != "resolved"]
    asked: dict[frozenset[str], list[vn.Dispute]] = {}
    for d in unresolved:
        for pair in itertools.combinations(["VN", *(c.id for c in d.parties)], 2):
            asked.setdefault(frozenset(pair), []).append(d)
    assert drawn == {
        pair: ("; ".join(d.title_en for d in met), "open" if any(d.status == "open" for d in met) else "managed")
        for pair, met in asked.items()
    }


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("lang", plot.LANGUAGES)
def test_no_name_on_another(on: str, lang: plot.Lang) -> None:
    """All are written outwards along their spokes, from the same distance: the lines must be apart."""
    labels = rows("label", on, lang)
    assert {round(math.hypot(row["x"], row["y"]), 3) for row in labels} == {rings._RIM}
    chart = plot.network(on, lang=lang).to_dict()
    pixels = chart["width"] / (2 * rings._EDGE)
    for one, other in itertools.combinations(labels, 2):
        assert math.dist((one["x"], one["y"]), (other["x"], other["y"])) * pixels > 1.3 * 11, (one, other)
    for row in labels:  # turned along the spoke, and never upside down
        assert -90 <= row["angle"] <= 90
        spoke = math.degrees(math.atan2(-row["y"], row["x"]))
        assert (row["angle"] - spoke) % 180 == pytest.approx(0, abs=0.2) or (row["angle"] - spoke) % 180 > 179.8


@pytest.mark.parametrize("on", DAYS)
def test_continents_are_together(on: str) -> None:
    labels = rows("label", on)
    names = {row["name"] for row in rows("partner", on)}
    assert {row["name"] for row in labels if not row["bold"]} == names
    continent, found = "", {}
    for row in labels:
        if row["bold"]:
            continent = row["name"]
        else:
            found[row["name"]] = continent
    for name, expected in {
        "China": "Asia",
        "United Kingdom": "Europe",
        "Chile": "Americas",
        "Australia": "Oceania",
    }.items():
        assert found.get(name, expected) == expected
    for country in vn.countries("state"):
        assert rings._continent(country) in {"Asia", "Europe", "Africa", "Americas", "Oceania"}
    assert rings._continent(vn.country("Fiji")) == "Oceania"
    assert rings._continent(vn.country("Jamaica")) == "Americas"
