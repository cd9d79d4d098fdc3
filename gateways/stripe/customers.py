"""Stripe's Customers, SetupIntents and saved PaymentMethods.

Sources: https://docs.stripe.com/api/customers, https://docs.stripe.com/payments/save-and-reuse,
https://docs.stripe.com/payments/save-during-payment#charge-saved-payment-method.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import stripe
import structlog

from gateways.customers import CardCharge, CardSetup, SavedCard
from gateways.errors import GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError
from gateways.payment_gateway import GatewayPayment
from gateways.stripe.calls import Caller
from gateways.stripe.payments import PAYMENT_ID_KEY, UnreadablePaymentError, read_payment_intent
from gateways.tax import BillingAddress

__all__ = ["StripeCustomers"]

_log = structlog.get_logger(__name__)

PAGE_MAXIMUM = 100
"""Stripe's largest page; nobody has so many cards."""
CLOCK_SKEW = timedelta(days=1)
"""How far Stripe's clock may be behind ours; generous, since one customer's list is short."""


class StripeCustomers:
    """`Customers` on Stripe. `call` bounds and translates, as for every call of the gateway."""

    def __init__(self, client: stripe.StripeClient, call: Caller, *, setup_pages: str | None) -> None:
        self._api = client.v1
        self._call = call
        self._setup_pages = setup_pages

    async def create(self, user_id: str, email: str) -> str:
        """See `Customers`. The key changes with the address, or Stripe would refuse it for a day: other input."""
        key = f"customer:{user_id}:{hashlib.sha256(email.encode()).hexdigest()[:16]}"
        answer = await self._call(
            self._api.customers.create_async(
                {"email": email, "metadata": {"user_id": user_id}}, {"idempotency_key": key}
            )
        )
        _log.info("stripe_customer_created", user_id=user_id, reference=answer.id)
        return answer.id

    async def delete(self, customer: str) -> None:
        """See `Customers`. Payments that were made stay at Stripe, which must keep them itself."""
        try:
            for card in await self.cards(customer):
                await self.remove_card(card.reference)
            await self._call(self._api.customers.delete_async(customer))
        except PaymentUnknownError:
            return  # deleted before
        _log.info("stripe_customer_deleted", reference=customer)

    async def start_setup(self, setup_id: str, customer: str) -> CardSetup:
        """See `Customers`."""
        answer = await self._call(
            self._api.setup_intents.create_async(
                {
                    "customer": customer,
                    "usage": "off_session",
                    "allowed_payment_method_types": ["card"],
                    "metadata": {"setup_id": setup_id},
                },
                {"idempotency_key": setup_id},
            )
        )
        if answer.client_secret is None:
            raise GatewayUnavailableError("Stripe's answer cannot be read (client_secret: is missing).")
        page = f"{self._setup_pages}/{answer.id}" if self._setup_pages else None
        return CardSetup(answer.id, answer.client_secret, page)

    async def cards(self, customer: str) -> list[SavedCard]:
        """See `Customers`."""
        answer = await self._call(
            self._api.customers.payment_methods.list_async(customer, {"type": "card", "limit": PAGE_MAXIMUM})
        )
        return [_read_card(method.to_dict()) for method in answer.data]

    async def card(self, reference: str) -> SavedCard:
        """See `Customers`."""
        return _read_card((await self._call(self._api.payment_methods.retrieve_async(reference))).to_dict())

    async def remove_card(self, reference: str) -> None:
        """See `Customers`. Stripe refuses to detach what is attached to nobody; then there is nothing to do."""
        try:
            await self._call(self._api.payment_methods.detach_async(reference))
        except GatewayRefusedError as error:
            if (await self.card(reference)).customer is not None:
                raise error from None

    async def charge_card(self, charge: CardCharge) -> GatewayPayment:
        """See `Customers`. Stripe answers a decline with 402, and its error holds the PaymentIntent."""
        try:
            answer = await self._call(_declines_are_answers(self._confirm(charge)))
        except UnreadablePaymentError as error:
            raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None
        _log.info("stripe_card_charged", payment_id=charge.payment_id, status=answer.status.value)
        return answer

    async def find_charge(self, payment_id: str, customer: str, since: datetime) -> GatewayPayment | None:
        """See `Customers`. Not by Stripe's search, which may be a minute and more behind."""
        params: stripe.params.PaymentIntentListParams = {
            "customer": customer,
            "created": {"gte": int((since - CLOCK_SKEW).timestamp())},
            "limit": PAGE_MAXIMUM,
        }
        while True:
            page = (await self._call(self._api.payment_intents.list_async(params))).to_dict()
            for item in page["data"]:
                if (item.get("metadata") or {}).get(PAYMENT_ID_KEY) == payment_id:
                    try:
                        return read_payment_intent(item)
                    except UnreadablePaymentError as error:
                        raise GatewayUnavailableError(f"Stripe's answer cannot be read ({error}).") from None
            if not page["has_more"] or not page["data"]:
                return None
            params = {**params, "starting_after": page["data"][-1]["id"]}

    async def _confirm(self, charge: CardCharge) -> stripe.PaymentIntent:
        params: stripe.params.PaymentIntentCreateParams = {
            "amount": charge.amount,
            "currency": charge.currency.lower(),
            "customer": charge.customer,
            "payment_method": charge.card,
            "allowed_payment_method_types": ["card"],
            "off_session": True,
            "confirm": True,
            "description": charge.description,
            "metadata": {**charge.metadata, PAYMENT_ID_KEY: charge.payment_id},
        }
        if charge.receipt_email is not None:
            params["receipt_email"] = charge.receipt_email
        if charge.tax_calculation is not None:
            params["hooks"] = {"inputs": {"tax": {"calculation": charge.tax_calculation}}}
        return await self._api.payment_intents.create_async(params, {"idempotency_key": charge.payment_id})


async def _declines_are_answers(call: Any) -> GatewayPayment:
    try:
        answer: stripe.PaymentIntent = await call
    except stripe.CardError as error:
        answered = error.json_body.get("error") if isinstance(error.json_body, dict) else None
        intent = answered.get("payment_intent") if isinstance(answered, Mapping) else None
        if not isinstance(intent, Mapping):
            raise
    else:
        return read_payment_intent(answer.to_dict())
    return read_payment_intent(intent)  # out here, so that no cause carries the answer along


def _read_card(data: Mapping[str, Any]) -> SavedCard:
    card, customer = data.get("card"), data.get("customer")
    if not isinstance(card, Mapping):
        raise GatewayUnavailableError("Stripe's answer cannot be read (card: is missing).")
    return SavedCard(
        reference=str(data["id"]),
        customer=customer if isinstance(customer, str) else None,
        brand=str(card["brand"]),
        last4=str(card["last4"]),
        expiry_month=int(card["exp_month"]),
        expiry_year=int(card["exp_year"]),
        address=_read_address(data.get("billing_details")),
    )


def _read_address(details: Any) -> BillingAddress | None:
    said = details.get("address") if isinstance(details, Mapping) else None
    if not isinstance(said, Mapping) or not said.get("country"):
        return None
    return BillingAddress(
        country=said["country"],
        postal_code=said.get("postal_code"),
        state=said.get("state"),
        city=said.get("city"),
        line1=said.get("line1"),
    )
