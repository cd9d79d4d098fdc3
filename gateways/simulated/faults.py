"""Faults that a test orders: slow, broken and lost answers of the API."""

from dataclasses import dataclass

__all__ = ["MAXIMUM_DELAY_SECONDS", "MAXIMUM_FAULTS", "Fault", "Faults"]

MAXIMUM_FAULTS = 100
MAXIMUM_DELAY_SECONDS = 120.0


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls whose path begins with `path`.

    `delay_before_seconds`: the call waits, and holds its idempotency key. `status`: it is answered so and not
    executed; with `kept` its key answers so from then on, as it does after a failure of Stripe's own.
    `delay_after_seconds`: it is executed and its answer comes late, or, past the client's patience, never.
    """

    path: str = "/v1/"
    times: int = 1
    status: int | None = None
    kept: bool = False
    delay_before_seconds: float = 0.0
    delay_after_seconds: float = 0.0


class Faults:
    """Those that are ordered and not yet used up."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add one; raises ValueError when there are too many."""
        if len(self._ordered) >= MAXIMUM_FAULTS:
            raise ValueError(f"at most {MAXIMUM_FAULTS} faults")
        self._ordered.append(fault)

    def clear(self) -> None:
        """Forget all."""
        self._ordered.clear()

    def take(self, path: str) -> Fault | None:
        """The fault for a call to this path, counted down."""
        for fault in self._ordered:
            if path.startswith(fault.path):
                fault.times -= 1
                if fault.times <= 0:
                    self._ordered.remove(fault)
                return fault
        return None
