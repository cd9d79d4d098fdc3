"""Cancels an unpaid payment, at the gateway first: it alone knows whether somebody is paying just now."""

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.errors import (
    GatewayNotConfiguredError,
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentUnknownError,
)
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentKind, PaymentStatus
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.checkout_events import CheckoutEvents
from services.payments.decisions import Report
from services.payments.errors import GatewayUnreachableError, PaymentNotCancellableError
from services.payments.events import PaymentEvents
from services.payments.follow_up import FollowUp
from services.payments.store import PaymentStore

__all__ = ["Cancellations"]

_log = structlog.get_logger(__name__)


class Cancellations:
    """A cancelled payment stays cancelled; the same call again gives the same result."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        events: PaymentEvents,
        checkouts: CheckoutEvents,
        gateways: PaymentGateways,
        follow_up: FollowUp,
    ) -> None:
        self._store = store
        self._checkouts = checkouts
        self._follow_up = follow_up
        self._events = events
        self._gateways = gateways

    async def cancel(self, viewer: Viewer, payment_id: str, key: str) -> Payment:
        """Cancel the viewer's payment.

        Raises NotFoundError, IdempotencyConflictError when `key` cancelled another one, PaymentNotCancellableError
        when it was paid or refused, GatewayUnreachableError, PaymentsUnavailableError.
        """
        client_key("cancelPurchase", key)  # refuses what is no key
        payment = await self._own(viewer, payment_id)
        if payment.kind is PaymentKind.SAVED_CARD and payment.open:
            raise PaymentNotCancellableError(payment.status)  # nobody pays it: it is being charged right now
        await self._bind_key(payment, key)
        if payment.open and payment.gateway_reference is None and await self._store.close_unstarted(payment.id):
            await self._follow_up.attempt(payment.id)
            return await self._own(viewer, payment_id)
        payment = await self._own(viewer, payment_id)
        if payment.open:
            await self.end(payment)
            payment = await self._own(viewer, payment_id)
        if payment.status is not PaymentStatus.CANCELLED:
            raise PaymentNotCancellableError(payment.status)
        return payment

    async def end_all_of(self, user_id: str) -> bool:
        """Let nobody pay the user's open payments any more; false while a saved card is just being charged.

        One that somebody is paying just now stays open, and is credited as any. Raises as `cancel_at_gateway` does.
        """
        charging = False
        for payment in await Payment.find({"user_id": user_id, "open": True}).to_list():
            if payment.kind is PaymentKind.SAVED_CARD:
                charging = True
            elif payment.gateway_reference is None and await self._store.close_unstarted(payment.id):
                await self._follow_up.attempt(payment.id)
            else:
                await self.end(payment)
        return not charging

    async def end(self, payment: Payment) -> None:
        """Let nobody pay it any more, unless it is paid already. Raises as `cancel_at_gateway` does."""
        if payment.checkout_reference is not None:
            await self._checkouts.expire(payment, payment.checkout_reference)
        elif payment.gateway_reference is not None:
            await self.cancel_at_gateway(payment, payment.gateway_reference)

    async def cancel_at_gateway(self, payment: Payment, reference: str) -> None:
        """Cancel it there and take over how it stands then; a paid one is credited.

        One that the gateway does not know is cancelled and flagged, unless this server is of the other mode than the
        payment: then the gateway that knows it was never asked.

        Raises GatewayUnreachableError, and as `PaymentEvents.apply` does.
        """
        try:
            gateway = self._gateways.named(payment.gateway)
            answer = await gateway.cancel_payment(reference)
        except (GatewayUnavailableError, GatewayNotConfiguredError) as error:
            raise GatewayUnreachableError from error
        except PaymentUnknownError as error:
            if payment.livemode is gateway.livemode:
                await self._events.close_unknown(payment, reference, error.message)
            return
        except GatewayRefusedError as error:
            _log.warning("payment_not_cancelled", payment_id=payment.id, code=error.code)
            return
        await self._events.apply(Report.of_answer(gateway.name, answer))

    async def _own(self, viewer: Viewer, payment_id: str) -> Payment:
        payment = await self._store.of_user(viewer.user_id, payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment

    async def _bind_key(self, payment: Payment, key: str) -> None:
        bound = await self._store.by_cancel_key(payment.user_id, key)
        if bound is not None and bound.id != payment.id:
            raise IdempotencyConflictError
        try:
            await self._store.set_cancel_key(payment.id, key)
        except DuplicateKeyError:
            raise IdempotencyConflictError from None
