"""A second, simple reader of the tables: what the package says is checked against it."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import json
from pathlib import Path
from typing import Any

import vnrelations

DATA = Path(vnrelations.__file__).parent / "data"  # of what is tested: the checkout or an installed wheel
TABLES = (
    "agreements", "aliases", "countries", "deployments", "disputes", "dissents", "events", "indicators", "memberships",
    "missions", "offices", "organisations", "partnerships", "periods", "policies", "sources", "ties",
)  # fmt: skip


def text(table: str) -> str:
    return (DATA / f"{table}.csv").read_bytes().decode("utf-8")


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(table), newline="")))


def descriptor() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    return parsed


def fields(table: str) -> list[dict[str, Any]]:
    (resource,) = (r for r in descriptor()["resources"] if r["name"] == table)
    found: list[dict[str, Any]] = resource["schema"]["fields"]
    return found


@functools.cache
def last_day(date: str) -> dt.date:
    """The last day that a date as written can mean, found by trying."""
    parts = [int(part) for part in date.split("-")]
    for month, day in ((m, d) for m in range(12, 0, -1) for d in range(31, 0, -1)):
        if parts[1:2] in ([], [month]) and parts[2:3] in ([], [day]):
            try:
                return dt.date(parts[0], month, day)
            except ValueError:
                continue
    raise ValueError(date)


def in_force(row: dict[str, str], day: dt.date) -> bool:
    start = row["since"] or row["attested"]
    return last_day(start) <= day and (not row["until"] or day < last_day(row["until"]))
