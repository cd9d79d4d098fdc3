"""Starts a subscription: one record of ours, one subscription at the gateway, however often it is asked."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.errors import GatewayError, GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateway import PaymentGateway
from gateways.subscriptions import SubscriptionGateway, SubscriptionRequest
from models.payment import PaymentFailure
from models.subscription import PlanInterval, Subscription, SubscriptionStatus
from services.catalog.packages import checked_currency
from services.catalog.plans import PlanSource
from services.clock import Clock
from services.customers import CustomerService
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.errors import (
    AlreadySubscribedError,
    SubscriptionNotPayableError,
    SubscriptionRefusedError,
    SubscriptionsUnavailableError,
)
from services.subscriptions.store import SubscriptionStore
from services.subscriptions.terms import freeze_terms, price_of

__all__ = ["StartedSubscription", "Subscribing"]

_log = structlog.get_logger(__name__)

FIRST_CHECK_SECONDS = 600
START_SECONDS = 82_800
"""How long it may be started at the gateway, which keeps the idempotency key for a day."""


@dataclass(frozen=True, slots=True)
class StartedSubscription:
    """What a client needs for the first payment. `client_secret` is None once that is made; never log it."""

    subscription: Subscription
    client_secret: str | None = field(repr=False)
    publishable_key: str
    payment_page_url: str | None
    """Where the simulated gateway lets a person pay or decline; None for a real one."""


class Subscribing:
    """Plan, price, tokens and wallet are frozen in our record before the gateway hears of it."""

    def __init__(
        self,
        *,
        store: SubscriptionStore,
        plans: PlanSource,
        gateway: PaymentGateway,
        selling: SubscriptionGateway,
        customers: CustomerService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._plans = plans
        self._gateway = gateway
        self._selling = selling
        self._customers = customers
        self._clock = clock

    async def start(
        self, viewer: Viewer, plan_id: str, key: str, currency: str | None, interval: PlanInterval
    ) -> StartedSubscription:
        """Start it, or give the one again that `key` started.

        Raises PlanNotFoundError, PlanNotSoldError, AlreadySubscribedError, IdempotencyConflictError,
        SubscriptionRefusedError, SubscriptionNotPayableError, GatewayUnreachableError, InvalidInputError.
        """
        client_key("subscribe", key)  # refuses what is no key
        input_hash = _hash_of(plan_id, currency, interval)
        subscription = await self._store.by_client_key(viewer.user_id, key)
        if subscription is None:
            subscription = await self._create(viewer, plan_id, key, currency, interval)
        if subscription.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self._hand_over(subscription)

    async def resume(self, viewer: Viewer, subscription_id: str) -> StartedSubscription:
        """Give what the first payment needs once more, to whoever has lost it with the key: by closing the page, say.

        Raises NotFoundError, SubscriptionNotPayableError, and what `start` does once it has a subscription.
        """
        subscription = await self._store.of_user(viewer.user_id, subscription_id)
        if subscription is None:
            raise NotFoundError("subscription")
        if subscription.status is not SubscriptionStatus.INCOMPLETE:
            raise SubscriptionNotPayableError
        return await self._hand_over(subscription)

    async def _create(
        self, viewer: Viewer, plan_id: str, key: str, currency: str | None, interval: PlanInterval
    ) -> Subscription:
        plan = (await self._plans.current()).plan(plan_id)
        price = price_of(plan, checked_currency(currency), interval)
        if await self._store.running_of(viewer.user_id) is not None:
            raise AlreadySubscribedError
        customer = await self._customer(viewer.user_id)
        terms = await freeze_terms(self._selling, plan, price)
        now = self._clock()
        subscription = Subscription(
            user_id=viewer.user_id,
            wallet_id=viewer.wallet_id,
            client_key=key,
            input_hash=_hash_of(plan_id, currency, interval),
            currency=price.price.currency,
            interval=interval,
            terms=[terms],
            plan_id=plan.id,
            gateway=self._selling.name,
            customer_reference=customer,
            livemode=self._selling.livemode,
            created_at=now,
            next_check_at=now + timedelta(seconds=FIRST_CHECK_SECONDS),
        )
        try:
            await self._store.insert(subscription)
        except DuplicateKeyError:
            same = await self._store.by_client_key(viewer.user_id, key)
            if same is None:
                raise AlreadySubscribedError from None
            return same
        _log.info("subscription_created", subscription_id=subscription.id, plan_id=plan.id)
        return subscription

    async def _customer(self, user_id: str) -> str:
        try:
            reference = await self._customers.ensure(user_id, self._gateway)
        except GatewayError as error:
            raise GatewayUnreachableError from error
        if reference is None:
            raise SubscriptionsUnavailableError
        return reference

    async def _hand_over(self, subscription: Subscription) -> StartedSubscription:
        if not subscription.running:
            raise SubscriptionNotPayableError
        try:
            if subscription.gateway_reference is None:
                subscription = await self._make_at_gateway(subscription)
            reference = subscription.gateway_reference
            if reference is None:
                raise SubscriptionsUnavailableError
            secret = await self._selling.first_payment_secret(reference)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            _log.warning("first_payment_unreadable", subscription_id=subscription.id, code=error.code)
            raise SubscriptionRefusedError(PaymentFailure(code=error.code, message=error.message)) from error
        return StartedSubscription(
            subscription=subscription,
            client_secret=secret,
            publishable_key=self._selling.publishable_key,
            payment_page_url=None if secret is None else self._selling.first_payment_page_url(secret),
        )

    async def _make_at_gateway(self, subscription: Subscription) -> Subscription:
        """Our id is the gateway's idempotency key, so that racing or repeated calls make one subscription there."""
        if self._clock() > subscription.created_at + timedelta(seconds=START_SECONDS):
            raise SubscriptionNotPayableError
        terms = subscription.terms[0]
        request = SubscriptionRequest(
            subscription_id=subscription.id,
            customer=subscription.customer_reference,
            price=terms.price_reference,
            description=terms.plan_id,
            metadata={"user_id": subscription.user_id, "plan_id": terms.plan_id},
        )
        try:
            made = await self._selling.create_subscription(request)
        except GatewayRefusedError as error:
            await self._store.close_unstarted(subscription.id)
            _log.warning("subscription_refused", subscription_id=subscription.id, code=error.code)
            raise SubscriptionRefusedError(PaymentFailure(code=error.code, message=error.message)) from error
        stored = await self._store.set_reference(subscription.id, made.reference)
        if stored is None:
            raise SubscriptionsUnavailableError
        if not stored.running:
            # It was given up while the gateway was making it. Nobody has its secret yet.
            await self._selling.cancel_subscription(made.reference)
            raise SubscriptionNotPayableError
        return stored


def _hash_of(plan_id: str, currency: str | None, interval: PlanInterval) -> str:
    asked = json.dumps({"plan": plan_id, "currency": currency, "interval": interval.value}, sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()
