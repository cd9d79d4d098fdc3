"""Makes the refills that are due, for whoever they are due to, and tells the ledger which ones come next.

A user's row says when the next one falls due; an index finds those. What is made is the refill of the interval that
has begun last: intervals that nobody could refill, since no server ran, are over. That an interval is refilled once is
the ledger's to keep, by key and state, so every server may sweep at the same time.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo import UpdateOne

from models.user import Role, User, UserStatus
from models.user_refill import RefillMode, RefillTerms
from services.clock import Clock
from services.errors import TokentillError
from services.ledger import Ledger
from services.ledger.errors import LedgerError, LedgerUnavailableError, UnknownOutcomeError
from services.refills.intervals import latest, next_after
from services.refills.standing import OWN_SCHEDULE, StandardRefill

__all__ = ["AHEAD", "RefillSweeper"]

_log = structlog.get_logger(__name__)

AHEAD = timedelta(seconds=15)
"""So long before a refill falls due the ledger hears of it, and makes it by itself when its wallet is looked at."""
CONCURRENT_REFILLS = 16
_ACCOUNTS = [Role.USER.value, Role.ADMIN.value]
_ALLOWED = {UserStatus.ACTIVE}
_GONE = {UserStatus.MERGED, UserStatus.ERASING, UserStatus.ERASED}


class RefillSweeper:
    """Each pass is safe to repeat, and to run beside others."""

    def __init__(self, *, standard: StandardRefill, clock: Clock, ledger: Ledger) -> None:
        self._standard = standard
        self._clock = clock
        self._ledger = ledger

    async def sweep(self, limit: int) -> int:
        """Make up to `limit` refills that are due; how many users were dealt with. Raises PyMongoError."""
        await self._schedule(limit)
        ahead = self._clock() + AHEAD
        users = await User.find({"refill.due_at": {"$lte": ahead}}).sort("+refill.due_at").limit(limit).to_list()
        at_once = asyncio.Semaphore(CONCURRENT_REFILLS)

        async def attend(user: User) -> None:
            async with at_once:
                await self._attend(user)

        await asyncio.gather(*(attend(user) for user in users))
        return len(users)

    async def bring_up_to_date(self, user: User) -> User:
        """Make the user's refill if it is due; the user as they stand then. Raises LedgerError, PyMongoError."""
        due_at = user.refill.due_at
        if due_at is None or due_at > self._clock():
            return user
        await self._make(user, due_at)
        return await User.get(user.id) or user

    async def _schedule(self, limit: int) -> None:
        """Work out when the next refill of some is, whose schedule is not the one of the settings."""
        other = {"role": {"$in": _ACCOUNTS}, "refill.schedule": {"$nin": [self._standard.schedule, OWN_SCHEDULE]}}
        users = await User.find(other).limit(limit).to_list()
        if users:
            await User.get_pymongo_collection().bulk_write([self._scheduled(user) for user in users], ordered=False)

    def _scheduled(self, user: User) -> UpdateOne:
        terms = self._standard.terms_of(user)
        due_at = None if terms is None else next_after(terms, self._clock())
        values = {"refill.schedule": self._standard.schedule, "refill.due_at": due_at}
        return UpdateOne({"_id": user.id, "refill.schedule": user.refill.schedule}, {"$set": values})

    async def _attend(self, user: User) -> None:
        """One user whose refill is due, or nearly so. One that fails is logged, and taken up again."""
        due_at = user.refill.due_at
        if due_at is None:
            return
        try:
            if due_at > self._clock():
                self._expect(user, due_at)
            else:
                await self._make(user, due_at)
        except Exception as error:  # noqa: BLE001  one damaged wallet must not keep the others waiting
            trace = None if isinstance(error, TokentillError) and error.retryable else error
            _log.warning("refill_failed", user_id=user.id, error=type(error).__name__, exc_info=trace)

    def _expect(self, user: User, due_at: datetime) -> None:
        terms = self._standard.terms_of(user)
        if terms is not None and user.status in _ALLOWED:
            self._ledger.expect_refill(user.wallet_id, due_at=due_at, **_amounts(terms))

    async def _make(self, user: User, due_at: datetime) -> None:
        """The refill of the interval that has begun last, if its user may have one; then the next one is awaited."""
        terms, now = self._standard.terms_of(user), self._clock()
        began_at = None if terms is None else latest(terms, now)
        if terms is not None and began_at is not None and user.status in _ALLOWED:
            try:
                posted = await self._ledger.refill(user.wallet_id, due_at=began_at, **_amounts(terms))
                if not posted.replayed:
                    _log.info("refilled", user_id=user.id, tokens=posted.granted)
            except (LedgerUnavailableError, UnknownOutcomeError):
                raise
            except LedgerError as error:  # nothing is missing, or another server was faster
                _log.debug("refill_passed_over", user_id=user.id, code=error.code)
        following = None if terms is None or user.status in _GONE else next_after(terms, now)
        await User.get_pymongo_collection().update_one(
            {"_id": user.id, "refill.due_at": due_at, "refill.schedule": user.refill.schedule},
            {"$set": {"refill.due_at": following}},
        )


def _amounts(terms: RefillTerms) -> dict[str, Any]:
    most = terms.amount if terms.mode is RefillMode.RESET else terms.cap
    return {"amount": int(terms.amount), "most": None if most is None else int(most)}
