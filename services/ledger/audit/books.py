"""One wallet's books: the pockets of each grant and hold, and what an auditor reads off them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

__all__ = [
    "BOUGHT",
    "PURCHASED",
    "SOURCES",
    "Books",
    "GrantBook",
    "HoldBook",
    "Place",
    "Problem",
    "repayment_place",
    "spending_place",
]

PURCHASED = frozenset({"purchase", "gift", "subscription", "refund"})
BOUGHT = PURCHASED - {"refund"}
"""What counts as ever bought: tokens given back were counted when they were bought."""
SOURCES = PURCHASED | {"welcome", "anonymous", "claim", "refill", "promo", "referral", "admin"}

Problem = tuple[str, str]
"""The rule's name and what was expected."""

Place = Callable[["GrantBook"], tuple[Any, ...]]

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class GrantBook:
    """The pockets of one grant. `order` is the number of the entry that first granted it."""

    source: str
    expires_at: datetime | None
    reference: str | None
    order: int
    available: int = 0
    held: int = 0

    def expired(self, at: datetime) -> bool:
        """Whether its tokens can be spent no more at `at`."""
        return self.expires_at is not None and at >= self.expires_at


@dataclass(slots=True)
class HoldBook:
    """What a hold still has of each grant, in the order in which it took them."""

    expires_at: datetime
    parts: dict[str, int] = field(default_factory=dict)

    @property
    def amount(self) -> int:
        """Whole tokens."""
        return sum(self.parts.values())


@dataclass(slots=True)
class Books:
    """The books of one wallet up to the entry last posted. They hold what is open, so they stay small."""

    grants: dict[str, GrantBook] = field(default_factory=dict)
    holds: dict[str, HoldBook] = field(default_factory=dict)
    frozen: set[str] = field(default_factory=set)
    debt: int = 0
    purchased: int = 0
    spent: int = 0
    last_claim_at: datetime | None = None
    last_refill_at: datetime | None = None

    def spendable(self, at: datetime) -> Iterator[GrantBook]:
        """Grants that tokens can be taken from at `at`."""
        for book in self.grants.values():
            if book.available > 0 and not book.expired(at) and book.reference not in self.frozen:
                yield book


def spending_place(book: GrantBook) -> tuple[Any, ...]:
    """Soonest expiry first, then free before purchased, then the oldest."""
    return (book.expires_at or _NEVER, book.source in PURCHASED, book.order)


def repayment_place(book: GrantBook) -> tuple[Any, ...]:
    """Purchased first, then as in spending."""
    return (book.source not in PURCHASED, *spending_place(book))
