"""Paid invoices of subscriptions: what each of them grants, frozen before the ledger hears of it."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.reversal import Reversal


class InvoiceKind(StrEnum):
    """What an invoice is for."""

    PERIOD = "period"
    """A whole period: the first one, or a renewal."""
    UPGRADE = "upgrade"
    """The rest of a period on a dearer plan, less the rest on the one before."""


class SubscriptionInvoice(Document):
    """One invoice that was paid and agrees with the subscription's terms. Its id is the gateway's (`in_...`)."""

    id: str  # type: ignore[assignment]
    subscription_id: str
    user_id: str
    wallet_id: str
    gateway: str
    livemode: bool
    kind: InvoiceKind
    plan_id: str
    """The plan that it pays for."""
    amount: Int64Amount
    """What was paid, in minor units of `currency`, taxes included; 0 when nothing was due."""
    currency: str
    """ISO 4217, upper case."""
    tokens: Int64Amount
    """What it grants; 0 when it grants nothing."""
    period_start: UtcDatetime
    period_end: UtcDatetime
    """The time that it pays for."""
    tokens_expire_at: UtcDatetime
    payment_reference: str | None = None
    """The gateway's id of the payment that paid it (`pi_...`), by which a refund or dispute finds it."""
    paid_at: UtcDatetime
    """By the gateway's clock."""
    granted_at: UtcDatetime | None = None
    """When the ledger says that its tokens were granted, under `subscription:<id>`, with the id as reference."""
    reversal: Reversal | None = None
    """Refunds and disputes of its payment, and what they did to the tokens; None while there were none."""
    reversal_due_at: UtcDatetime | None = None
    """When a sweeper looks whether all steps of the reversal stand in the ledger; None when they do."""

    class Settings:
        name = "subscription_invoices"
        indexes: ClassVar = [
            IndexModel([("subscription_id", ASCENDING), ("paid_at", ASCENDING)], name="of_subscription"),
            IndexModel(
                [("gateway", ASCENDING), ("payment_reference", ASCENDING)],
                name="by_payment",
                partialFilterExpression={"payment_reference": {"$type": "string"}},
            ),
            IndexModel(
                [("reversal_due_at", ASCENDING)],
                name="reversal_by_due",
                partialFilterExpression={"reversal_due_at": {"$type": "date"}},
            ),
            IndexModel(
                [("gateway", ASCENDING), ("paid_at", ASCENDING)],
                name="reversed",
                partialFilterExpression={"reversal": {"$type": "object"}},
            ),
            IndexModel(
                [("wallet_id", ASCENDING)],
                name="reversed_of_wallet",
                partialFilterExpression={"reversal": {"$type": "object"}},
            ),
            IndexModel(
                [(field, ASCENDING) for field in ("paid_at", "_id", "currency", "amount")], name="revenue_by_payment"
            ),
            IndexModel([(field, ASCENDING) for field in ("user_id", "paid_at", "_id")], name="of_user"),
            IndexModel(
                [("reversal.refunds.created_at", ASCENDING)],
                name="refunded_by_time",
                partialFilterExpression={"reversal": {"$type": "object"}},
            ),
            IndexModel(
                [("reversal.disputes.created_at", ASCENDING)],
                name="disputed_by_time",
                partialFilterExpression={"reversal": {"$type": "object"}},
            ),
        ]
