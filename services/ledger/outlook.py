"""What a wallet holds, and what it will hold if nobody touches it. Pure."""

from datetime import datetime

from services.ledger.balance import Balance
from services.ledger.state import WalletState, balance_at, spendable
from services.ledger.values import value

__all__ = ["Outlook", "outlook_at"]


@value(frozen=True, slots=True)
class Outlook:
    """A balance, and what expires of what is available, the soonest first."""

    balance: Balance
    expiring: tuple[tuple[datetime, int], ...]
    """When, and how many whole tokens."""

    def below_at(self, tokens: int) -> datetime | None:
        """When so much has expired that less than `tokens` are left, held ones included; None when never."""
        left = self.balance.available + self.balance.held
        for moment, amount in self.expiring:
            left -= amount
            if left < tokens:
                return moment
        return None


def outlook_at(state: WalletState, seq: int, now: datetime) -> Outlook:
    """The outlook of a wallet in `state` after entry `seq`."""
    grants = spendable(state, now)
    expiring = sorted((each.expires_at, each.available) for each in grants if each.expires_at is not None)
    return Outlook(balance_at(state, seq, now), tuple(expiring))
