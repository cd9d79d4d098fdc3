"""Counts what a run of a machine met, so that a run that proves nothing fails."""

from collections import Counter
from collections.abc import Iterable, Iterator

__all__ = ["FOUND", "RUNS", "Tally", "report"]

RUNS: dict[str, "Tally"] = {}
"""By name of the machine. Printed when pytest ends, which is why they outlive their test."""
FOUND: dict[str, tuple[str, int]] = {}
"""Planted bugs: the law that each broke, and the steps that it took."""


class Tally:
    """One run's counts; with a name they are printed."""

    def __init__(self, name: str | None = None) -> None:
        self.steps = 0
        self.outcomes: dict[str, Counter[str]] = {}
        self.circumstances: Counter[str] = Counter()
        if name is not None:
            RUNS[name] = self

    def met(self, command: str, outcome: str, circumstances: Iterable[str] = ()) -> None:
        self.outcomes.setdefault(command, Counter())[outcome] += 1
        self.circumstances.update(circumstances)

    def rare(self, least: int, wanted: Iterable[str]) -> dict[str, int]:
        """Those of the wanted circumstances and `command OUTCOME` that were met less often than `least`."""
        seen = Counter({f"{command} {name}": n for command, row in self.outcomes.items() for name, n in row.items()})
        seen += self.circumstances
        return {what: seen[what] for what in wanted if seen[what] < least}

    def require(self, steps: int, least: int, wanted: Iterable[str]) -> None:
        """Fail unless there were `steps`, and `least` of each wanted circumstance or `command OUTCOME`."""
        rare = self.rare(least, wanted)
        assert not rare, f"met less than {least} times: {rare}"
        assert self.steps >= steps, f"{self.steps} steps instead of {steps}"


def report() -> Iterator[str]:
    """The lines to print."""
    for name, tally in RUNS.items():
        yield f"{name}: {tally.steps} steps"
        for command, row in sorted(tally.outcomes.items()):
            yield f"  {command:10} " + ", ".join(f"{outcome} {count}" for outcome, count in row.most_common())
        for circumstance, count in sorted(tally.circumstances.items()):
            yield f"  {count:6} times: {circumstance}"
    for bug, (law, steps) in FOUND.items():
        yield f"planted: {bug} · found in {steps} steps: {law}"
