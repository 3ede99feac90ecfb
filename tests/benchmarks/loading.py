"""How long loading all tables takes, beside parsing them with csv and building the same objects by hand.

    python tests/benchmarks/loading.py [ROUNDS]

Both are timed in alternation in one process and medians are compared. What is built by hand is checked to be equal
to what is loaded. The exit code is 1 if the limit is exceeded.
"""

from __future__ import annotations

import csv
import io
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import vnrelations as vn
from vnrelations import cells
from vnrelations.loading import kind_of

LIMIT = 1.6
DATA = Path(vn.__file__).parent / "data"
FILES = {path.name: path.read_bytes() for path in DATA.iterdir()}


def date(cell: str) -> vn.PartialDate | None:
    return vn.PartialDate.parse(cell) if cell else None


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def texts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def by_hand() -> dict[str, list[Any]]:
    """What somebody would write who knows that the tables are right."""
    sources: dict[str, Any] = {}
    countries: dict[str, Any] = {}
    bodies: dict[str, Any] = {}

    def cite(cell: str) -> tuple[vn.Citation, ...]:
        cited = []
        for item in cell.split(";"):
            key, _, locator = item.partition("[")
            cited.append(vn.Citation(key, locator[:-1], sources))
        return tuple(cited)

    def these(cell: str) -> tuple[Any, ...]:
        return tuple(countries[key] for key in cell.split(";")) if cell else ()

    def this(cell: str) -> Any:
        return countries[cell] if cell else None

    def word(cell: str) -> str | None:
        return cell or None

    def degrees(cell: str) -> float | None:
        return float(cell) if cell else None

    def ending(cell: str) -> vn.Ending | None:
        return vn.Ending(cell) if cell else None

    def truth(cell: str) -> bool:
        return cell == "true"

    c, d, n, t = cite, date, number, texts
    one, many = this, these
    tables: dict[str, tuple[Any, ...]] = {
        "sources": (0, 0, 0, 0, d, d, 0, vn.SourceKind, 0, 0),
        "countries": (0, vn.CountryKind, 0, 0, 0, word, word, word, n, n, 0, degrees, degrees, d, d, many, d, c, 0),
        "aliases": (0, 0, 0, one, d, d, c, 0),
        "ties": (0, one, d, d, d, vn.TieLevel, vn.Regime, ending, one, truth, c, 0),
        "partnerships": (0, one, vn.Level, 0, d, d, d, 0, 0, 0, 0, 0, t, c, 0),
        "disputes": (0, 0, 0, 0, many, vn.DisputeKind, 0, vn.DisputeStatus, d, d, d, d, 0, c, 0),
        "organisations": (0, 0, 0, 0, 0, c, 0),
        "agreements": (0, 0, 0, 0, vn.AgreementKind, many, vn.Regime, d, d, d, d, 0, t, c, 0),
        "missions": (0, one, vn.Sender, vn.MissionKind, 0, bodies.get, vn.Regime, d, d, d, c, 0),
        "events": (0, 0, 0, 0, vn.EventKind, d, d, many, 0, t, t, t, c, 0),
        "memberships": (0, bodies.get, vn.MembershipStatus, vn.Regime, d, d, d, c, 0),
        "offices": (0, bodies.get, 0, d, d, d, n, n, c, 0),
        "deployments": (0, 0, 0, n, many, d, d, d, n, c, 0),
        "policies": (0, 0, 0, 0, 0, d, d, c, 0),
        "periods": (0, 0, 0, 0, d, d, many, c, 0),
        "indicators": (0, 0, one, int, vn.Bound, 0, d, d, 0, c, 0),
        "dissents": (0, 0, 0, 0, 0, c, 0, 0),
    }
    known = {"sources": sources, "countries": countries, "organisations": bodies}
    built: dict[str, list[Any]] = {}
    for table, steps in tables.items():
        kind = kind_of(table)
        rows = list(csv.reader(io.StringIO(FILES[f"{table}.csv"].decode(), newline="")))[1:]
        if table == "countries":  # those that others succeed come last
            rows.sort(key=lambda row: (bool(row[15]), "CSXX" in row[15]))
        records, by_id = [], known.get(table, {})
        for row in rows:
            record = kind(*(step(cell) if step else cell for step, cell in zip(steps, row, strict=True)))
            by_id[record.id] = record
            records.append(record)
        built[table] = sorted(records, key=lambda record: record.id)
    return built


def loaded() -> dict[str, list[Any]]:
    cells.date.cache_clear()  # as in a new process
    return {table: list(records) for table, records in vn.Dataset(FILES.__getitem__).tables.items()}


def main(rounds: int = 21) -> int:
    assert by_hand() == loaded()
    taken: dict[str, list[float]] = {"loaded": [], "by hand": []}
    for _ in range(rounds):
        for name, build in (("loaded", loaded), ("by hand", by_hand)):
            start = time.perf_counter()
            build()
            taken[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    records = sum(map(len, loaded().values()))
    for name, median in medians.items():
        print(f"{name:<10}{median * 1000:7.1f} ms for {records} records")
    ratio = medians["loaded"] / medians["by hand"]
    print(f"loaded / by hand: {ratio:.2f} (at most {LIMIT}){'  TOO SLOW' if ratio > LIMIT else ''}")
    return ratio > LIMIT


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
