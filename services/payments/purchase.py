"""Starts a purchase: one payment of ours, one at the gateway, however often and however simultaneously it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from gateways.declines import DeclineCode
from gateways.errors import GatewayError, GatewayRefusedError, PaymentUnknownError
from gateways.payment_gateway import GatewayPayment, PaymentRequest
from gateways.payment_gateways import PaymentGateways
from gateways.tax import BillingAddress
from models.payment import Payment, PaymentFailure, PaymentKind, PaymentMethod
from services.clock import Clock
from services.customers import CustomerService
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.payments.billing_address import checked_address
from services.payments.declines import explain_decline
from services.payments.errors import (
    BillingAddressUnknownError,
    GatewayUnreachableError,
    PaymentError,
    PaymentNotOpenError,
    PaymentNotResumableError,
    PaymentRefusedError,
    PaymentsUnavailableError,
)
from services.payments.follow_up import FollowUp
from services.payments.order import PLAIN, PurchaseOptions
from services.payments.ordering import Ordering
from services.payments.store import PaymentStore
from services.payments.taxing import Taxing

__all__ = ["Purchases", "ReceiptEmail", "StartedPurchase", "raise_unless_startable"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class StartedPurchase:
    """What a client needs to pay. `client_secret` goes to the payer's browser and nowhere else; never log it."""

    payment: Payment
    client_secret: str = field(repr=False)
    publishable_key: str
    payment_page_url: str | None
    """Where the simulated gateway lets a person pay or decline; None for a real one."""


ReceiptEmail = Callable[[str], Awaitable[str | None]]
"""Where a user wants the gateway's own receipts; None for nowhere. Read when the gateway is asked, and not stored."""


class Purchases:
    """Amount, currency, tokens, wallet and payee are frozen in our payment before the gateway hears of it."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        ordering: Ordering,
        customers: CustomerService,
        taxing: Taxing,
        follow_up: FollowUp,
        gateways: PaymentGateways,
        clock: Clock,
        receipt_email: ReceiptEmail,
    ) -> None:
        self._store = store
        self._ordering = ordering
        self._customers = customers
        self._taxing = taxing
        self._follow_up = follow_up
        self._gateways = gateways
        self._clock = clock
        self._receipt_email = receipt_email
        self._making: dict[str, asyncio.Task[tuple[Payment, GatewayPayment]]] = {}

    async def start(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod,
        key: str,
        currency: str | None = None,
        options: PurchaseOptions = PLAIN,
    ) -> StartedPurchase:
        """Start a purchase, or give the one again that `key` started.

        Raises what `Ordering.payment` does, PaymentRefusedError, BillingAddressUnknownError, TaxUnavailableError,
        PaymentNotOpenError, GatewayUnreachableError and PaymentsUnavailableError.
        """
        payment = await self._ordering.payment(viewer, package_id, method, key, currency, options)
        if payment.kind is not PaymentKind.INTENT:
            raise IdempotencyConflictError
        return await self._hand_over(payment, checked_address(options.billing_address))

    async def resume(self, viewer: Viewer, payment_id: str) -> StartedPurchase:
        """Give what is needed to pay once more, to whoever has lost it with the key: by closing the page, say.

        Raises NotFoundError, PaymentNotResumableError, BillingAddressRequiredError when it was interrupted before its
        tax was known, and what `start` does once it has a payment.
        """
        payment = await self._store.of_user(viewer.user_id, payment_id)
        if payment is None:
            raise NotFoundError("payment")
        if payment.kind is not PaymentKind.INTENT:
            raise PaymentNotResumableError
        if not payment.open:
            raise PaymentNotOpenError
        return await self._hand_over(payment, None)

    async def _hand_over(self, payment: Payment, address: BillingAddress | None) -> StartedPurchase:
        if payment.gateway_reference is None:
            payment, at_gateway = await self._make_once(payment, address)
        else:
            at_gateway = await self._retrieve(payment, payment.gateway_reference)
        if at_gateway.client_secret is None:
            raise GatewayUnreachableError
        gateway = self._gateways.named(payment.gateway)
        return StartedPurchase(
            payment=payment,
            client_secret=at_gateway.client_secret,
            publishable_key=gateway.publishable_key,
            payment_page_url=gateway.payment_page_url(at_gateway),
        )

    async def _make_once(self, payment: Payment, address: BillingAddress | None) -> tuple[Payment, GatewayPayment]:
        """Calls that come while the payment is being made wait for it; it is made even if they all go away."""
        making = self._making.get(payment.id)
        if making is None:
            making = self._making[payment.id] = asyncio.create_task(self._make_at_gateway(payment, address))
            making.add_done_callback(lambda done: self._made(payment.id, done))
        return await asyncio.shield(making)

    def _made(self, payment_id: str, done: asyncio.Task[tuple[Payment, GatewayPayment]]) -> None:
        del self._making[payment_id]
        if not done.cancelled():
            done.exception()  # whoever waits gets it; if nobody does, the same key meets the same fate again

    async def _make_at_gateway(
        self, payment: Payment, address: BillingAddress | None
    ) -> tuple[Payment, GatewayPayment]:
        """Our id is the gateway's idempotency key, so that racing or repeated calls make one payment there."""
        raise_unless_startable(payment)
        if payment.expires_at <= self._clock():
            raise PaymentNotOpenError
        try:
            payment = await self._taxing.freeze(payment, address)
            raise_unless_startable(payment)
            gateway = self._gateways.named(payment.gateway)
            saves = payment.save_card_consent_at is not None
            customer = await self._customers.ensure(payment.user_id, gateway) if saves else None
            request = _request_for(payment, await self._receipt_email(payment.user_id), customer)
            at_gateway = await gateway.create_payment(request)
        except GatewayRefusedError as error:
            failure = PaymentFailure(code=error.code, message=error.message)
            if await self._store.mark_refused(payment.id, failure):
                _log.warning("payment_refused", payment_id=payment.id, code=error.code)
                await self._follow_up.attempt(payment.id)
                raise _refusal(payment.id, failure) from error
            return await self._after_lost_race(payment)
        except GatewayError:
            return await self._after_lost_race(payment)
        stored = await self._store.set_reference(payment.id, at_gateway.reference)
        if stored is None:
            return await self._after_lost_race(payment)
        if not stored.open:
            # It was cancelled while the gateway was making it. Nobody has its secret yet.
            await self._cancel_at_gateway(stored, at_gateway.reference)
            raise PaymentNotOpenError
        return stored, at_gateway

    async def _after_lost_race(self, payment: Payment) -> tuple[Payment, GatewayPayment]:
        """Another call with the same key, on another server, may have got further; its payment is the one."""
        stored = await self._store.of_user(payment.user_id, payment.id)
        if stored is None:
            raise PaymentsUnavailableError
        if stored.gateway_reference is None:
            raise_unless_startable(stored)
            raise GatewayUnreachableError
        return stored, await self._retrieve(stored, stored.gateway_reference)

    async def _retrieve(self, payment: Payment, reference: str) -> GatewayPayment:
        """It as the gateway has it, client secret included; for one that is paid, or may still be paid.

        One that is given up here may still be open there, if only for a moment, so its secret must not be had.
        """
        if not payment.open and payment.credited_at is None:
            raise PaymentNotOpenError
        try:
            return await self._gateways.named(payment.gateway).retrieve_payment(reference)
        except PaymentUnknownError as error:
            raise PaymentNotOpenError from error
        except GatewayError as error:
            raise GatewayUnreachableError from error

    async def _cancel_at_gateway(self, payment: Payment, reference: str) -> None:
        try:
            await self._gateways.named(payment.gateway).cancel_payment(reference)
        except GatewayError as error:
            _log.warning("unneeded_payment_left_open", reference=reference, error=str(error))


def raise_unless_startable(payment: Payment) -> None:
    """For a payment that can not be made at the gateway any more.

    Raises PaymentRefusedError, BillingAddressUnknownError or PaymentNotOpenError.
    """
    if payment.failure is not None and not payment.open:
        raise _refusal(payment.id, payment.failure)
    if not payment.open:
        raise PaymentNotOpenError


def _refusal(payment_id: str, failure: PaymentFailure) -> PaymentError:
    if explain_decline(failure.code).code is DeclineCode.BILLING_ADDRESS_WRONG:
        return BillingAddressUnknownError()
    return PaymentRefusedError(payment_id, failure)


def _request_for(payment: Payment, receipt_email: str | None, customer: str | None) -> PaymentRequest:
    return PaymentRequest(
        payment_id=payment.id,
        amount=payment.total,
        currency=payment.currency,
        method=payment.method,
        description=f"{payment.tokens:,} tokens",
        metadata={"package_id": payment.package_id},
        receipt_email=receipt_email,
        customer=customer,
        save_card=customer is not None,
        tax_calculation=payment.tax_calculation,
    )
