"""A circuit breaker: a provider that fails again and again is left alone for a while, so that nobody waits for it.

Closed, it lets every call through and counts failures in a row. Open, it lets none through. When its time is over it is
half open: it lets one call through as a trial, whose success closes it and whose failure opens it again.
"""

import time
from collections.abc import Callable
from enum import StrEnum

import structlog

__all__ = ["BreakerState", "CircuitBreaker"]


logger = structlog.get_logger(__name__)


class BreakerState(StrEnum):
    """See the module."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class CircuitBreaker:
    """One for a provider, in one process. `now` is a clock in seconds that never goes back."""

    def __init__(
        self, name: str, *, failures: int, open_seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._name = name
        self._most_failures = failures
        self._open_seconds = open_seconds
        self._now = now
        self._failures = 0
        self._opened_at: float | None = None
        self._trial: int | None = None
        self._calls = 0

    @property
    def state(self) -> BreakerState:
        """Its state now."""
        if self._opened_at is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.seconds_left > 0 else BreakerState.HALF_OPEN

    @property
    def seconds_left(self) -> float:
        """How long it stays open; 0 when it is not."""
        return 0.0 if self._opened_at is None else max(0.0, self._opened_at + self._open_seconds - self._now())

    def admit(self) -> int | None:
        """The number of a call that may be made, and whose end is to be told; None when none may."""
        if self.state is BreakerState.OPEN or (self.state is BreakerState.HALF_OPEN and self._trial is not None):
            return None
        self._calls += 1
        if self.state is BreakerState.HALF_OPEN:
            self._trial = self._calls
        return self._calls

    def succeeded(self, call: int) -> None:
        """The provider answered. A call that began before the circuit opened does not close it."""
        if self._opened_at is None:
            self._failures = 0
        elif call == self._trial:
            self._failures, self._opened_at, self._trial = 0, None, None
            logger.info("provider_circuit_closed", provider=self._name)

    def failed(self, call: int) -> None:
        """It did not."""
        if self._opened_at is None:
            self._failures += 1
            if self._failures >= self._most_failures:
                self._open()
        elif call == self._trial:
            self._open()

    def left(self, call: int) -> None:
        """Nobody waited for the end of `call`; another one may be the trial. Does nothing when its end was told."""
        if call == self._trial:
            self._trial = None

    def _open(self) -> None:
        self._opened_at, self._trial = self._now(), None
        logger.warning("provider_circuit_opened", provider=self._name, seconds=self._open_seconds)
