"""Where granted tokens come from, and which of them count as purchased."""

from enum import StrEnum

__all__ = ["PURCHASED_SOURCES", "GrantSource"]


class GrantSource(StrEnum):
    """Why tokens were granted."""

    WELCOME = "welcome"
    ANONYMOUS = "anonymous"
    CLAIM = "claim"
    REFILL = "refill"
    PURCHASE = "purchase"
    PROMO = "promo"
    REFERRAL = "referral"
    GIFT = "gift"
    SUBSCRIPTION = "subscription"
    ADMIN = "admin"
    REFUND = "refund"

    @property
    def is_purchased(self) -> bool:
        """Whether its tokens were paid for by somebody; all others are free ones."""
        return self in PURCHASED_SOURCES

    @property
    def counts_as_bought(self) -> bool:
        """Whether they add to what was ever bought; what a failed refund gives back was counted before."""
        return self is not GrantSource.REFUND and self in PURCHASED_SOURCES


PURCHASED_SOURCES = frozenset({GrantSource.PURCHASE, GrantSource.GIFT, GrantSource.SUBSCRIPTION, GrantSource.REFUND})
