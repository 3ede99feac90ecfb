"""How long a first answer takes in a new process, beside the imports that users would pay anyway.

Run it from anywhere in an environment that has vnrelations installed::

    python tests/benchmarks/cold_start.py [ROUNDS]

Whole processes are timed in alternation, so that a noisy machine troubles all of them alike, and the best of
each are compared: noise only ever adds. What other packages of data take for a first answer stands beside, of those
that are installed, as ``vnrelations[bench]`` does. The exit code is 1 if a limit is exceeded.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time

PROGRAMS = {
    "bare": "pass",
    "attrs": "import attrs",
    "dependencies": "import attrs, cattrs, pycountry",
    "import": "import vnrelations",
    "answer": "import vnrelations as vn; vn.relations_with('US')",
    "name": "import vnrelations as vn; vn.country('Hoa Kỳ')",
    "folded": "import vnrelations as vn; vn.country('hoa ky')",
    "level": "import vnrelations as vn; us = vn.relations_with('US'); us.level, us.established",
    "printed": "import vnrelations as vn; str(vn.relations_with('US'))",
    "by name": "import vnrelations as vn; str(vn.relations_with('Hoa Kỳ'))",
}
# A first answer, by a code, of packages that carry data as this one does: of countries, particles, elements.
OTHERS = {
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='US').name",
    "country_converter": "import country_converter; country_converter.convert('US', to='name_short')",
    "countrycode": "from countrycode import countrycode; countrycode('US', origin='iso2c', destination='country.name')",
    "particle": "from particle import Particle; Particle.from_pdgid(211).mass",
    "mendeleev": "from mendeleev import element; element('Fe').name",
}
# What is measured, against what, and at most how many times it.
LIMITS = [
    ("import", "attrs", 1.25),
    ("answer", "dependencies", 0.8),
    ("name", "dependencies", 0.85),  # countries and aliases beside the ids of all sources, whose number grows
    ("folded", "dependencies", 0.9),  # a name that is not written as anywhere in the tables: all are folded
    ("level", "dependencies", 0.9),
    ("printed", "dependencies", 1.75),  # all that is said of a partner, from thirteen tables, which grow
    ("by name", "dependencies", 1.85),
]


# An installed package has its bytecode; a checkout only if Python may write it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main(rounds: int = 21) -> int:
    programs = PROGRAMS | {name: code for name, code in OTHERS.items() if importlib.util.find_spec(name)}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for code in programs.values():
        seconds(code)  # once unmeasured, so that bytecode and file caches are there
    for _ in range(rounds):
        for name, code in programs.items():
            taken[name].append(seconds(code))
    best = {name: min(times) for name, times in taken.items()}
    for name, shortest in best.items():
        print(f"{name:<18}{shortest * 1000:7.1f} ms   {programs[name]}")
    failed = 0
    for name, base, limit in LIMITS:
        ratio = best[name] / best[base]
        failed |= ratio > limit
        print(f"{name} / {base}: {ratio:.2f} (at most {limit}){'  TOO SLOW' if ratio > limit else ''}")
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
