"""Makes runs in the background, so that what readers add to them stays short."""

from services.usage.runs import CHARGES_OF_A_RUN, UsageRuns

__all__ = ["RunSweep"]

RUNS_AT_ONCE = 50
MOST_WALLETS = 100_000
"""That are counted; when there are more the counting begins anew, and readers make what was missed."""


class RunSweep:
    """One for a process; each makes the runs of all wallets, and the first to make one spares the others most of it."""

    def __init__(self, runs: UsageRuns) -> None:
        self._runs = runs
        self._new: dict[str, int] = {}
        """Entries since the last look, by wallet."""
        self._due: dict[str, None] = {}
        """Wallets to look at, the longest waiting first."""

    def notice(self, wallet: str) -> None:
        """This wallet has one more entry."""
        count = self._new.pop(wallet, 0) + 1
        if count >= CHARGES_OF_A_RUN:
            self.late(wallet)
            return
        if len(self._new) >= MOST_WALLETS:
            self._new.clear()
        self._new[wallet] = count

    def late(self, wallet: str) -> None:
        """Look at this wallet in the next pass."""
        self._due[wallet] = None

    async def sweep(self, limit: int) -> int:
        """Look at wallets that are due, `limit` of them at most; how many. Raises PyMongoError."""
        wallets = list(self._due)[:limit]
        for wallet in wallets:
            done = await self._runs.extend(wallet, most=RUNS_AT_ONCE)
            del self._due[wallet]
            if not done:
                self.late(wallet)  # behind the others
        return len(wallets)
