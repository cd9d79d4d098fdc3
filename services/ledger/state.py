"""A wallet's state after one entry: plain, immutable data, and what can be read off it."""

from datetime import UTC, datetime

from services.ledger.balance import Balance
from services.ledger.sources import PURCHASED_SOURCES, GrantSource
from services.ledger.values import value

__all__ = [
    "EMPTY",
    "Grant",
    "HoldPart",
    "OpenHold",
    "WalletState",
    "balance_at",
    "repayment_order",
    "spendable",
    "spending_order",
]


@value(frozen=True, slots=True)
class Grant:
    """Tokens of one origin. It stays in the state while any are available or held."""

    id: str
    """`g` and the sequence number of the entry that first granted it."""
    source: GrantSource
    available: int
    """Whole tokens that are neither spent, held, expired nor taken back."""
    order: int
    """Sequence number of its first entry: the older is spent first."""
    expires_at: datetime | None = None
    reference: str | None = None
    """What must be able to take its own tokens back, such as a payment id. Grants without one merge."""

    def expired(self, now: datetime) -> bool:
        """Whether its tokens can no longer be spent at `now`."""
        return self.expires_at is not None and self.expires_at <= now

    def with_available(self, available: int) -> "Grant":
        """The same grant with another number of tokens left. `dataclasses.replace` takes three times as long."""
        return Grant(self.id, self.source, available, self.order, self.expires_at, self.reference)


@value(frozen=True, slots=True)
class HoldPart:
    """The tokens of one grant that a hold reserves."""

    grant: str
    amount: int


@value(frozen=True, slots=True)
class OpenHold:
    """Tokens reserved for work under way, until it is settled or released."""

    id: str
    parts: tuple[HoldPart, ...]
    expires_at: datetime

    @property
    def amount(self) -> int:
        """Whole tokens reserved."""
        return sum(part.amount for part in self.parts)


@value(frozen=True, slots=True)
class WalletState:
    """Everything that the rules need to know of a wallet."""

    grants: tuple[Grant, ...] = ()
    holds: tuple[OpenHold, ...] = ()
    debt: int = 0
    frozen: tuple[str, ...] = ()
    """References whose grants cannot be spent while a dispute runs, sorted."""
    last_claim_at: datetime | None = None
    last_refill_at: datetime | None = None
    """The beginning of the interval that was refilled last."""
    lifetime_purchased: int = 0
    """Tokens ever granted from purchased sources; neither taking them back nor giving those back again changes it."""
    lifetime_spent: int = 0


EMPTY = WalletState()
_NEVER = datetime.max.replace(tzinfo=UTC)


def spending_order(grant: Grant) -> tuple[bool, datetime, bool, int]:
    """Sort key: soonest expiry first, then free before purchased, then oldest."""
    expires_at = grant.expires_at
    return (expires_at is None, expires_at or _NEVER, grant.source in PURCHASED_SOURCES, grant.order)


def repayment_order(grant: Grant) -> tuple[bool, bool, datetime, int]:
    """Sort key for paying off a debt: purchased first, then as in spending."""
    never, expiry, purchased, order = spending_order(grant)
    return (not purchased, never, expiry, order)


def spendable(state: WalletState, now: datetime) -> list[Grant]:
    """The grants that have tokens to spend at `now`: not expired, not frozen."""
    frozen = state.frozen
    return [
        grant
        for grant in state.grants
        if grant.available
        and (grant.expires_at is None or grant.expires_at > now)
        and (not frozen or grant.reference not in frozen)
    ]


def balance_at(state: WalletState, seq: int, now: datetime) -> Balance:
    """What the wallet holds at `now`, by its newest entry's state less what has expired since."""
    free = purchased = 0
    for grant in spendable(state, now):
        if grant.source in PURCHASED_SOURCES:
            purchased += grant.available
        else:
            free += grant.available
    return Balance(
        free=free,
        purchased=purchased,
        held=sum(hold.amount for hold in state.holds) if state.holds else 0,
        debt=state.debt,
        lifetime_purchased=state.lifetime_purchased,
        lifetime_spent=state.lifetime_spent,
        seq=seq,
    )
