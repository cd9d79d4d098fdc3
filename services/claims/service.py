"""Claims. The rule itself, one claim a period however many are asked for at once, is the ledger's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.clock import Clock
from services.ledger import Balance, Ledger
from services.ledger.keys import client_key
from settings import Settings

__all__ = ["ClaimService", "ClaimStanding", "Claimed"]

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that was granted. `amount` is in whole tokens; `balance` is the wallet's right after it."""

    amount: int
    next_claim_at: datetime
    balance: Balance


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """Whether a claim is possible now. `next_claim_at` is None and `seconds_left` 0 when it is."""

    amount: int
    available: bool
    next_claim_at: datetime | None
    seconds_left: int


class ClaimService:
    """Claims of one server, with the amount and the period of its settings."""

    def __init__(self, *, settings: Settings, clock: Clock, ledger: Ledger) -> None:
        self._amount = settings.claim_tokens
        self._period = timedelta(seconds=settings.claim_period_seconds)
        self._clock = clock
        self._ledger = ledger

    async def claim(self, wallet: str, key: str) -> Claimed:
        """Grant a claim to `wallet`; the same idempotency `key` gives the same claim again.

        Raises InvalidInputError for an unusable key, ClaimTooEarlyError, LedgerUnavailableError, UnknownOutcomeError.
        """
        posted = await self._ledger.claim(
            wallet,
            client_key("claim", key),
            amount=self._amount,
            period_seconds=int(self._period.total_seconds()),
        )
        return Claimed(posted.granted, posted.at + self._period, posted.balance)

    async def status(self, wallet: str) -> ClaimStanding:
        """Whether `wallet` may claim now, and if not, when; seconds are rounded up. Raises LedgerUnavailableError."""
        last_claim_at = await self._ledger.last_claim_at(wallet)
        now = self._clock()
        if last_claim_at is None or last_claim_at + self._period <= now:
            return ClaimStanding(self._amount, available=True, next_claim_at=None, seconds_left=0)
        next_claim_at = last_claim_at + self._period
        seconds_left = -((now - next_claim_at) // _SECOND)
        return ClaimStanding(self._amount, available=False, next_claim_at=next_claim_at, seconds_left=seconds_left)
