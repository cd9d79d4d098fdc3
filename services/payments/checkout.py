"""Starts a purchase on the gateway's hosted page, however often and however simultaneously it is asked."""

from collections.abc import Collection
from dataclasses import dataclass, field

import structlog

from gateways.checkout_sessions import CheckoutRequest, CheckoutSessions, GatewayCheckout
from gateways.errors import GatewayError, GatewayRefusedError, PaymentUnknownError
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentFailure, PaymentMethod
from services.customers import CustomerService
from services.identity.viewer import Viewer
from services.payments.errors import (
    CheckoutNotOfferedError,
    GatewayUnreachableError,
    PaymentNotOpenError,
    PaymentRefusedError,
    PaymentsUnavailableError,
)
from services.payments.follow_up import FollowUp
from services.payments.order import PurchaseOptions
from services.payments.ordering import Ordering
from services.payments.purchase import ReceiptEmail, raise_unless_startable
from services.payments.return_urls import check_return_url
from services.payments.store import PaymentStore

__all__ = ["CheckoutRules", "Checkouts", "StartedCheckout"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckoutRules:
    """`return_origins`: where payers may be sent afterwards."""

    return_origins: Collection[str]


@dataclass(frozen=True, slots=True)
class StartedCheckout:
    """What a client needs. `url` is where the payer goes; None once nobody can pay there any more."""

    payment: Payment
    url: str | None = field(repr=False)


class Checkouts:
    """The payment is the same as that of `Purchases`; only where it is paid differs."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        ordering: Ordering,
        customers: CustomerService,
        follow_up: FollowUp,
        gateways: PaymentGateways,
        rules: CheckoutRules,
        receipt_email: ReceiptEmail,
    ) -> None:
        self._store = store
        self._ordering = ordering
        self._customers = customers
        self._follow_up = follow_up
        self._gateways = gateways
        self._rules = rules
        self._receipt_email = receipt_email

    async def start(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod,
        key: str,
        currency: str | None,
        options: PurchaseOptions,
    ) -> StartedCheckout:
        """Start it, or give the one again that `key` started.

        Raises ReturnUrlNotAllowedError, what `Ordering.payment` does, PaymentRefusedError, PaymentNotOpenError,
        GatewayUnreachableError, PaymentsUnavailableError.
        """
        check_return_url("successUrl", options.success_url or "", self._rules.return_origins)
        check_return_url("cancelUrl", options.cancel_url or "", self._rules.return_origins)
        payment = await self._ordering.payment(viewer, package_id, method, key, currency, options)
        sessions = self._gateways.named(payment.gateway).checkout
        if sessions is None:
            raise CheckoutNotOfferedError
        if payment.checkout_reference is None:
            return await self._make(payment, options, sessions)
        return await self._again(payment, payment.checkout_reference, sessions)

    async def _make(self, payment: Payment, options: PurchaseOptions, sessions: CheckoutSessions) -> StartedCheckout:
        """Our id is the gateway's idempotency key, so that racing or repeated calls make one session there."""
        raise_unless_startable(payment)
        try:
            # Never without the customer only because the gateway is away: racing calls must ask for the same.
            customer = await self._customers.ensure(payment.user_id, self._gateways.named(payment.gateway))
            request = self._request(payment, options, customer, await self._receipt_email(payment.user_id))
            session = await sessions.create(request)
        except GatewayRefusedError as error:
            failure = PaymentFailure(code=error.code, message=error.message)
            if not await self._store.mark_refused(payment.id, failure):
                raise GatewayUnreachableError from error  # another call got it made; the same key finds it
            _log.warning("checkout_refused", payment_id=payment.id, code=error.code)
            await self._follow_up.attempt(payment.id)
            raise PaymentRefusedError(payment.id, failure) from error
        except GatewayError as error:
            raise GatewayUnreachableError from error
        stored = await self._store.set_checkout(payment.id, session.reference, customer)
        if stored is None:
            raise PaymentsUnavailableError
        if not stored.open and stored.credited_at is None:
            await self._expire(sessions, session)  # cancelled meanwhile; nobody has its address yet
            raise PaymentNotOpenError
        return StartedCheckout(stored, session.url)

    async def _again(self, payment: Payment, reference: str, sessions: CheckoutSessions) -> StartedCheckout:
        if not payment.open and payment.credited_at is None:
            raise PaymentNotOpenError
        try:
            session = await sessions.retrieve(reference)
        except PaymentUnknownError as error:
            raise PaymentNotOpenError from error
        except GatewayError as error:
            raise GatewayUnreachableError from error
        return StartedCheckout(payment, session.url)

    async def _expire(self, sessions: CheckoutSessions, session: GatewayCheckout) -> None:
        try:
            await sessions.expire(session.reference)
        except GatewayError as error:
            _log.warning("unneeded_checkout_left_open", reference=session.reference, error=type(error).__name__)

    def _request(
        self, payment: Payment, options: PurchaseOptions, customer: str | None, receipt_email: str | None
    ) -> CheckoutRequest:
        return CheckoutRequest(
            payment_id=payment.id,
            amount=payment.amount,
            currency=payment.currency,
            quantity=payment.quantity,
            method=payment.method,
            description=f"{payment.tokens // payment.quantity:,} tokens",
            success_url=options.success_url or "",
            cancel_url=options.cancel_url or "",
            expires_at=payment.expires_at,
            tax=payment.tax_behavior,
            customer=customer,
            save_card=payment.save_card_consent_at is not None,
            metadata={"package_id": payment.package_id},
            receipt_email=receipt_email,
        )
