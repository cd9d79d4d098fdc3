"""Changes a running subscription: another plan, its end, and going on. The intent is stored first."""

import hashlib
import json

import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.subscriptions import GatewaySubscription, GatewaySubscriptionStatus, SubscriptionGateway
from models.payment import PaymentFailure
from models.subscription import FrozenTerms, Subscription, SubscriptionStatus
from models.subscription_change import ChangeKind, ChangeStatus, SubscriptionChange
from services.catalog.plans import PlanCatalog
from services.clock import Clock
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.changes import ChangeStore
from services.subscriptions.errors import (
    NotSubscribedError,
    PlanUnchangedError,
    SubscriptionNotChangeableError,
    SubscriptionRefusedError,
    SubscriptionsUnavailableError,
)
from services.subscriptions.following import SubscriptionFollower
from services.subscriptions.store import SubscriptionStore
from services.subscriptions.terms import freeze_terms, price_of

__all__ = ["Changing"]

_log = structlog.get_logger(__name__)

FAILURE_TEXT_MAXIMUM_CHARACTERS = 500
PAST_DUE = "past_due"
"""Stands where the gateway's code would: it would bill a difference that grants nothing."""


class Changing:
    """The same call with the same key is one change, and gives how the subscription stands now."""

    def __init__(
        self,
        *,
        store: SubscriptionStore,
        plans: PlanCatalog,
        gateway: SubscriptionGateway,
        follower: SubscriptionFollower,
        clock: Clock,
    ) -> None:
        self._store = store
        self._changes = ChangeStore()
        self._plans = plans
        self._gateway = gateway
        self._follower = follower
        self._clock = clock

    async def ask(self, viewer: Viewer, kind: ChangeKind, key: str, plan_id: str | None = None) -> Subscription:
        """Change the viewer's subscription; the subscription as it stands then.

        Raises NotSubscribedError, PlanNotFoundError, PlanNotSoldError, PlanUnchangedError,
        SubscriptionNotChangeableError, SubscriptionChangePendingError, SubscriptionRefusedError,
        IdempotencyConflictError, GatewayUnreachableError.
        """
        client_key(f"{kind.value}Subscription", key)  # refuses what is no key
        input_hash = _hash_of(kind, plan_id)
        change = await self._changes.by_client_key(viewer.user_id, key)
        if change is None:
            subscription = await self._store.running_of(viewer.user_id)
            if subscription is None or subscription.gateway_reference is None:
                raise NotSubscribedError
            self._check(subscription, kind, plan_id)
            change = await self._changes.insert(
                SubscriptionChange(
                    subscription_id=subscription.id,
                    user_id=viewer.user_id,
                    client_key=key,
                    input_hash=input_hash,
                    kind=kind,
                    plan_id=plan_id,
                    created_at=self._clock(),
                )
            )
        if change.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self.complete(change)

    async def complete(self, change: SubscriptionChange) -> Subscription:
        """Do what is left of it. Safe to repeat; raises SubscriptionRefusedError again for one that was refused."""
        subscription = await self._store.by_id(change.subscription_id)
        if subscription is None or subscription.gateway_reference is None:
            raise SubscriptionsUnavailableError
        try:
            if change.status is ChangeStatus.PENDING:
                await self._apply(subscription, subscription.gateway_reference, change)
            await self._follower.follow(subscription.gateway_reference)
        except (GatewayUnavailableError, GatewayRefusedError) as error:
            # A refusal of the change is no exception by now; this one only keeps from seeing what came of it.
            raise GatewayUnreachableError from error
        if change.status is ChangeStatus.REFUSED and change.failure is not None:
            raise SubscriptionRefusedError(change.failure)
        now = await self._store.by_id(change.subscription_id)
        return now or subscription

    async def abandon(self, change: SubscriptionChange) -> None:
        """Give it up, unless it was done: nobody should be billed hours after they asked. A cancellation is done."""
        subscription = await self._store.by_id(change.subscription_id)
        if change.kind is ChangeKind.CANCEL or subscription is None or subscription.gateway_reference is None:
            await self.complete(change)
            return
        theirs = await self._gateway.retrieve_subscription(subscription.gateway_reference)
        prices = {each.price_reference for each in subscription.terms if each.plan_id == change.plan_id}
        if theirs.price in prices:
            await self.complete(change)
            return
        await self._changes.finish(change.id, PaymentFailure(code="abandoned", message="It could not be done in time."))

    def _check(self, subscription: Subscription, kind: ChangeKind, plan_id: str | None) -> None:
        if kind is not ChangeKind.PLAN or plan_id is None:
            return
        price_of(self._plans.plan(plan_id), subscription.currency, subscription.interval)
        if subscription.status is not SubscriptionStatus.ACTIVE or subscription.paid_until is None:
            raise SubscriptionNotChangeableError(subscription.status)
        if subscription.cancel_at_period_end:
            raise SubscriptionNotChangeableError(subscription.status, ending=True)
        if plan_id == (subscription.next_plan_id or subscription.plan_id):
            raise PlanUnchangedError

    async def _apply(self, subscription: Subscription, reference: str, change: SubscriptionChange) -> None:
        failure = None
        try:
            if change.kind is ChangeKind.PLAN and change.plan_id is not None:
                failure = await self._change_plan(subscription, reference, change, change.plan_id)
            elif change.kind is ChangeKind.CANCEL and subscription.status is SubscriptionStatus.INCOMPLETE:
                await self._gateway.cancel_subscription(reference, change.id)
            else:
                cancel = change.kind is ChangeKind.CANCEL
                await self._gateway.set_cancel_at_period_end(reference, change.id, cancel=cancel)
        except GatewayRefusedError as error:
            failure = PaymentFailure(code=error.code, message=error.message[:FAILURE_TEXT_MAXIMUM_CHARACTERS])
        await self._changes.finish(change.id, failure)
        if failure is not None:
            change.status, change.failure = ChangeStatus.REFUSED, failure
            _log.warning("subscription_change_refused", change_id=change.id, code=failure.code)
            return
        _log.info("subscription_change_done", change_id=change.id, kind=change.kind.value)

    async def _change_plan(
        self, subscription: Subscription, reference: str, change: SubscriptionChange, plan_id: str
    ) -> PaymentFailure | None:
        """A dearer plan at once, for the difference; another one from the next period on. Why not, if so."""
        plan = self._plans.plan(plan_id)
        price = price_of(plan, subscription.currency, subscription.interval)
        new = await freeze_terms(self._gateway, plan, price)
        await self._store.agree(subscription.id, new)
        current = next(each for each in reversed(subscription.terms) if each.plan_id == subscription.plan_id)
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.price == new.price_reference:
            return None  # done before, and the answer was lost
        if theirs.status is GatewaySubscriptionStatus.PAST_DUE:
            # Not heard of here yet. What is not paid for has no rest that a difference could be reckoned from.
            return PaymentFailure(code=PAST_DUE, message="The period is not paid for.")
        at_once = new.amount > current.amount
        if at_once:
            theirs = await self._undo_downgrade(theirs, current, change)
        await self._gateway.change_price(theirs, new.price_reference, change.id, at_once=at_once)
        return None

    async def _undo_downgrade(
        self, theirs: GatewaySubscription, current: FrozenTerms, change: SubscriptionChange
    ) -> GatewaySubscription:
        """Back to the price that is paid for, so that the difference is reckoned from that one."""
        if theirs.price == current.price_reference:
            return theirs
        await self._gateway.change_price(theirs, current.price_reference, f"{change.id}:undo", at_once=False)
        return await self._gateway.retrieve_subscription(theirs.reference)


def _hash_of(kind: ChangeKind, plan_id: str | None) -> str:
    asked = json.dumps({"kind": kind.value, "plan": plan_id}, sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()
