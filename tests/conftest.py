"""How Hypothesis runs here: as long as it takes, since machines are noisy; what is slow shows in tests/benchmarks."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
# for .ci/mutation, which runs them some 2,000 times
settings.register_profile("mutation", deadline=None, max_examples=30, derandomize=True)
settings.load_profile("patient")
