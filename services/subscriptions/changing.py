"""Changes a running subscription: another plan, its end, and going on. The intent is stored first."""

import hashlib
import json

import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.subscriptions import SubscriptionGateway
from models.payment import PaymentFailure
from models.subscription import FrozenTerms, Subscription, SubscriptionStatus
from models.subscription_change import ChangeKind, ChangeStatus, SubscriptionChange
from services.catalog.plans import PlanSource
from services.clock import Clock
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.changes import ChangeStore
from services.subscriptions.changing_plan import ChangingPlan
from services.subscriptions.ending import Ending
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
ABANDONED = PaymentFailure(code="abandoned", message="It could not be done in time.")
"""Stands where the gateway's code would."""


class Changing:
    """The same call with the same key is one change, and gives how the subscription stands now."""

    def __init__(
        self,
        *,
        store: SubscriptionStore,
        plans: PlanSource,
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
        self._ending = Ending(store=store, gateway=gateway, follower=follower, clock=clock)
        self._plan = ChangingPlan(store=store, changes=self._changes, gateway=gateway, clock=clock)

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
            await self._check(subscription, kind, plan_id)
            terms = None if plan_id is None else await self._terms_of(subscription, plan_id)
            change = await self._changes.insert(
                SubscriptionChange(
                    subscription_id=subscription.id,
                    user_id=viewer.user_id,
                    client_key=key,
                    input_hash=input_hash,
                    kind=kind,
                    plan_id=plan_id,
                    terms=terms,
                    created_at=self._clock(),
                )
            )
        if change.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self.complete(change)

    async def complete(self, change: SubscriptionChange) -> Subscription:
        """Do what is left of it. Safe to repeat; raises SubscriptionRefusedError again for one that was refused."""
        subscription, reference = await self._subscription_of(change)
        change = await self._changes.stored(change)  # what a sweeper has read may be minutes old
        try:
            if change.status is ChangeStatus.PENDING:
                change = await self._apply(subscription, reference, change)
            await self._follower.follow(reference)
        except (GatewayUnavailableError, GatewayRefusedError) as error:
            # A refusal of the change is no exception by now; this one only keeps from seeing how things stand.
            raise GatewayUnreachableError from error
        if change.status is ChangeStatus.REFUSED and change.failure is not None:
            raise SubscriptionRefusedError(change.failure)
        return (await self._subscription_of(change))[0]

    async def abandon(self, change: SubscriptionChange) -> None:
        """Give it up, unless it was done: nobody should be billed hours after they asked. A cancellation is done."""
        subscription, reference = await self._subscription_of(change)
        change = await self._changes.stored(change)
        if change.status is not ChangeStatus.PENDING:
            return
        if change.kind is ChangeKind.CANCEL or await self._was_done(subscription, reference, change):
            await self.complete(change)
            return
        await self._refuse(subscription, reference, change, change.failure or ABANDONED)
        await self._follower.follow(reference)

    async def _subscription_of(self, change: SubscriptionChange) -> tuple[Subscription, str]:
        """The subscription as it stands now, and the gateway's id of it."""
        subscription = await self._store.by_id(change.subscription_id)
        if subscription is None or subscription.gateway_reference is None:
            raise SubscriptionsUnavailableError
        return subscription, subscription.gateway_reference

    async def _was_done(self, subscription: Subscription, reference: str, change: SubscriptionChange) -> bool:
        theirs = await self._gateway.retrieve_subscription(reference)
        if change.kind is ChangeKind.RESUME:
            return not theirs.cancel_at_period_end
        return any(
            each.plan_id == change.plan_id and each.price_reference == theirs.price for each in subscription.terms
        )

    async def _check(self, subscription: Subscription, kind: ChangeKind, plan_id: str | None) -> None:
        if kind is not ChangeKind.PLAN or plan_id is None:
            return
        if plan_id != subscription.plan_id:
            plan = (await self._plans.current()).plan(plan_id)
            price_of(plan, subscription.currency, subscription.interval)
        if subscription.status is not SubscriptionStatus.ACTIVE or subscription.paid_until is None:
            raise SubscriptionNotChangeableError(subscription.status)
        if subscription.cancel_at_period_end:
            raise SubscriptionNotChangeableError(subscription.status, ending=True)
        if plan_id == (subscription.next_plan_id or subscription.plan_id):
            raise PlanUnchangedError

    async def _terms_of(self, subscription: Subscription, plan_id: str) -> FrozenTerms:
        """Those that are paid for, whatever the plan costs by now; of another plan, those of today."""
        if plan_id == subscription.plan_id:
            return subscription.current_terms
        plan = (await self._plans.current()).plan(plan_id)
        return await freeze_terms(self._gateway, plan, price_of(plan, subscription.currency, subscription.interval))

    async def _apply(
        self, subscription: Subscription, reference: str, change: SubscriptionChange
    ) -> SubscriptionChange:
        """Try it, unless it was refused before and only not finished; the change as it is finished."""
        if change.kind is ChangeKind.PLAN:
            # Another change may be paid for that was not heard of yet: its event is on its way, or lost.
            await self._follower.follow(reference)
            subscription, reference = await self._subscription_of(change)
        failure = change.failure
        try:
            failure = failure or await self._try(subscription, reference, change)
        except GatewayRefusedError as error:
            failure = PaymentFailure(code=error.code, message=error.message[:FAILURE_TEXT_MAXIMUM_CHARACTERS])
        if failure is not None:
            return await self._refuse(subscription, reference, change, failure)
        if change.kind is ChangeKind.CANCEL:
            await self._ending.flag_if_paid(subscription, reference)
        _log.info("subscription_change_done", change_id=change.id, kind=change.kind.value)
        return await self._changes.finish(change)

    async def _try(
        self, subscription: Subscription, reference: str, change: SubscriptionChange
    ) -> PaymentFailure | None:
        if change.kind is ChangeKind.PLAN:
            if change.terms is None:
                return ABANDONED
            return await self._plan.apply(subscription, reference, change, change.terms)
        if change.kind is ChangeKind.CANCEL:
            await self._ending.end(reference)
        else:
            await self._gateway.set_cancel_at_period_end(reference, cancel=False)
        return None

    async def _refuse(
        self, subscription: Subscription, reference: str, change: SubscriptionChange, failure: PaymentFailure
    ) -> SubscriptionChange:
        """Let nothing have changed. The refusal is stored first, so that who goes on after a crash tries nothing."""
        await self._changes.keep_failure(change, failure)
        await self._plan.put_back(subscription, reference, change)
        _log.warning("subscription_change_refused", change_id=change.id, code=failure.code)
        return await self._changes.finish(change, failure)


def _hash_of(kind: ChangeKind, plan_id: str | None) -> str:
    asked = json.dumps({"kind": kind.value, "plan": plan_id}, sort_keys=True)
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()
