"""Ends a subscription at the gateway: with its period, or at once where it was never paid."""

import contextlib

from gateways.errors import PaymentUnknownError
from gateways.subscriptions import GatewaySubscriptionStatus, SubscriptionGateway
from models.payment import PaymentFlag
from models.subscription import Subscription
from services.clock import Clock
from services.payments.decisions import FlagCode
from services.subscriptions.following import SubscriptionFollower
from services.subscriptions.store import SubscriptionStore

__all__ = ["Ending"]

_ENDED = frozenset({GatewaySubscriptionStatus.ENDED, GatewaySubscriptionStatus.ENDED_UNPAID})


class Ending:
    """Both calls are safe to repeat, and raise GatewayUnavailableError and GatewayRefusedError."""

    def __init__(
        self, *, store: SubscriptionStore, gateway: SubscriptionGateway, follower: SubscriptionFollower, clock: Clock
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._follower = follower
        self._clock = clock

    async def end(self, reference: str) -> None:
        """Whether it was paid is the gateway's to say: what we know may be older than the payment."""
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.status in _ENDED:
            return  # by itself, or the answer was lost
        if theirs.status is not GatewaySubscriptionStatus.INCOMPLETE:
            await self._gateway.set_cancel_at_period_end(reference, cancel=True)
            return
        with contextlib.suppress(PaymentUnknownError):  # another server was faster
            await self._gateway.cancel_subscription(reference)

    async def flag_if_paid(self, subscription: Subscription, reference: str) -> None:
        """After `end`: who paid in the very moment has tokens and no plan, so a person decides about the money."""
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.status not in _ENDED:
            return
        await self._follower.follow(reference)
        now = await self._store.by_id(subscription.id) or subscription
        ended_at = theirs.ended_at or self._clock()
        if now.paid_until is None or now.paid_until <= ended_at:
            return
        detail = f"It was paid until {now.paid_until:%Y-%m-%d}, and ended at once on {ended_at:%Y-%m-%d}."
        flag = PaymentFlag(code=FlagCode.ENDED_ALTHOUGH_PAID.value, detail=detail, at=self._clock())
        await self._store.add_flag(subscription.id, flag)
