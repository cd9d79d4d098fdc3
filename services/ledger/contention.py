"""Fairness between processes that write one wallet.

Who has just written it knows its newest entry and would win the next race, too. So a winner rests for a moment where
there are others, and reads the newest entry again before it goes on; who has lost waits, a random time, for the next.
"""

import random
from collections import OrderedDict

__all__ = ["Contention"]

_REMEMBERED_SECONDS = 2.0
_WALLETS = 1_000
_LONGEST_REST_SECONDS = 0.5


class Contention:
    """The wallets for which this process lost a race of late. Times are in seconds of the event loop."""

    def __init__(self, longest_pause: float) -> None:
        self._longest_pause = longest_pause
        self._lost_at: OrderedDict[str, float] = OrderedDict()

    def lost(self, wallet: str, now: float) -> None:
        """Another process was faster."""
        self._lost_at[wallet] = now
        self._lost_at.move_to_end(wallet)
        while len(self._lost_at) > _WALLETS:
            self._lost_at.popitem(last=False)

    def rest_after_win(self, wallet: str, took: float, now: float) -> float:
        """How long to leave the wallet to others after a commit that took so long; 0 where there are none."""
        lost_at = self._lost_at.get(wallet)
        if lost_at is None:
            return 0.0
        if now - lost_at > _REMEMBERED_SECONDS:
            del self._lost_at[wallet]
            return 0.0
        # Jitter, here and below, keeps processes from meeting again in the next race; no secret hangs on it.
        return min(_LONGEST_REST_SECONDS, took * random.uniform(2, 6))  # noqa: S311

    def pause_after_loss(self, tries: int) -> float:
        """How long to wait before the next try."""
        return random.uniform(0, min(self._longest_pause, 0.001 * 2 ** min(tries, 16)))  # noqa: S311
