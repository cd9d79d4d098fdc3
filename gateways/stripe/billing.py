"""Reads Stripe's subscriptions and invoices, as plain data.

https://docs.stripe.com/api/subscriptions/object and https://docs.stripe.com/api/invoices/object. Periods stand in the
items, the link to the subscription in `parent`, and the payment in `payments`, since API version 2025-03-31.basil.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gateways.subscriptions import (
    GatewayInvoice,
    GatewaySubscription,
    GatewaySubscriptionStatus,
    InvoiceLine,
    InvoiceReason,
)

__all__ = ["SUBSCRIPTION_ID_KEY", "UnreadableBillingError", "read_invoice", "read_subscription"]

SUBSCRIPTION_ID_KEY = "subscription_id"
"""The name of our subscription's id in the metadata of Stripe's."""

_STATUSES: Mapping[str, GatewaySubscriptionStatus] = {
    "incomplete": GatewaySubscriptionStatus.INCOMPLETE,
    "incomplete_expired": GatewaySubscriptionStatus.ENDED_UNPAID,
    "trialing": GatewaySubscriptionStatus.ACTIVE,
    "active": GatewaySubscriptionStatus.ACTIVE,
    "past_due": GatewaySubscriptionStatus.PAST_DUE,
    "unpaid": GatewaySubscriptionStatus.PAST_DUE,
    "paused": GatewaySubscriptionStatus.PAST_DUE,
    "canceled": GatewaySubscriptionStatus.ENDED,
}
_REASONS: Mapping[str, InvoiceReason] = {
    "subscription_create": InvoiceReason.FIRST,
    "subscription_cycle": InvoiceReason.RENEWAL,
    "subscription_update": InvoiceReason.CHANGE,
}
_UNPAID = "payment_failed"
"""`cancellation_details.reason` of a subscription that Stripe ended because it could not collect."""


class UnreadableBillingError(ValueError):
    """An object without the fields that every such object has. The message names the field, never its value."""


def read_subscription(data: Mapping[str, Any]) -> GatewaySubscription:
    """`data` is the subscription as Stripe's JSON has it; raises UnreadableBillingError."""
    try:
        items = data["items"]["data"]
        item = items[0]
        metadata, ended_at = data.get("metadata") or {}, data.get("ended_at")
        return GatewaySubscription(
            reference=data["id"],
            subscription_id=metadata.get(SUBSCRIPTION_ID_KEY),
            customer=_id(data["customer"]),
            status=_status(data),
            livemode=data["livemode"],
            currency=data["currency"].upper(),
            item=item["id"],
            price=_id(item["price"]),
            quantity=item.get("quantity") or 0,
            items=len(items),
            period_start=_moment(item["current_period_start"]),
            period_end=_moment(item["current_period_end"]),
            cancel_at_period_end=data["cancel_at_period_end"] or data.get("cancel_at") is not None,
            ended_at=None if ended_at is None else _moment(ended_at),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableBillingError(f"subscription: {type(error).__name__}: {error}") from None


def _status(data: Mapping[str, Any]) -> GatewaySubscriptionStatus:
    status = _STATUSES[data["status"]]
    details = data.get("cancellation_details") or {}
    if status is GatewaySubscriptionStatus.ENDED and details.get("reason") == _UNPAID:
        return GatewaySubscriptionStatus.ENDED_UNPAID
    return status


def read_invoice(data: Mapping[str, Any]) -> GatewayInvoice:
    """`data` is the invoice as Stripe's JSON has it, with `payments`; raises UnreadableBillingError."""
    try:
        parent = (data.get("parent") or {}).get("subscription_details") or {}
        subscription, customer = parent.get("subscription"), data.get("customer")
        paid_at = data["status_transitions"].get("paid_at")
        return GatewayInvoice(
            reference=data["id"],
            subscription=None if subscription is None else _id(subscription),
            customer=None if customer is None else _id(customer),
            livemode=data["livemode"],
            currency=data["currency"].upper(),
            reason=_REASONS.get(data.get("billing_reason") or "", InvoiceReason.OTHER),
            paid=data["status"] == "paid",
            paid_at=None if paid_at is None else _moment(paid_at),
            created_at=_moment(data["created"]),
            subtotal=_whole(data["subtotal"]),
            total=_whole(data["total"]),
            amount_paid=_whole(data["amount_paid"]),
            discounted=any(each["amount"] for each in data.get("total_discount_amounts") or ()),
            lines=tuple(_line(line) for line in data["lines"]["data"]),
            lines_complete=not data["lines"]["has_more"],
            payment=_payment(data),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableBillingError(f"invoice: {type(error).__name__}: {error}") from None


def _line(line: Mapping[str, Any]) -> InvoiceLine:
    parent = line.get("parent") or {}
    details = parent.get("subscription_item_details") or parent.get("invoice_item_details") or {}
    pricing = (line.get("pricing") or {}).get("price_details") or {}
    price = pricing.get("price")
    return InvoiceLine(
        price=None if price is None else _id(price),
        amount=_whole(line["amount"]),
        quantity=line.get("quantity") or 0,
        proration=details.get("proration") is True,
        period_start=_moment(line["period"]["start"]),
        period_end=_moment(line["period"]["end"]),
    )


def _payment(data: Mapping[str, Any]) -> str | None:
    """The PaymentIntent that paid it, else the one by which it is to be paid."""
    payments = (data.get("payments") or {}).get("data") or ()
    ranked = sorted(payments, key=lambda each: (each.get("status") != "paid", not each.get("is_default")))
    intents = [each["payment"].get("payment_intent") for each in ranked]
    return next((_id(intent) for intent in intents if intent), None)


def _id(value: Any) -> str:
    """Of an object that is expanded or not."""
    found = value["id"] if isinstance(value, Mapping) else value
    if not isinstance(found, str) or not found:
        raise TypeError("an id is not a text")
    return found


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("an amount is not a whole number")
    return value


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(_whole(seconds), UTC)
