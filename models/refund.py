"""Refunds that an admin asked for: the intent, stored before the gateway hears of it.

Of a payment, or of a subscription's invoice.
"""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id
from models.payment import PaymentFailure


class RefundProgress(StrEnum):
    """How far a refund has come. What it took of the tokens stands in the payment."""

    ASKED = "asked"
    """Whether the gateway has it is not known yet; a sweeper goes on with it."""
    MADE = "made"
    """The gateway has it, and the tokens have followed."""
    REFUSED = "refused"
    """The gateway would not make it; nothing was done."""


class Refund(Document):
    """One refund by an admin. The amount is fixed when it is asked for, also where all that is left was meant."""

    id: str = Field(default_factory=lambda: new_id("rfd"))  # type: ignore[assignment]
    """Also the gateway's idempotency key, and in the metadata there."""
    admin_id: str
    """`automatic` where no admin asked."""
    client_key: str
    """The admin's idempotency key; unique for the admin. Automatic ones have the payment's id; from the second on with
    `:2` and so on.
    """
    input_hash: str
    """SHA-256 of what was asked for; the same key with other input is refused."""
    payment_id: str | None = None
    """What is paid back; else it is an invoice."""
    invoice_id: str | None = None
    """The gateway's id of the invoice of a subscription that is paid back; else it is a payment."""
    amount: Int64Amount
    """In minor units of `currency`."""
    currency: str
    """ISO 4217, upper case."""
    reason: str
    """Why, in the admin's words. Never in the ledger and never at the gateway."""
    progress: RefundProgress = RefundProgress.ASKED
    gateway_refund_id: str | None = None
    failure: PaymentFailure | None = None
    """Why the gateway refused."""
    created_at: UtcDatetime
    open: bool = True
    """Whether something is left to do: true until its end also stands in the record of admin actions."""
    tries: int = 0
    """How often a sweeper took it up."""
    next_try_at: UtcDatetime
    """When a sweeper goes on with it, while it is open."""

    @property
    def paid_id(self) -> str:
        """Of the payment or the invoice."""
        return self.payment_id or self.invoice_id or ""

    class Settings:
        name = "refunds"
        indexes: ClassVar = [
            IndexModel([("admin_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel([("payment_id", ASCENDING)], name="of_payment"),
            IndexModel(
                [("invoice_id", ASCENDING)],
                name="of_invoice",
                partialFilterExpression={"invoice_id": {"$type": "string"}},
            ),
            IndexModel(
                [("next_try_at", ASCENDING)],
                name="open_by_try",
                partialFilterExpression={"open": True},
            ),
        ]
