"""How Hypothesis runs here: as long as it takes, since machines are noisy; what is slow shows in tests/benchmarks."""

from __future__ import annotations

from hypothesis import Phase, settings

settings.register_profile("patient", deadline=None)
# for .ci/mutation, which runs them some 2,000 times and asks whether they fail, not why
_WHETHER = (Phase.explicit, Phase.generate)
settings.register_profile("mutation", deadline=None, max_examples=30, derandomize=True, phases=_WHETHER)
settings.load_profile("patient")
