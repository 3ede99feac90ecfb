"""What the queries must answer, worked out from the raw cells by a reader and filters of its own."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

from . import reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnrelations import LevelName

    Row = dict[str, str]
    Tables = dict[str, list[Row]]

HANOI = ("DRV", "PRG", "SRV")
LADDER: tuple[LevelName, ...] = ("comprehensive", "strategic", "extensive strategic", "comprehensive strategic")
DATED = ("since", "attested", "managed_since", "until", "signed", "ratified", "in_force", "elected")


@functools.cache
def last(date: str) -> dt.date:
    return reader.last_day(date)


@functools.cache
def first(date: str) -> dt.date:
    return dt.date.fromisoformat(date + "0000-01-01"[len(date) :])


def held(row: Row, day: dt.date) -> bool:
    return last(row["since"] or row["attested"]) <= day and not (row["until"] and last(row["until"]) <= day)


def begun(row: Row, day: dt.date) -> bool:
    return last(row["since"] or row["attested"]) <= day


def about(row: Row, key: str | None, column: str) -> bool:
    return key is None or key in row[column].split(";")


def ids(rows: Iterable[Row]) -> list[str]:
    return [row["id"] for row in rows]


def change_days(tables: Tables) -> list[dt.date]:
    """Every day on which any answer can change."""
    cells = {row[name] for rows in tables.values() for row in rows for name in DATED if row.get(name)}
    return sorted({day for cell in cells for day in (first(cell), last(cell))})


def ties(tables: Tables, day: dt.date, key: str | None = None, regime: str | None = None) -> list[str]:
    regimes = [regime] if regime else HANOI
    rows = (row for row in tables["ties"] if row["regime"] in regimes and held(row, day))
    return ids(row for row in rows if about(row, key, "country"))


def without_ties(tables: Tables, day: dt.date) -> list[str]:
    counted = {
        row["country"]
        for row in tables["ties"]
        if held(row, day) and row["counted"] == "true" and row["regime"] in HANOI
    }
    there = (
        row
        for row in tables["countries"]
        if row["kind"] in ("state", "former state", "territory")
        and not (row["since"] and last(row["since"]) > day)
        and not (row["until"] and last(row["until"]) <= day)
    )
    return [row["id"] for row in there if row["id"] not in counted]


def partners(tables: Tables, day: dt.date, levels: Iterable[str]) -> list[str]:
    wanted = set(levels)
    return ids(row for row in tables["partnerships"] if row["level"] in wanted and held(row, day))


def at_least(level: str) -> tuple[str, ...]:
    return LADDER[LADDER.index(level) :]


def status(row: Row, day: dt.date) -> str:
    if row["until"] and last(row["until"]) <= day:
        return "resolved"
    return "managed" if row["managed_since"] and last(row["managed_since"]) <= day else "open"


def disputes(tables: Tables, day: dt.date, key: str | None = None, wanted: str | None = None) -> list[tuple[str, str]]:
    rows = [row for row in tables["disputes"] if begun(row, day) and about(row, key, "parties")]
    return [(row["id"], status(row, day)) for row in rows if wanted in (None, status(row, day))]


def agreements(tables: Tables, day: dt.date | None, key: str | None = None, kind: str | None = None) -> list[str]:
    def in_force(row: Row, day: dt.date) -> bool:
        then = bool(row["in_force"]) and last(row["in_force"]) <= day
        return then and not (row["until"] and last(row["until"]) <= day)

    rows = [row for row in tables["agreements"] if about(row, key, "parties") and kind in (None, row["kind"])]
    return ids(row for row in rows if day is None or in_force(row, day))


def missions(
    tables: Tables, day: dt.date, key: str | None = None, sender: str | None = None, regime: str | None = None
) -> list[str]:
    regimes = [regime] if regime else HANOI
    rows = [row for row in tables["missions"] if held(row, day) and row["regime"] in regimes]
    return ids(row for row in rows if about(row, key, "country") and sender in (None, row["sender"]))


def backwards(since: str | None, until: str | None) -> bool:
    """Whether a window ends before it begins."""
    return bool(since and until and first(since) > last(until))


def events(
    tables: Tables, since: str | None, until: str | None, key: str | None = None, kind: str | None = None
) -> list[str]:
    rows = [
        row
        for row in tables["events"]
        if about(row, key, "parties")
        and kind in (None, row["kind"])
        and not (until and first(row["since"]) > last(until))
        and not (since and last(row["until"] or row["since"]) < first(since))
    ]
    return ids(sorted(rows, key=lambda row: (first(row["since"]), row["id"])))


def memberships(tables: Tables, day: dt.date, regime: str | None = None) -> list[str]:
    regimes = [regime] if regime else HANOI
    return ids(row for row in tables["memberships"] if held(row, day) and row["regime"] in regimes)


def offices(tables: Tables, day: dt.date | None, body: str | None = None) -> list[str]:
    rows = [row for row in tables["offices"] if body in (None, row["body"])]
    if day is None:
        return ids(rows)
    known = [row for row in rows if row["since"] and row["until"]]
    return ids(row for row in known if first(row["since"]) <= day <= last(row["until"]))


def deployments(tables: Tables, day: dt.date, key: str | None = None) -> list[str]:
    return ids(row for row in tables["deployments"] if held(row, day) and about(row, key, "hosts"))


def indicators(tables: Tables, series: str | None = None, key: str | None = None) -> list[str]:
    rows = [r for r in tables["indicators"] if series in (None, r["indicator"]) and key in (None, r["partner"])]
    return ids(sorted(rows, key=lambda row: (row["indicator"], row["as_of"], row["id"])))


def dissents(tables: Tables, record: str | None = None) -> list[str]:
    return ids(row for row in tables["dissents"] if record in (None, row["record"]))


def history(tables: Tables, day: dt.date, key: str) -> list[str]:
    """A partner's spells and steps, and the spells of those whose relations it took over, however far back."""
    lineage, grown = {key}, True
    while grown:
        taken = {row["predecessor"] for row in tables["ties"] if row["country"] in lineage and begun(row, day)}
        grown = not taken - {""} <= lineage
        lineage |= taken - {""}
    steps = [row for row in tables["ties"] if row["country"] in lineage and begun(row, day)]
    steps += [row for row in tables["partnerships"] if row["partner"] == key and begun(row, day)]
    return ids(sorted(steps, key=lambda row: (last(row["since"] or row["attested"]), row["id"])))


def level(tables: Tables, day: dt.date, key: str) -> set[str]:
    rows = (row for row in tables["partnerships"] if row["partner"] == key and held(row, day))
    return {row["level"] for row in rows if row["level"] in LADDER}


def moments(tables: Tables, key: str | None, since: str | None, until: str | None) -> list[tuple[str, str, str]]:
    """The dates of a timeline: date, table and id."""
    parties = {
        **dict.fromkeys(("ties", "missions"), "country"),
        **dict.fromkeys(("disputes", "agreements", "events", "periods"), "parties"),
        "partnerships": "partner",
        "deployments": "hosts",
        "indicators": "partner",
        **dict.fromkeys(("memberships", "offices", "policies"), ""),
    }
    return sorted(
        (row[name], table, row["id"])
        for table, column in parties.items()
        for row in tables[table]
        for name in (("as_of",) if table == "indicators" else DATED)
        if row.get(name)
        and (key is None or (column and key in row[column].split(";")))
        and not (until and first(row[name]) > last(until))
        and not (since and last(row[name]) < first(since))
    )
