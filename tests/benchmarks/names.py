"""How fast names are looked up, and how well, beside what people would use instead: all on the same names in one run.

    pip install "vnrelations[bench]"
    python tests/benchmarks/names.py [ROUNDS]

The names are those of Babel's CLDR in English, Vietnamese and Chinese, as written and in a few other spellings. A bare
lookup of a name in a dict, after the folding that the standard ``unicodedata`` gives, is the baseline. Every library is
asked in turn, round after round, and medians are compared; the slow ones are asked a sample of the names. The exit code
is 1 if a limit is exceeded.
"""

from __future__ import annotations

import logging
import random
import statistics
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable
from typing import Any

import country_converter
import countryguess
import countrynames
import pandas as pd
import pycountry
from babel import Locale
from countrycode import countrycode

import vnrelations as vn

# What is measured, against what, and at least how many times as fast it must be.
LIMITS = [
    ("vnrelations", "dict and unicodedata", 0.5),
    ("vnrelations", "pycountry.lookup", 2),
    ("vnrelations", "country_converter", 50),
    ("vnrelations", "countrycode", 50),
    ("vnrelations", "countryguess", 50),
]
MANY = 1_000_000
SLOW = 60  # names a round for what takes milliseconds a name


def folded(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def corpus() -> list[tuple[str, str]]:
    ids = {entry.alpha_2 for entry in pycountry.countries}
    pairs = []
    for tongue in ("en", "vi", "zh_Hans", "zh_Hant"):
        for key, name in Locale.parse(tongue).territories.items():
            if key in ids:
                pairs += [
                    (name, key),
                    (name.upper(), key),
                    (unicodedata.normalize("NFD", name), key),
                    (f" {name}", key),
                ]
    random.Random(1).shuffle(pairs)
    return pairs


def quiet(function: Callable[..., Any]) -> Callable[[str], str | None]:
    """The answer as alpha-2, or None where a library raises, warns or says that it found nothing."""

    def ask(name: str) -> str | None:
        try:
            found = function(name)
        except (LookupError, ValueError, TypeError, AttributeError):
            return None
        return found if isinstance(found, str) and len(found) == 2 else None

    return ask


def first_time(rounds: int) -> float:
    """Names a second that vnrelations answers when it has not been asked any of them before."""
    distinct = list(dict.fromkeys(name for name, _ in corpus()))
    taken = []
    for _ in range(rounds):
        dataset = vn.Dataset()
        dataset.normalize_many(["hoa ky", "寮國"])  # the tables are read, their names folded
        start = time.perf_counter()
        for name in distinct:
            dataset.normalize(name)
        taken.append((time.perf_counter() - start) / len(distinct))
    return 1 / statistics.median(taken)


def libraries(pairs: list[tuple[str, str]]) -> dict[str, tuple[Callable[[str], str | None], int]]:
    table = {folded(name): key for name, key in pairs}
    converter = country_converter.CountryConverter()
    return {
        "dict and unicodedata": (lambda name: table.get(folded(name)), len(pairs)),
        "vnrelations": (quiet(vn.normalize), len(pairs)),
        "pycountry.lookup": (quiet(lambda name: pycountry.countries.lookup(name).alpha_2), SLOW),
        "countrynames": (quiet(countrynames.to_code), SLOW),
        "country_converter": (quiet(lambda name: converter.convert(name, to="ISO2", not_found=None)), SLOW),
        "countrycode": (quiet(lambda name: countrycode(name, origin="country.name", destination="iso2c")), SLOW),
        "countryguess": (quiet(lambda name: (countryguess.guess_country(name) or {}).get("iso2")), SLOW),
    }


def rates(rounds: int) -> dict[str, tuple[float, float, float]]:
    """Names a second, and the shares of right and wrong answers."""
    pairs = corpus()
    asked = libraries(pairs)
    taken: dict[str, list[float]] = {name: [] for name in asked}
    right, wrong = dict.fromkeys(asked, 0), dict.fromkeys(asked, 0)
    seen = dict.fromkeys(asked, 0)
    for turn in range(rounds):
        for library, (ask, size) in asked.items():
            sample = pairs if size == len(pairs) else pairs[turn * size : (turn + 1) * size]
            start = time.perf_counter()
            answers = [ask(name) for name, _ in sample]
            taken[library].append((time.perf_counter() - start) / len(sample))
            seen[library] += len(sample)
            right[library] += sum(a == key for a, (_, key) in zip(answers, sample, strict=True))
            wrong[library] += sum(a not in (None, key) for a, (_, key) in zip(answers, sample, strict=True))
    return {
        library: (1 / statistics.median(times), right[library] / seen[library], wrong[library] / seen[library])
        for library, times in taken.items()
    }


def bulk() -> dict[str, float]:
    """Seconds for a column of many names, few of them distinct, in the way that each library offers for it."""
    distinct = [name for name, _ in corpus()[:SLOW]]
    column = [distinct[i % SLOW] for i in range(MANY)]
    converter = country_converter.CountryConverter()
    ways: dict[str, Callable[[], object]] = {
        "vnrelations.normalize_many": lambda: vn.normalize_many(column, errors="none"),
        "country_converter.pandas_convert": lambda: converter.pandas_convert(
            pd.Series(column), to="ISO2", not_found=None
        ),
        "countrycode": lambda: countrycode(column, origin="country.name", destination="iso2c"),
        "countrynames, each": lambda: [countrynames.to_code(name) for name in column[: MANY // 100]],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(5):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - start) * (100 if name.endswith("each") else 1))
    return {name: statistics.median(taken) for name, taken in times.items()}


def main(rounds: int = 9) -> int:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    measured = rates(rounds)
    for library, (rate, right, wrong) in measured.items():
        print(f"{library:<22}{rate:12,.0f} names a second   right {right:6.1%}   wrong {wrong:6.1%}")
    print(f"vnrelations, asked for the first time: {first_time(rounds):,.0f} names a second")
    failed = 0
    for library, base, limit in LIMITS:
        ratio = measured[library][0] / measured[base][0]
        failed |= ratio < limit
        print(
            f"{library} / {base}: {ratio:.1f} times as fast (at least {limit}){'  TOO SLOW' if ratio < limit else ''}"
        )
    seconds = bulk()
    for name, time_taken in seconds.items():
        print(f"{name:<34}{time_taken:8.2f} s for {MANY:,} names")
    if seconds["vnrelations.normalize_many"] > min(seconds.values()):
        failed = 1
        print("normalize_many is not the fastest  TOO SLOW")
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
