"""How Hypothesis runs here: as long as it takes, since machines are noisy; what is slow shows in tests/benchmarks."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

import vnrelations as vn

settings.register_profile("patient", deadline=None)
# for .ci/mutation, which runs them some 2,000 times and asks whether they fail, not why
_WHETHER = (Phase.explicit, Phase.generate)
settings.register_profile("mutation", deadline=None, max_examples=30, derandomize=True, phases=_WHETHER)
settings.load_profile("patient")


def _forget() -> None:
    """Let the shipped dataset forget what it has read and answered."""
    vars(vn.dataset()).clear()
    vars(vn.dataset()).update(vars(vn.Dataset()))


def pytest_sessionstart() -> None:
    """Mutmut tries each mutant in a fork of a process that has asked everything already."""
    if "MUTANT_UNDER_TEST" in os.environ:
        _forget()


def pytest_runtest_setup() -> None:
    """Mutmut learns which tests call a function; it must not seem that only the first of them reads a table."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()
