"""How fast the questions are beside what somebody would write by hand, and what everything loaded takes of memory.

    pip install -e ".[bench]"
    python -m pytest -o addopts= tests/benchmarks

Each round of ours, timed by pytest-benchmark, is preceded by one of theirs, so that a noisy machine troubles both
alike, and the best of each are compared: noise only ever adds.
"""

from __future__ import annotations

import datetime as dt
import time
import timeit
from collections.abc import Callable
from typing import Any

import pytest

import vnrelations as vn

from . import growth, loading

Compare = Callable[..., None]


@pytest.fixture
def compare(benchmark: Any, record_property: Callable[[str, object], None]) -> Compare:
    def measure(what: str, ours: Callable[[], object], theirs: Callable[[], object], limit: float, **how: int) -> None:
        """Fail if ours takes more than so many times as long; ``each`` says how many answers there are in a round."""
        taken: list[float] = []

        def first() -> None:
            start = time.perf_counter()
            theirs()
            taken.append(time.perf_counter() - start)

        each, rounds = how.get("each", 1), how.get("rounds", 500)
        benchmark.pedantic(ours, setup=first, rounds=rounds, warmup_rounds=5)
        best, base = benchmark.stats.stats.min / each, min(taken[5:]) / each
        ratio = best / base
        benchmark.extra_info.update(beside=base, times=ratio, limit=limit)
        record_property("compared", f"{ratio:6.2f} (at most {limit}){_told(best)} beside{_told(base)}   {what}")
        assert ratio <= limit, f"{what}: {ratio:.2f} times as long, at most {limit}"

    return measure


def _told(seconds: float) -> str:
    return f"{seconds * 1e3:7.1f} ms" if seconds > 1e-4 else f"{seconds * 1e9:7.0f} ns"


CODES = [country.id for country in vn.countries()]


def test_relations_with_a_code_beside_a_hit_in_a_dict(
    compare: Compare, record_property: Callable[[str, object], None]
) -> None:
    relations_with, known = vn.relations_with, {code: vn.relations_with(code) for code in CODES}
    hit = known.__getitem__  # a call, as is ours; that `known[code]` needs none is told, and can be nobody's limit
    assert [relations_with(code) for code in CODES] == [hit(code) for code in CODES]
    compare(
        "relations_with(code), dict.__getitem__",
        lambda: [relations_with(code) for code in CODES],
        lambda: [hit(code) for code in CODES],
        3.0,
        each=len(CODES),
    )
    bare = min(timeit.repeat(lambda: [known[code] for code in CODES], number=1, repeat=500)) / len(CODES)
    record_property("compared", f"{_told(bare):>40}   the same, as known[code]")


DAY = dt.date(2019, 12, 31)


@pytest.mark.parametrize("on", [DAY, "2019"], ids=["date", "text"])
@pytest.mark.parametrize("level", list(vn.Level), ids=lambda level: level.name.lower())
def test_partners_beside_a_comprehension(compare: Compare, level: vn.Level, on: Any) -> None:
    frameworks: tuple[vn.Partnership, ...] = tuple(vn.dataset().tables["partnerships"])

    def by_hand() -> list[vn.Partnership]:
        return [p for p in frameworks if p.level is level and p.begins <= DAY < p.ends]

    text: Any = str(level)
    assert list(vn.partners(text, on=on)) == by_hand()
    many = range(20)
    compare(
        f"partners({text!r}, on={'a date' if on == DAY else repr(on)})",
        lambda: [vn.partners(text, on=on) for _ in many],
        lambda: [by_hand() for _ in many],
        1.2,
        each=len(many),
        rounds=200,
    )


def test_loading_everything_beside_csv_and_constructors(compare: Compare) -> None:
    assert loading.loaded() == loading.by_hand()
    compare("everything loaded, csv and constructors", loading.loaded, loading.by_hand, loading.LIMIT, rounds=15)


def test_memory_of_everything_loaded(record_property: Callable[[str, object], None]) -> None:
    """Of the resident set, in a new process, above that of one that only imports what we depend on."""
    limit = 12
    taken = growth.measure(growth.DATA)["memory"]
    record_property("compared", f"{taken:6.1f} MB (at most {limit}) everything loaded, above import attrs, cattrs")
    assert taken < limit
