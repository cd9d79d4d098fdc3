"""One timer for the deadlines of all commands, since a timer each is a tenth of a command's work."""

import asyncio

from services.ledger.pending import Pending

__all__ = ["Deadlines"]


class Deadlines:
    """Answers commands whose deadline has passed. They come in the order of their deadlines."""

    def __init__(self) -> None:
        self._open: dict[Pending, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, pending: Pending) -> None:
        """Watch a command until it is removed. Needs a running event loop."""
        self._open[pending] = None
        if self._timer is None:
            self._arm(pending.deadline)

    def remove(self, pending: Pending) -> None:
        """The command has been answered, or nobody waits for it any more."""
        self._open.pop(pending, None)

    def close(self) -> None:
        """Give the timer back."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, deadline: float) -> None:
        self._timer = asyncio.get_running_loop().call_at(deadline, self._expire)

    def _expire(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        while self._open:
            oldest = next(iter(self._open))
            if oldest.deadline > now:
                self._arm(oldest.deadline)
                return
            del self._open[oldest]
            oldest.give_up()
