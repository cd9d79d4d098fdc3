"""Changes the plan of a subscription at the gateway, and puts back what a change has undone that was then refused."""

import structlog

from gateways.errors import GatewayRefusedError
from gateways.subscriptions import GatewaySubscription, GatewaySubscriptionStatus, SubscriptionGateway
from models.payment import PaymentFailure, PaymentFlag
from models.subscription import FrozenTerms, Subscription
from models.subscription_change import ChangeStatus, SubscriptionChange
from services.clock import Clock
from services.payments.decisions import FlagCode
from services.subscriptions.changes import ChangeStore
from services.subscriptions.store import SubscriptionStore

__all__ = ["ChangingPlan"]

_log = structlog.get_logger(__name__)

# These stand where the gateway's code would.
PAST_DUE = PaymentFailure(code="past_due", message="The period is not paid for.")
"""It would bill a difference that grants nothing."""
WRONG_PRICE = PaymentFailure(code="wrong_price", message="The price at the gateway is not the one that was paid.")
"""No difference can be reckoned from it, and what was paid for it is not known."""


class ChangingPlan:
    """A dearer plan at once, for the difference; another one from the next period on. All of it is safe to repeat.

    Both raise GatewayUnavailableError. `subscription` must have been brought up to date after the change was read:
    what is billed, and what is undone, is judged by the plan that it says is paid for.
    """

    def __init__(
        self, *, store: SubscriptionStore, changes: ChangeStore, gateway: SubscriptionGateway, clock: Clock
    ) -> None:
        self._store = store
        self._changes = changes
        self._gateway = gateway
        self._clock = clock

    async def apply(
        self, subscription: Subscription, reference: str, change: SubscriptionChange, asked: FrozenTerms
    ) -> PaymentFailure | None:
        """Change to `asked`, or back to the terms that are paid for. Why not, if so; raises GatewayRefusedError."""
        paid = subscription.current_terms
        new = paid if asked.plan_id == paid.plan_id else asked
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.price == new.price_reference:
            return None  # done before, and the answer was lost
        if theirs.status is GatewaySubscriptionStatus.PAST_DUE:
            # Not heard of here yet. What is not paid for has no rest that a difference could be reckoned from.
            return PAST_DUE
        await self._store.agree(subscription.id, new)
        at_once = new.amount > paid.amount
        if at_once and theirs.price != paid.price_reference:
            theirs = await self._undo(subscription, theirs, change)
            if theirs.price == new.price_reference:
                return None  # another server was faster
            if theirs.price != paid.price_reference:
                return WRONG_PRICE
        await self._gateway.change_price(theirs, new.price_reference, change.id, at_once=at_once)
        return None

    async def put_back(self, subscription: Subscription, reference: str, change: SubscriptionChange) -> None:
        """Plan again what `change` has undone, unless it is finished."""
        now = await self._changes.stored(change)
        if now.status is not ChangeStatus.PENDING or now.undone_price is None:
            return
        try:
            await self._plan_again(subscription, reference, now.undone_price)
        except GatewayRefusedError as error:
            code = FlagCode.WRONG_TERMS.value
            detail = f"{now.undone_price}, planned for the next period, could not be planned again: {error.code}."
            await self._store.add_flag(subscription.id, PaymentFlag(code=code, detail=detail, at=self._clock()))
        # Who asked the gateway in between has seen that nothing is planned.
        await self._store.outdate_readings(subscription.id)

    async def _plan_again(self, subscription: Subscription, reference: str, price: str) -> None:
        theirs = await self._gateway.retrieve_subscription(reference)
        if theirs.price != subscription.current_terms.price_reference:
            return  # planned again before, or somebody has chosen another price at the gateway
        # Without a key: a failure of the gateway's own would be repeated for as long as it keeps the key.
        await self._gateway.change_price(theirs, price, None, at_once=False)
        _log.info("subscription_plan_put_back", subscription_id=subscription.id)

    async def _undo(
        self, subscription: Subscription, theirs: GatewaySubscription, change: SubscriptionChange
    ) -> GatewaySubscription:
        """Back to the price that is paid for, so that the difference is reckoned from that one.

        Only a plan that is planned for the next period is undone; it is remembered first, to be planned again.
        """
        paid = subscription.current_terms
        planned = next((each for each in subscription.terms if each.price_reference == theirs.price), None)
        if planned is None or planned.amount > paid.amount:
            return theirs
        if not await self._changes.keep_undone_price(change, theirs.price):
            return theirs  # another server has finished the change
        await self._gateway.change_price(theirs, paid.price_reference, f"{change.id}:undo", at_once=False)
        return await self._gateway.retrieve_subscription(theirs.reference)
