"""Makes payments follow their hosted pages: the session is fetched as it is now, and taken for what it says."""

import structlog

from gateways.checkout_sessions import CheckoutSessions, CheckoutStatus, GatewayCheckout
from gateways.errors import (
    GatewayNotConfiguredError,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentUnknownError,
)
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment
from services.payments.decisions import FlagCode, Report
from services.payments.errors import GatewayUnreachableError
from services.payments.events import PaymentEvents
from services.payments.follow_up import FollowUp
from services.payments.handlers import Hint
from services.payments.store import PaymentStore

__all__ = ["CheckoutEvents"]

_log = structlog.get_logger(__name__)


class CheckoutEvents:
    """Webhook, sweeper, cancellation and reconciliation all come through here; order and repetition cannot matter."""

    def __init__(
        self, *, store: PaymentStore, events: PaymentEvents, gateways: PaymentGateways, follow_up: FollowUp
    ) -> None:
        self._store = store
        self._events = events
        self._gateways = gateways
        self._follow_up = follow_up

    async def handle(self, hint: Hint) -> FlagCode | None:
        """Follow the session that an event names; one that is not of ours is left alone.

        Raises GatewayError, and as `PaymentEvents.apply` does.
        """
        sessions = self._sessions(hint.source)
        if sessions is None:
            return None
        return await self.apply(hint.source, await sessions.retrieve(hint.object_id), hint.event_id)

    async def apply(self, source: str, session: GatewayCheckout, event_id: str | None = None) -> FlagCode | None:
        """Do what the session means for its payment; the code when it was flagged."""
        if session.payment_id is None:
            return None  # sold by somebody else with this account
        flag = await self._events.apply(Report.of_checkout(source, session, event_id))
        if flag is None and session.status is CheckoutStatus.FAILED:
            await self._store.close_failed(session.payment_id)  # nobody can pay on that page again
            await self._follow_up.attempt(session.payment_id)
        return flag

    async def ask(self, payment: Payment, reference: str) -> None:
        """Take over how the payment's session stands now. Raises GatewayUnreachableError."""
        await self._take(payment, reference, expire=False)

    async def expire(self, payment: Payment, reference: str) -> None:
        """End the session unless somebody has paid, and take over how it stands then. Raises GatewayUnreachableError.

        One that the gateway does not know is cancelled and flagged, unless this server is of the other mode.
        """
        await self._take(payment, reference, expire=True)

    async def _take(self, payment: Payment, reference: str, *, expire: bool) -> None:
        sessions = self._sessions(payment.gateway)
        if sessions is None:
            raise GatewayUnreachableError
        try:
            session = await (sessions.expire(reference) if expire else sessions.retrieve(reference))
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except PaymentUnknownError as error:
            if expire and payment.livemode is self._gateways.named(payment.gateway).livemode:
                await self._events.close_unknown(payment, payment.gateway_reference, error.message)
            return
        except GatewayRefusedError as error:
            _log.warning("checkout_not_followed", payment_id=payment.id, code=error.code)
            return
        await self.apply(payment.gateway, session)

    def _sessions(self, gateway: str) -> CheckoutSessions | None:
        try:
            return self._gateways.named(gateway).checkout
        except GatewayNotConfiguredError:
            return None
