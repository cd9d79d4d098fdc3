"""Completes what a crash, a lost event or a lost answer left behind. Every pass is safe to repeat."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from gateways.errors import GatewayUnavailableError
from gateways.subscriptions import SubscriptionGateway
from models.subscription import Subscription, SubscriptionStatus
from models.subscription_change import SubscriptionChange
from services.clock import Clock
from services.errors import TokentillError
from services.subscriptions.changes import ChangeStore
from services.subscriptions.changing import Changing
from services.subscriptions.following import SubscriptionFollower
from services.subscriptions.store import SubscriptionStore

__all__ = ["SubscriptionSweeper", "SweptSubscriptions", "next_check"]

_log = structlog.get_logger(__name__)

CHANGE_REST_SECONDS = 60
"""A change younger than this is left to the request that brought it."""
CHANGE_LIFE_SECONDS = 3_600
AWAY_MAXIMUM = 2
"""After so many in a row that met no answer, the rest of them waits for the next pass."""
SOON_SECONDS = 600
DAY_SECONDS = 86_400
AFTER_PERIOD_SECONDS = 7_200
"""The gateway collects about an hour after a period has ended."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SweptSubscriptions:
    """How many subscriptions and changes one pass dealt with, and how many of either it could not deal with."""

    subscriptions: int = 0
    changes: int = 0
    failed: int = 0


class SubscriptionSweeper:
    """Asks the gateway about subscriptions that are due, and finishes changes that were begun."""

    def __init__(
        self,
        *,
        store: SubscriptionStore,
        gateway: SubscriptionGateway,
        follower: SubscriptionFollower,
        changing: Changing,
        clock: Clock,
    ) -> None:
        self._store = store
        self._changes = ChangeStore()
        self._gateway = gateway
        self._follower = follower
        self._changing = changing
        self._clock = clock

    async def complete(self, limit: int) -> SweptSubscriptions:
        """Look at `limit` changes and `limit` subscriptions at most. One that fails keeps nobody else waiting."""
        now = self._clock()
        rows = await self._changes.pending(now - timedelta(seconds=CHANGE_REST_SECONDS), limit)
        changes, bad_changes = await self._each(rows, self._take_change)
        due = await self._store.due(now, limit)
        subscriptions, bad = await self._each(due, self._take_subscription)
        return SweptSubscriptions(subscriptions, changes, bad_changes + bad)

    async def _each(self, rows: list[dict[str, Any]], take: Callable[[Row], Awaitable[None]]) -> tuple[int, int]:
        done = failed = away = 0
        for row in rows:
            try:
                await take(row)
                done, away = done + 1, 0
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                failed, away = failed + 1, away + 1 if _is_away(error) else 0
                trace = None if away else error
                _log.warning(
                    "subscriptions_sweep_failed", row=str(row["_id"]), error=type(error).__name__, exc_info=trace
                )
            if away >= AWAY_MAXIMUM:
                break
        return done, failed

    async def _take_change(self, row: Row) -> None:
        change = SubscriptionChange.model_validate(row)
        if self._clock() > change.created_at + timedelta(seconds=CHANGE_LIFE_SECONDS):
            await self._changing.abandon(change)
            return
        await self._changing.complete(change)

    async def _take_subscription(self, row: Row) -> None:
        """Put off first of all, so that one that ends the process does not do so at every pass."""
        now = self._clock()
        await self._store.postpone_check(row["_id"], now + timedelta(seconds=SOON_SECONDS))
        subscription = Subscription.model_validate(row)
        reference = subscription.gateway_reference or await self._find(subscription)
        if reference is not None:
            await self._follower.follow(reference)
            followed = await self._store.by_id(subscription.id) or subscription
            await self._store.postpone_check(subscription.id, next_check(followed, now))

    async def _find(self, subscription: Subscription) -> str | None:
        """The one whose making gave no answer; without one, ours is given up."""
        found = await self._gateway.find_subscription(subscription.customer_reference, subscription.id)
        if found is None:
            await self._store.close_unstarted(subscription.id)
            return None
        await self._store.set_reference(subscription.id, found.reference)
        return found.reference


def next_check(subscription: Subscription, now: datetime) -> datetime:
    """When events that never came are made up for: soon while a payment is open, else after the period or daily."""
    if subscription.status is not SubscriptionStatus.ACTIVE or subscription.period_end is None:
        return now + timedelta(seconds=min(max((now - subscription.created_at).total_seconds(), SOON_SECONDS), 14_400))
    after_period = subscription.period_end + timedelta(seconds=AFTER_PERIOD_SECONDS)
    tomorrow = now + timedelta(seconds=DAY_SECONDS)
    return min(after_period, tomorrow) if after_period > now else now + timedelta(seconds=SOON_SECONDS)


def _is_away(error: Exception) -> bool:
    if isinstance(error, TokentillError):
        return error.retryable
    return isinstance(error, GatewayUnavailableError | PyMongoError)
