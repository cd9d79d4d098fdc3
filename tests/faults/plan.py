"""What a run decides: seeded, printed, and the same again for the same seed."""

import random
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Plan", "say"]

Value = TypeVar("Value")


def say(row: str, text: str) -> None:
    """One line of the run's protocol, at once."""
    print(f"row {row:>2} | {text}", flush=True)


class Plan:
    """The decisions of one row. Its generator belongs to (seed, row), so that rows can be replayed one by one."""

    def __init__(self, seed: int, row: str) -> None:
        self.seed = seed
        self.row = row
        self._random = random.Random(f"{seed}/{row}")

    def between(self, what: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        return self._decided(what, self._random.randint(least, most))

    def one_of(self, what: str, choices: Sequence[Value]) -> Value:
        """One of `choices`."""
        return self._decided(what, self._random.choice(choices))

    def stream(self, what: str) -> random.Random:
        """A generator for many small decisions, which are not printed one by one."""
        return random.Random(f"{self.seed}/{self.row}/{what}")

    def _decided(self, what: str, value: Value) -> Value:
        say(self.row, f"decided: {what} = {value}")
        return value
