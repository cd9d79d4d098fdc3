"""What a wallet holds at one moment."""

from services.ledger.values import value

__all__ = ["Balance"]


@value(frozen=True, slots=True)
class Balance:
    """All amounts are whole tokens, never negative. `available` is `free + purchased`."""

    free: int
    purchased: int
    held: int
    debt: int
    lifetime_purchased: int
    lifetime_spent: int
    seq: int
    """Sequence number of the entry it was read from; grows with every change."""

    @property
    def available(self) -> int:
        """Tokens that can be spent or held now."""
        return self.free + self.purchased
