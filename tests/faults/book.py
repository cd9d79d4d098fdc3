"""What was asked for and what was answered: the driver's own memory, which the recount holds against the database."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

__all__ = ["Answer", "Book", "Operation", "Verdict"]


class Verdict(Enum):
    """What one answer says."""

    DONE = "acknowledged"
    REFUSED = "refused"
    """For good, with a typed reason: it must have left no trace."""
    AGAIN = "again"
    """The outcome is open, or nothing was done: the same key may be sent again."""
    BUG = "bug"
    """An internal error, which no fault may cause."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one attempt. `told` is what was acknowledged, `code` the reason of anything else."""

    verdict: Verdict
    code: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Operation:
    """One intent under one key, however often it is sent."""

    kind: str
    key: str
    wallet: str
    amount: int = 0
    hold: str = ""
    text: str = ""
    attempts: int = 0
    sent_at: float = 0.0
    """Of the attempt under way, or the last one."""
    under_way: bool = False
    abandoned: bool = False
    """Whoever asked for it never asks again: the servers must end it by themselves."""
    answered_at: float = 0.0
    slowest_seconds: float = 0.0
    answer: Answer = Answer(Verdict.AGAIN, "NEVER_SENT")
    codes: list[str] = field(default_factory=list)
    """Reasons of the attempts that were not acknowledged."""
    waited: dict[str, float] = field(default_factory=dict)
    """Longest time until each of those reasons was told, in seconds."""

    @property
    def done(self) -> bool:
        return self.answer.verdict is Verdict.DONE

    @property
    def refused(self) -> bool:
        return self.answer.verdict is Verdict.REFUSED


class Book:
    """All operations of one row, and the moment of its fault."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.struck_at: float | None = None
        self.in_flight: list[Operation] = []
        self.done_before: list[Operation] = []

    def note(self, operation: Operation) -> Operation:
        self.operations.append(operation)
        return operation

    def strike(self) -> None:
        """The fault comes now. What is in flight is noted; a fault that meets nothing shows nothing."""
        self.struck_at = time.monotonic()
        in_flight = [operation for operation in self.operations if operation.under_way]
        assert in_flight, "nothing was in flight when the fault struck"
        self.in_flight += in_flight
        self.done_before = [operation for operation in self.operations if operation.done]

    async def strike_when(self, in_flight: int, seconds: float = 20) -> None:
        """Wait until so many are in flight, then strike."""
        deadline = time.monotonic() + seconds
        while sum(operation.under_way for operation in self.operations) < in_flight:
            assert time.monotonic() < deadline, f"fewer than {in_flight} operations were ever in flight"
            await asyncio.sleep(0.001)
        self.strike()

    def seconds_without_service(self) -> float:
        """The longest time after the fault in which nothing that was sent after it was acknowledged."""
        assert self.struck_at is not None
        moments = sorted(
            operation.answered_at
            for operation in self.operations
            if operation.done and operation.answered_at >= self.struck_at and operation.sent_at >= self.struck_at
        )
        assert moments, "nothing was acknowledged after the fault"
        return max(later - earlier for earlier, later in zip([self.struck_at, *moments], moments, strict=False))

    def slowest_seconds(self) -> float:
        return max((operation.slowest_seconds for operation in self.operations), default=0.0)

    def slowest_by_kind(self) -> dict[str, float]:
        """Seconds of the slowest answer, by kind of operation."""
        slowest: dict[str, float] = {}
        for operation in self.operations:
            slowest[operation.kind] = max(slowest.get(operation.kind, 0.0), round(operation.slowest_seconds, 2))
        return slowest

    def bugs(self) -> list[str]:
        return [
            f"{operation.kind} {operation.key}: {operation.answer.code}"
            for operation in self.operations
            if operation.answer.verdict is Verdict.BUG
        ]

    def summary(self) -> str:
        writes = [operation for operation in self.operations if operation.kind != "balance"]
        done = sum(operation.done for operation in writes)
        before = sum(operation.kind != "balance" for operation in self.done_before)
        writing = sum(operation.kind != "balance" for operation in self.in_flight)
        refused = sum(operation.refused for operation in writes)
        again = sum(operation.attempts > 1 for operation in writes)
        reads = sum(operation.done for operation in self.operations) - done
        return (
            f"acknowledged {done} (before the fault {before}), in flight {len(self.in_flight)} ({writing} of them "
            f"writes), sent again {again}, refused {refused}, left by their callers "
            f"{sum(operation.abandoned for operation in writes)}, read {reads}"
        )

    def codes(self) -> dict[str, int]:
        """How often each reason was given for not acknowledging an attempt."""
        counts: dict[str, int] = {}
        for operation in self.operations:
            for code in operation.codes:
                counts[code] = counts.get(code, 0) + 1
        return dict(sorted(counts.items()))
