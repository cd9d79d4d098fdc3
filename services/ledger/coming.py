"""Refills that are about to fall due, by wallet: a cheap look before a balance is told or tokens are taken."""

from services.ledger.commands import Refill

__all__ = ["MOST_COMING", "ComingRefills"]

MOST_COMING = 10_000
"""Of one process. Who finds no room is refilled by the next sweep, some seconds after their time."""


class ComingRefills:
    """What a sweeper saw coming. It only hastens what the sweeper would do; losing it loses nothing."""

    def __init__(self) -> None:
        self._by_wallet: dict[str, Refill] = {}

    def expect(self, wallet: str, refill: Refill) -> None:
        """Remember `refill`, in the place of what was expected for the wallet before."""
        if wallet in self._by_wallet or len(self._by_wallet) < MOST_COMING:
            self._by_wallet[wallet] = refill

    def of(self, wallet: str) -> Refill | None:
        """What is expected for the wallet, due or not yet."""
        return self._by_wallet.get(wallet)

    def drop(self, wallet: str, refill: Refill) -> None:
        """It is done, or cannot be done, unless another one is expected since."""
        if self._by_wallet.get(wallet) is refill:
            del self._by_wallet[wallet]
