"""Paying the money of a subscription's invoice back."""

from typing import Annotated, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.money import Money
from schema.refund import MadeRefundFields, RefundInput, RefundRefused, RefundTooLarge
from schema.scalars import BigInt
from services import money
from services.payments.returned import returned_amount
from services.reversals.rules import taken
from services.reversals.service import MadeInvoiceRefund

__all__ = ["InvoiceRefunded", "RefundInvoiceInput", "RefundInvoiceResult"]


@strawberry.input(description="What to pay back, and why.")
class RefundInvoiceInput(RefundInput):
    invoice_id: strawberry.ID = strawberry.field(
        description="A paid invoice of anybody's subscription, by the gateway's id: `in_...` for Stripe."
    )


@strawberry.type(description="The gateway has the refund, and the tokens were taken back.")
class InvoiceRefunded(MadeRefundFields):
    invoice_id: strawberry.ID = strawberry.field(description="The invoice, by the gateway's id.")
    refunded: Money = strawberry.field(
        description="What went back of the invoice so far, by refunds that arrived and by disputes that were lost."
    )
    tokens_taken_back: BigInt = strawberry.field(
        description="Tokens of the invoice that went with the money; those that were spent are a debt."
    )

    @classmethod
    def of(cls, made: MadeInvoiceRefund) -> Self:
        """The GraphQL form of `made`."""
        invoice = made.invoice
        return cls(
            **cls.values_of(made.refund),
            invoice_id=strawberry.ID(invoice.id),
            refunded=Money.of(money.Money(returned_amount(invoice), invoice.currency)),
            tokens_taken_back=BigInt(taken(invoice.reversal) if invoice.reversal else 0),
        )


RefundInvoiceResult: TypeAlias = Annotated[
    InvoiceRefunded | RefundTooLarge | RefundRefused | OperationRefused,
    strawberry.union("RefundInvoiceResult", description="What `refundInvoice` gives."),
]
