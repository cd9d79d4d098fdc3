"""How long the machines search, by the Hypothesis profile that runs; tests/conftest.py registers the profiles."""

from dataclasses import dataclass

from hypothesis import settings

__all__ = ["EFFORT", "Effort"]

STEPS_OF_AN_EXAMPLE = 50


@dataclass(frozen=True)
class Effort:
    """What a run does at most, and must have done at least."""

    rules_examples: int
    rules_steps: int
    rules_least: int
    """Times that the machine must have met each outcome and circumstance that its test wants."""
    store_examples: int
    store_steps: int
    store_least: int

    def of(self, examples: int) -> settings:
        return settings(max_examples=examples, stateful_step_count=STEPS_OF_AN_EXAMPLE)


EFFORT = {
    "ci": Effort(300, 10_000, 5, 40, 1_200, 1),
    "nightly": Effort(1_000, 30_000, 20, 300, 10_000, 5),
}[settings.get_current_profile_name()]
