"""`StripeGateway`: payments through Stripe's own SDK."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

import stripe
import structlog

from gateways.account_cache import AccountCache
from gateways.amount_limits import AmountLimits
from gateways.checkout_sessions import CheckoutSessions
from gateways.customers import Customers
from gateways.errors import GatewayError, GatewayRefusedError, GatewayUnavailableError
from gateways.lists import GatewayLists
from gateways.payer_proofs import PayerProofs
from gateways.payment_gateway import GatewayEvent, GatewayPayment, MethodAvailability, PaymentRequest
from gateways.reversals import GatewayRefund, GatewayReversals, RefundRequest
from gateways.stripe.checkout import StripeCheckout
from gateways.stripe.currencies import limits_in
from gateways.stripe.customers import StripeCustomers
from gateways.stripe.errors import UNEXPECTED_STATE, is_key_refused, translate
from gateways.stripe.events import read_event
from gateways.stripe.lists import StripeLists
from gateways.stripe.methods import available_methods, check_offered, required_type
from gateways.stripe.payments import PAYMENT_ID_KEY, UnreadablePaymentError, read_payment_intent, receipt_url_of
from gateways.stripe.reversing import StripeReversals
from gateways.stripe.signature import verify_signature
from gateways.stripe.subscriptions import StripeSubscriptions
from gateways.stripe.taxes import StripeTaxes
from gateways.stripe.version import STRIPE_API_VERSION
from gateways.subscriptions import SubscriptionGateway
from gateways.tax import TaxCalculator

if TYPE_CHECKING:
    from stripe.params import PaymentIntentCreateParams

__all__ = ["StripeGateway"]

_log = structlog.get_logger(__name__)
_Answer = TypeVar("_Answer")

MAX_NETWORK_RETRIES = 2
"""The SDK repeats a call with the same idempotency key after a lost connection, a 409 or a 5xx."""


class StripeGateway:
    """A `PaymentGateway` on Stripe, or on anything that speaks its API at `api_base`.

    `timeout_seconds` bounds one call with all its retries. `now` gives Unix seconds, to judge signatures by.
    """

    name = "stripe"
    proofs: PayerProofs | None = None

    def __init__(
        self,
        *,
        secret_key: str,
        publishable_key: str,
        webhook_secret: str,
        timeout_seconds: float,
        api_base: str | None = None,
        simulated: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.publishable_key = publishable_key
        self.livemode = "_live_" in secret_key
        self.simulated = simulated
        self._payment_pages = f"{api_base.rstrip('/')}/pay" if simulated and api_base else None
        self._webhook_secret = webhook_secret
        self._timeout_seconds = timeout_seconds
        self._now = now
        # Half the time for one attempt, so that a lost one leaves time for another.
        self._http = stripe.HTTPXClient(timeout=timeout_seconds / 2)
        self._client = stripe.StripeClient(
            secret_key,
            stripe_version=STRIPE_API_VERSION,
            base_addresses={"api": api_base.rstrip("/")} if api_base else None,
            max_network_retries=MAX_NETWORK_RETRIES,
            http_client=self._http,
        )
        self._account = AccountCache(self._read_account)
        self._reversals = StripeReversals(self._client, self._call)
        self.lists: GatewayLists = StripeLists(self._client, self._call)
        self.subscriptions: SubscriptionGateway = StripeSubscriptions(
            self._client,
            self._call,
            livemode=self.livemode,
            publishable_key=publishable_key,
            payment_pages=self._payment_pages,
        )
        setup_pages = f"{api_base.rstrip('/')}/setup" if simulated and api_base else None
        self.checkout: CheckoutSessions = StripeCheckout(self._client, self._call)
        self.tax: TaxCalculator = StripeTaxes(self._client, self._call)
        self.customers: Customers = StripeCustomers(self._client, self._call, setup_pages=setup_pages)

    def limits(self, currency: str) -> AmountLimits | None:
        """See `PaymentGateway`."""
        return limits_in(currency)

    async def methods(self, currency: str) -> list[MethodAvailability]:
        """See `PaymentGateway`. The account is read from Stripe and kept for a few minutes."""
        return available_methods(currency, await self._account.get())

    async def create_payment(self, request: PaymentRequest) -> GatewayPayment:
        """See `PaymentGateway`. Our payment's id is Stripe's idempotency key, which Stripe keeps for 24 hours."""
        kind = required_type(request.method)
        answer = await self._call(
            self._client.v1.payment_intents.create_async(
                _create_params(request, kind.id), {"idempotency_key": request.payment_id}
            )
        )
        payment = _read(answer)
        check_offered(kind, answer.to_dict())
        _log.info("stripe_payment_created", payment_id=request.payment_id, reference=payment.reference)
        return payment

    async def retrieve_payment(self, reference: str) -> GatewayPayment:
        """See `PaymentGateway`."""
        return _read(await self._call(self._client.v1.payment_intents.retrieve_async(reference)))

    async def receipt_url(self, reference: str) -> str | None:
        """See `PaymentGateway`. It is the charge's `receipt_url` (https://docs.stripe.com/api/charges/object)."""
        answer = await self._call(
            self._client.v1.payment_intents.retrieve_async(reference, {"expand": ["latest_charge"]})
        )
        charge = answer.to_dict().get("latest_charge")
        return receipt_url_of(charge) if isinstance(charge, dict) else None

    async def cancel_payment(self, reference: str) -> GatewayPayment:
        """See `PaymentGateway`. One that was paid or cancelled already is returned as it stands."""
        try:
            answer = await self._call(
                self._client.v1.payment_intents.cancel_async(reference, {"cancellation_reason": "abandoned"})
            )
        except GatewayRefusedError as error:
            if error.code != UNEXPECTED_STATE:
                raise
            return await self.retrieve_payment(reference)
        return _read(answer)

    async def reversals(self, reference: str) -> GatewayReversals:
        """See `PaymentGateway`."""
        return await self._reversals.reversals(reference)

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """See `PaymentGateway`."""
        return await self._reversals.refund_payment(request)

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:
        """See `PaymentGateway`."""
        return await self._reversals.reversed_payment(object_type, object_id)

    def payment_page_url(self, payment: GatewayPayment) -> str | None:
        """See `PaymentGateway`."""
        return f"{self._payment_pages}/{payment.reference}" if self._payment_pages else None

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        """See `PaymentGateway`. The signature over the raw bytes is checked before anything is read from them."""
        verify_signature(body, headers, secret=self._webhook_secret, now_seconds=self._now())
        return read_event(body, source=self.name, livemode=self.livemode)

    async def close(self) -> None:
        """See `PaymentGateway`."""
        await self._http.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it without annotations

    async def _read_account(self) -> Mapping[str, object]:
        account = await self._call(self._client.v1.accounts.retrieve_current_async())
        return account.to_dict()

    async def _call(self, call: Awaitable[_Answer]) -> _Answer:
        """Bound the call in time and translate its failure; the SDK's exception is dropped with its secrets."""
        failure: GatewayError
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await call
        except stripe.StripeError as error:
            failure = translate(error)
            facts = {"error": type(error).__name__, "status": error.http_status, "code": error.code}
            if is_key_refused(error):
                _log.error("stripe_key_refused", **facts)
            else:
                _log.warning("stripe_call_failed", **facts)
        except TimeoutError:
            failure = GatewayUnavailableError(f"Stripe did not answer within {self._timeout_seconds:g} seconds.")
            _log.warning("stripe_call_timed_out", timeout_seconds=self._timeout_seconds)
        raise failure


def _create_params(request: PaymentRequest, kind: str) -> "PaymentIntentCreateParams":
    params: PaymentIntentCreateParams = {
        "amount": request.amount,
        "currency": request.currency.lower(),
        # Not `payment_method_types`: since 2026-09-30.endive Stripe refuses it as an input.
        "allowed_payment_method_types": [kind],
        "description": request.description,
        "metadata": {**request.metadata, PAYMENT_ID_KEY: request.payment_id},
    }
    if kind == "wechat_pay":  # Stripe must know where the payer is: https://docs.stripe.com/payments/wechat-pay
        params["payment_method_options"] = {"wechat_pay": {"client": "web"}}
    if request.receipt_email is not None:
        params["receipt_email"] = request.receipt_email
    if request.customer is not None:
        params["customer"] = request.customer
        if request.save_card:  # https://docs.stripe.com/payments/save-during-payment
            params["setup_future_usage"] = "off_session"
    if request.tax_calculation is not None:
        params["hooks"] = {"inputs": {"tax": {"calculation": request.tax_calculation}}}
    return params


def _read(answer: stripe.PaymentIntent) -> GatewayPayment:
    try:
        return read_payment_intent(answer.to_dict())
    except UnreadablePaymentError as error:
        raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None
