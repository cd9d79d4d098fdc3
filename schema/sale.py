"""Everybody's payments and invoices, for admins."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

import models.payment as stored
from models.subscription_invoice import SubscriptionInvoice
from schema.money import Money
from schema.payment import DisputeState, Payment
from schema.scalars import BigInt
from services import money
from services.payments.returned import returned_amount
from services.reversals.rules import taken

__all__ = ["InvoiceKind", "SoldInvoice", "SoldPayment"]


@strawberry.type(description="A payment, and whose it is.")
class SoldPayment:
    user_id: strawberry.ID = strawberry.field(description="Whoever pays.")
    payment: Payment = strawberry.field(description="The payment as its payer sees it.")
    flagged: bool = strawberry.field(description="Whether it waits in `paymentsForReview`.")

    @classmethod
    def of(cls, payment: stored.Payment) -> Self:
        """The GraphQL form of `payment`."""
        waits = any(flag.resolved_at is None for flag in payment.flags)
        return cls(user_id=strawberry.ID(payment.user_id), payment=Payment.of(payment), flagged=waits)


@strawberry.enum(description="What an invoice of a subscription is for.")
class InvoiceKind(Enum):
    PERIOD = strawberry.enum_value("period", description="A whole period: the first one, or a renewal.")
    UPGRADE = strawberry.enum_value("upgrade", description="The rest of a period on a dearer plan.")


@strawberry.type(description="A paid invoice of a subscription, and whose it is.")
class SoldInvoice:
    id: strawberry.ID = strawberry.field(description="The gateway's id, which `refundInvoice` takes.")
    subscription_id: strawberry.ID = strawberry.field(description="The subscription.")
    user_id: strawberry.ID = strawberry.field(description="Whose subscription it is.")
    kind: InvoiceKind = strawberry.field(description="What it is for.")
    plan_id: strawberry.ID = strawberry.field(description="The plan that it pays for.")
    amount: Money = strawberry.field(description="What was paid, tax included; 0 where nothing was due.")
    tokens: BigInt = strawberry.field(description="Wallet tokens that it grants.")
    period_start: datetime = strawberry.field(description="When the time begins that it pays for.")
    period_end: datetime = strawberry.field(description="When that ends.")
    paid_at: datetime = strawberry.field(description="When it was paid.")
    granted_at: datetime | None = strawberry.field(description="When its tokens came into the wallet. Null: not yet.")
    refunded: Money = strawberry.field(description="What went back so far, by refunds and by disputes that were lost.")
    tokens_taken_back: BigInt = strawberry.field(description="Wallet tokens that went with the money.")
    dispute: DisputeState | None = strawberry.field(description="How a dispute of it stands. Null: there was none.")

    @classmethod
    def of(cls, invoice: SubscriptionInvoice) -> Self:
        """The GraphQL form of `invoice`."""
        return cls(
            id=strawberry.ID(invoice.id),
            subscription_id=strawberry.ID(invoice.subscription_id),
            user_id=strawberry.ID(invoice.user_id),
            kind=InvoiceKind(invoice.kind.value),
            plan_id=strawberry.ID(invoice.plan_id),
            amount=Money.of(money.Money(invoice.amount, invoice.currency)),
            tokens=BigInt(invoice.tokens),
            period_start=invoice.period_start,
            period_end=invoice.period_end,
            paid_at=invoice.paid_at,
            granted_at=invoice.granted_at,
            refunded=Money.of(money.Money(returned_amount(invoice), invoice.currency)),
            tokens_taken_back=BigInt(taken(invoice.reversal) if invoice.reversal else 0),
            dispute=DisputeState.of(invoice.reversal),
        )
