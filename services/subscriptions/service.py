"""Everything that the outside of this folder may ask of subscriptions."""

import contextlib
from dataclasses import dataclass

import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from gateways.subscriptions import SubscriptionGateway
from models.payment import PaymentFailure
from models.subscription import PlanInterval, PlanLimits, Subscription
from models.subscription_change import ChangeKind
from services.catalog.plans import PlanSource
from services.clock import Clock
from services.customers import CustomerService
from services.database_errors import database_errors_become
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.keys import client_key
from services.payments import Payments
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.changing import Changing
from services.subscriptions.errors import (
    NotSubscribedError,
    SubscriptionRefusedError,
    SubscriptionsUnavailableError,
)
from services.subscriptions.following import SubscriptionFollower
from services.subscriptions.store import SubscriptionStore
from services.subscriptions.subscribing import StartedSubscription, Subscribing
from services.subscriptions.sweeper import SubscriptionSweeper, SweptSubscriptions
from settings import Settings

__all__ = ["SubscriptionView", "Subscriptions"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(SubscriptionsUnavailableError)


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """A subscription with what its user wants to know of it."""

    subscription: Subscription
    period_tokens: int
    """Tokens granted for the period that the gateway is in."""
    limits: PlanLimits
    """Of the plan, as they were agreed on."""


class Subscriptions:
    """Selling plans by the month or year. Every method may raise SubscriptionsUnavailableError."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        plans: PlanSource,
        ledger: Ledger,
        gateways: PaymentGateways,
        customers: CustomerService,
        payments: Payments,
    ) -> None:
        gateway, selling = _that_sells(gateways)
        self._settings = settings
        self._store = SubscriptionStore()
        self._selling = selling
        self._subscribing = Subscribing(
            store=self._store, plans=plans, gateway=gateway, selling=selling, customers=customers, clock=clock
        )
        follower = SubscriptionFollower(store=self._store, gateway=selling, ledger=ledger, clock=clock)
        self._changing = Changing(store=self._store, plans=plans, gateway=selling, follower=follower, clock=clock)
        self._sweeper = SubscriptionSweeper(
            store=self._store, gateway=selling, follower=follower, changing=self._changing, clock=clock
        )
        payments.handle_events_about("subscription", follower.handle_subscription)
        payments.handle_events_about("invoice", follower.handle_invoice)
        payments.take_payments_elsewhere(follower.take_payment)
        self.follow = follower.follow

    @_away_is_unavailable
    async def subscription(self, viewer: Viewer) -> SubscriptionView | None:
        """The viewer's running subscription, or else the last one; None when there never was one."""
        return await self.of_user(viewer.user_id)

    @_away_is_unavailable
    async def of_user(self, user_id: str) -> SubscriptionView | None:
        """The same, of a user."""
        subscription = await self._store.newest_of(user_id)
        return None if subscription is None else await self.view(subscription)

    @_away_is_unavailable
    async def view(self, subscription: Subscription) -> SubscriptionView:
        """The subscription with what was granted for its period."""
        paid = await self._store.paid_invoices(subscription.id)
        tokens = sum(
            each.tokens for each in paid if each.granted_at is not None and each.period_end == subscription.period_end
        )
        return SubscriptionView(subscription, tokens, subscription.current_terms.limits)

    @_away_is_unavailable
    async def subscribe(
        self,
        viewer: Viewer,
        plan_id: str,
        key: str,
        currency: str | None = None,
        interval: PlanInterval = PlanInterval.MONTH,
    ) -> StartedSubscription:
        """See `Subscribing.start`."""
        return await self._subscribing.start(viewer, plan_id, key, currency, interval)

    @_away_is_unavailable
    async def resume_first_payment(self, viewer: Viewer, subscription_id: str) -> StartedSubscription:
        """See `Subscribing.resume`."""
        return await self._subscribing.resume(viewer, subscription_id)

    @_away_is_unavailable
    async def change_plan(self, viewer: Viewer, plan_id: str, key: str) -> Subscription:
        """See `Changing.ask`: a dearer plan at once, another one from the next period on."""
        return await self._changing.ask(viewer, ChangeKind.PLAN, key, plan_id)

    @_away_is_unavailable
    async def cancel(self, viewer: Viewer, key: str) -> Subscription:
        """See `Changing.ask`: it ends with its period; one that waits for its first payment ends now."""
        return await self._changing.ask(viewer, ChangeKind.CANCEL, key)

    @_away_is_unavailable
    async def resume(self, viewer: Viewer, key: str) -> Subscription:
        """See `Changing.ask`: it goes on after its period."""
        return await self._changing.ask(viewer, ChangeKind.RESUME, key)

    @_away_is_unavailable
    async def end_now(self, user_id: str) -> bool:
        """End the user's subscription at the gateway at once, so that nothing is charged any more; false while it runs.

        Nothing is paid back by itself. Safe to repeat; raises GatewayError.
        """
        subscription = await self._store.running_of(user_id)
        if subscription is None:
            return True
        if subscription.livemode is not self._selling.livemode:
            _log.warning("subscription_left_at_gateway", subscription_id=subscription.id)
            return True
        if subscription.gateway_reference is None:
            return False  # the sweeper finds it at the gateway, or gives it up
        with contextlib.suppress(PaymentUnknownError):  # it has ended
            await self._selling.cancel_subscription(subscription.gateway_reference)
        await self.follow(subscription.gateway_reference)
        return await self._store.running_of(user_id) is None

    @_away_is_unavailable
    async def portal_url(self, viewer: Viewer, key: str) -> str:
        """The gateway's page for cards, invoices and the subscription; from there people come back to `PUBLIC_URL`.

        Raises NotSubscribedError for who never had a subscription, GatewayUnreachableError, SubscriptionRefusedError.
        """
        idempotency_key = client_key("portal", key)
        subscription = await self._store.newest_of(viewer.user_id)
        if subscription is None:
            raise NotSubscribedError
        try:
            return await self._selling.portal_url(
                subscription.customer_reference, self._settings.public_url, f"{viewer.user_id}:{idempotency_key}"
            )
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise SubscriptionRefusedError(PaymentFailure(code=error.code, message=error.message)) from error

    @_away_is_unavailable
    async def complete_subscriptions(self, limit: int) -> SweptSubscriptions:
        """See `SubscriptionSweeper.complete`."""
        return await self._sweeper.complete(limit)


def _that_sells(gateways: PaymentGateways) -> tuple[PaymentGateway, SubscriptionGateway]:
    """The first gateway that sells subscriptions; raises ValueError when there is none."""
    for gateway in gateways.all():
        if gateway.subscriptions is not None:
            return gateway, gateway.subscriptions
    raise ValueError("no payment gateway of this server sells subscriptions")
