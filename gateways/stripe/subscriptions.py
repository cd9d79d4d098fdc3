"""Asks Stripe Billing about subscriptions, and makes and changes them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import stripe
import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.stripe.billing import SUBSCRIPTION_ID_KEY, UnreadableBillingError, read_invoice, read_subscription
from gateways.subscriptions import GatewayInvoice, GatewaySubscription, PriceRequest, SubscriptionRequest

if TYPE_CHECKING:
    from stripe.params import PriceCreateParams, SubscriptionCreateParams

__all__ = ["StripeSubscriptions"]

_log = structlog.get_logger(__name__)

INVOICES_MAXIMUM = 24
SUBSCRIPTIONS_MAXIMUM = 20

Call = Callable[[Awaitable[Any]], Awaitable[Any]]
_Read = TypeVar("_Read")


class StripeSubscriptions:
    """A `SubscriptionGateway` on `client`. `call` bounds one call in time and translates its failure."""

    name = "stripe"

    def __init__(
        self,
        client: stripe.StripeClient,
        call: Call,
        *,
        livemode: bool,
        publishable_key: str,
        payment_pages: str | None,
    ) -> None:
        self.livemode = livemode
        self.publishable_key = publishable_key
        self._client = client
        self._call = call
        self._payment_pages = payment_pages

    async def ensure_price(self, request: PriceRequest) -> str:
        """See `SubscriptionGateway`."""
        found = await self._find_price(request)
        if found is not None:
            return found
        await self._ensure_product(request)
        params: PriceCreateParams = {
            "product": _product_id(request),
            "currency": request.currency.lower(),
            "unit_amount": request.amount,
            "recurring": {"interval": request.interval.value},
            "lookup_key": request.lookup_key,
            "transfer_lookup_key": True,  # from one that was archived
        }
        try:
            answer = await self._call(
                self._client.v1.prices.create_async(params, {"idempotency_key": request.lookup_key})
            )
        except GatewayRefusedError:
            # Another server was faster, and its lookup key is the one.
            found = await self._find_price(request)
            if found is None:
                raise
            return found
        return str(answer.id)

    async def create_subscription(self, request: SubscriptionRequest) -> GatewaySubscription:
        """See `SubscriptionGateway`. The card of the first payment is kept for the next ones.

        https://docs.stripe.com/billing/subscriptions/build-subscriptions (payment_behavior=default_incomplete)
        """
        params: SubscriptionCreateParams = {
            "customer": request.customer,
            "items": [{"price": request.price}],
            "description": request.description,
            "payment_behavior": "default_incomplete",
            "payment_settings": {
                "payment_method_types": ["card"],
                "save_default_payment_method": "on_subscription",
            },
            "billing_mode": {"type": "flexible"},
            "metadata": {**request.metadata, SUBSCRIPTION_ID_KEY: request.subscription_id},
        }
        answer = await self._call(
            self._client.v1.subscriptions.create_async(params, {"idempotency_key": request.subscription_id})
        )
        subscription = _read(read_subscription, answer)
        _log.info(
            "stripe_subscription_created", subscription_id=request.subscription_id, reference=subscription.reference
        )
        return subscription

    async def find_subscription(self, customer: str, subscription_id: str) -> GatewaySubscription | None:
        """See `SubscriptionGateway`."""
        listed = await self._call(
            self._client.v1.subscriptions.list_async(
                {"customer": customer, "status": "all", "limit": SUBSCRIPTIONS_MAXIMUM}
            )
        )
        found = [_read(read_subscription, each) for each in listed.data]
        return next((each for each in found if each.subscription_id == subscription_id), None)

    async def retrieve_subscription(self, reference: str) -> GatewaySubscription:
        """See `SubscriptionGateway`."""
        return _read(read_subscription, await self._call(self._client.v1.subscriptions.retrieve_async(reference)))

    async def first_payment_secret(self, reference: str) -> str | None:
        """See `SubscriptionGateway`. https://docs.stripe.com/api/invoices/object (`confirmation_secret`)."""
        answer = await self._call(
            self._client.v1.subscriptions.retrieve_async(reference, {"expand": ["latest_invoice.confirmation_secret"]})
        )
        invoice = answer.to_dict().get("latest_invoice")
        if not isinstance(invoice, Mapping) or invoice.get("status") != "open":
            return None
        secret = (invoice.get("confirmation_secret") or {}).get("client_secret")
        return secret if isinstance(secret, str) else None

    def first_payment_page_url(self, secret: str) -> str | None:
        """See `SubscriptionGateway`."""
        return f"{self._payment_pages}/{secret.partition('_secret_')[0]}" if self._payment_pages else None

    async def change_price(
        self, subscription: GatewaySubscription, price: str, key: str | None, *, at_once: bool
    ) -> None:
        """See `SubscriptionGateway`. A payment that fails leaves the subscription as it was.

        https://docs.stripe.com/billing/subscriptions/prorations and
        https://docs.stripe.com/billing/subscriptions/upgrade-downgrade
        """
        await self._call(
            self._client.v1.subscriptions.update_async(
                subscription.reference,
                {
                    "items": [{"id": subscription.item, "price": price}],
                    "proration_behavior": "always_invoice" if at_once else "none",
                    "payment_behavior": "error_if_incomplete",
                },
                {} if key is None else {"idempotency_key": key},
            )
        )

    async def set_cancel_at_period_end(self, reference: str, *, cancel: bool) -> None:
        """See `SubscriptionGateway`.

        Without a key of ours: it sets a state, and under a key Stripe would repeat a failure of its own for a day.
        """
        await self._call(self._client.v1.subscriptions.update_async(reference, {"cancel_at_period_end": cancel}))

    async def cancel_subscription(self, reference: str) -> None:
        """See `SubscriptionGateway`."""
        await self._call(self._client.v1.subscriptions.cancel_async(reference))

    async def retrieve_invoice(self, reference: str) -> GatewayInvoice:
        """See `SubscriptionGateway`."""
        return _read(
            read_invoice,
            await self._call(self._client.v1.invoices.retrieve_async(reference, {"expand": ["payments"]})),
        )

    async def recent_invoices(self, subscription: str) -> list[GatewayInvoice]:
        """See `SubscriptionGateway`."""
        listed = await self._call(
            self._client.v1.invoices.list_async(
                {"subscription": subscription, "limit": INVOICES_MAXIMUM, "expand": ["data.payments"]}
            )
        )
        return [_read(read_invoice, each) for each in reversed(listed.data)]

    async def invoice_of_payment(self, payment: str) -> str | None:
        """See `SubscriptionGateway`. https://docs.stripe.com/api/invoice-payment/list."""
        listed = await self._call(
            self._client.v1.invoice_payments.list_async(
                {"payment": {"type": "payment_intent", "payment_intent": payment}, "limit": 1}
            )
        )
        invoices = [each.to_dict()["invoice"] for each in listed.data]
        return str(invoices[0]) if invoices else None

    async def portal_url(self, customer: str, return_url: str, key: str) -> str:
        """See `SubscriptionGateway`. https://docs.stripe.com/api/customer_portal/sessions."""
        answer = await self._call(
            self._client.v1.billing_portal.sessions.create_async(
                {"customer": customer, "return_url": return_url}, {"idempotency_key": key}
            )
        )
        return str(answer.url)

    async def _find_price(self, request: PriceRequest) -> str | None:
        listed = await self._call(
            self._client.v1.prices.list_async({"lookup_keys": [request.lookup_key], "active": True, "limit": 1})
        )
        if not listed.data:
            return None
        price = listed.data[0].to_dict()
        recurring = price.get("recurring") or {}
        there = (price["unit_amount"], price["currency"], recurring.get("interval"), recurring.get("interval_count"))
        if there != (request.amount, request.currency.lower(), request.interval.value, 1):
            message = f"The price {request.lookup_key} at Stripe is another one; take its lookup key away there."
            raise GatewayRefusedError("price_mismatch", message)
        return str(price["id"])

    async def _ensure_product(self, request: PriceRequest) -> None:
        """One product for each plan, with an id of our own, so that it is there once."""
        try:
            await self._call(
                self._client.v1.products.create_async({"id": _product_id(request), "name": request.plan_name})
            )
        except GatewayRefusedError as error:
            if error.code != "resource_already_exists":
                raise


def _product_id(request: PriceRequest) -> str:
    return f"tokentill_{request.plan_id}"


def _read(read: Callable[[Mapping[str, Any]], _Read], answer: stripe.StripeObject) -> _Read:
    try:
        return read(answer.to_dict())
    except UnreadableBillingError as error:
        raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None
