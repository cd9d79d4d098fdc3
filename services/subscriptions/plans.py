"""Which plans there are, and which one is in force for a user."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.subscription import FrozenTerms, PlanLimits, Subscription, SubscriptionStatus
from services.catalog.plan import Plan
from services.catalog.plans import PlanSource
from services.clock import Clock
from services.database_errors import database_errors_become
from services.subscriptions.errors import SubscriptionsUnavailableError
from services.subscriptions.store import SubscriptionStore

__all__ = ["PlanInForce", "Plans", "paid_terms"]

_away_is_unavailable = database_errors_become(SubscriptionsUnavailableError)
_PAYING = frozenset({SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE})


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """The plan whose limits hold for a user, and until when they do; None: for good."""

    plan_id: str
    limits: PlanLimits
    until: datetime | None = None


class Plans:
    """The catalogue of plans, and what holds for whom. Raises SubscriptionsUnavailableError."""

    def __init__(self, *, catalog: PlanSource, clock: Clock) -> None:
        self.catalog = catalog
        self._clock = clock
        self._store = SubscriptionStore()

    @_away_is_unavailable
    async def offered(self, currency: str | None = None) -> list[Plan]:
        """See `PlanCatalog.offered`."""
        return (await self.catalog.current()).offered(currency)

    @_away_is_unavailable
    async def limits_of(self, user_id: str) -> PlanInForce:
        """What the user's plan allows: that of the subscription which is paid for, else the free one.

        A subscription's limits are those that its user agreed to. They hold until the paid period is over, and for the
        plan's grace beyond it, while the gateway goes on trying to collect.
        """
        subscription = await self._store.running_of(user_id)
        terms = None if subscription is None else paid_terms(subscription, self._clock())
        if subscription is None or terms is None or subscription.paid_until is None:
            free = (await self.catalog.current()).free
            return PlanInForce(free.id, free.limits)
        return PlanInForce(terms.plan_id, terms.limits, subscription.paid_until + timedelta(days=terms.grace_days))

    @_away_is_unavailable
    async def in_force(self, user_ids: Sequence[str]) -> dict[str, PlanInForce]:
        """By user, the plan of everybody of many who pays for one; all others have the free one."""
        now, found = self._clock(), {}
        for subscription in await self._store.running_of_all(user_ids):
            terms = paid_terms(subscription, now)
            if terms is not None and subscription.paid_until is not None:
                until = subscription.paid_until + timedelta(days=terms.grace_days)
                found[subscription.user_id] = PlanInForce(terms.plan_id, terms.limits, until)
        return found


def paid_terms(subscription: Subscription, now: datetime) -> FrozenTerms | None:
    """The terms that are paid for and hold at `now`; None when none do."""
    if subscription.paid_until is None or subscription.status not in _PAYING:
        return None
    terms = subscription.current_terms
    return terms if now < subscription.paid_until + timedelta(days=terms.grace_days) else None
