"""Payments as clients see them."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

import models.payment as stored
from gateways.payment_gateway import MethodAvailability
from models.reversal import Reversal
from schema.context import Info
from schema.costs import GATEWAY, cost, list_of
from schema.gift import GivenGift
from schema.in_language import IN_LANGUAGE
from schema.money import Money
from schema.scalars import BigInt
from services import money
from services.payments.declines import explain_decline
from services.payments.returned import returned_amount
from services.reversals.rules import dispute_state, taken

__all__ = [
    "Discount",
    "DiscountKind",
    "DisputeState",
    "Payment",
    "PaymentGateway",
    "PaymentMethod",
    "PaymentMethodOption",
    "PaymentStatus",
]


@strawberry.enum(description="A way to pay.")
class PaymentMethod(Enum):
    CARD = strawberry.enum_value("card", description="Credit or debit card.")
    WECHAT_PAY = strawberry.enum_value("wechat_pay", description="WeChat Pay, by a QR code in the browser.")
    ALIPAY = strawberry.enum_value("alipay", description="Alipay, by a redirect.")
    BITCOIN = strawberry.enum_value(
        "bitcoin", description="Cryptocurrency; Stripe takes stablecoins, and only for prices in USD."
    )
    GOOGLE_PAY = strawberry.enum_value("google_pay", description="Google Pay, a wallet on a card.")
    APPLE_PAY = strawberry.enum_value("apple_pay", description="Apple Pay, a wallet on a card.")
    UPI = strawberry.enum_value("upi", description="UPI, India's instant transfer, through Razorpay.")
    NETBANKING = strawberry.enum_value("netbanking", description="A transfer from an Indian bank, through Razorpay.")


@strawberry.enum(description="Who collects a payment.")
class PaymentGateway(Enum):
    STRIPE = strawberry.enum_value("stripe", description="Paid with Stripe.js.")
    RAZORPAY = strawberry.enum_value(
        "razorpay", description="Paid with Razorpay's form; `verifyRazorpayPayment` follows it."
    )


@strawberry.enum(description="Where a payment stands.")
class PaymentStatus(Enum):
    PENDING = strawberry.enum_value("pending", description="Waiting for the payer.")
    PROCESSING = strawberry.enum_value("processing", description="The payer is done; the money is on its way.")
    SUCCEEDED = strawberry.enum_value("succeeded", description="Paid, and the tokens are in the wallet.")
    FAILED = strawberry.enum_value(
        "failed", description="Declined; nothing was charged. It may still be paid with the same client secret."
    )
    CANCELLED = strawberry.enum_value("cancelled", description="Cancelled or expired; it cannot be paid any more.")
    PARTIALLY_REFUNDED = strawberry.enum_value("partially_refunded", description="A part was paid back.")
    REFUNDED = strawberry.enum_value("refunded", description="All of it was paid back.")
    DISPUTED = strawberry.enum_value(
        "disputed", description="The payer's bank disputes it, or took the money back; see `dispute`."
    )


@strawberry.enum(description="Whose the money of a disputed payment is.")
class DisputeState(Enum):
    OPEN = strawberry.enum_value("open", description="Not decided yet; the payment's tokens are frozen.")
    WON = strawberry.enum_value("won", description="The shop keeps the money, and the payer the tokens.")
    LOST = strawberry.enum_value("lost", description="The payer has the money back; the tokens were taken back.")

    @classmethod
    def of(cls, reversal: Reversal | None) -> "DisputeState | None":
        """The state that matters most of all disputes of a payment."""
        state = dispute_state(reversal) if reversal is not None else None
        return cls(state.value) if state is not None else None


@strawberry.enum(description="Why a payment costs less than its subtotal.")
class DiscountKind(Enum):
    VOLUME = strawberry.enum_value("volume", description="The package costs less from this quantity on.")
    FIRST_PURCHASE = strawberry.enum_value("first_purchase", description="The discount on a user's first purchase.")
    PROMO = strawberry.enum_value("promo", description="A promo code.")


@strawberry.type(description="One line of what is taken off the subtotal.")
class Discount:
    kind: DiscountKind = strawberry.field(description="Why it is taken off.")
    promo_code: str | None = strawberry.field(description="The promo code, for a discount of that kind.")
    amount: Money = strawberry.field(description="How much is taken off; above zero.")

    @classmethod
    def of(cls, kind: stored.DiscountKind, promo_code: str | None, amount: int, currency: str) -> Self:
        """The GraphQL form of one line; `amount` is in minor units."""
        return cls(kind=DiscountKind(kind.value), promo_code=promo_code, amount=Money.of(money.Money(amount, currency)))


@strawberry.type(description="One purchase of one package. Amount, currency and tokens never change.")
class Payment:
    id: strawberry.ID = strawberry.field(description="Stable.")
    status: PaymentStatus = strawberry.field(description="Where it stands.")
    tokens: BigInt = strawberry.field(description="Tokens credited once it has succeeded.")
    amount: Money = strawberry.field(
        description="What the payer is charged before tax that is added: subtotal less discounts."
    )
    quantity: int = strawberry.field(description="How many of the package.")
    subtotal: Money = strawberry.field(description="What the packages cost before discounts.")
    discounts: list[Discount] = strawberry.field(
        description="What is taken off the subtotal, line by line.", directives=[list_of(5)]
    )
    bonus_tokens: BigInt = strawberry.field(
        description="Tokens that a promo code adds to `tokens`, credited by an entry of their own. 0: none."
    )
    promo_code: str | None = strawberry.field(description="The promo code that has an effect here. Null: none.")
    gift: GivenGift | None = strawberry.field(description="Set where the tokens go to somebody else than the payer.")
    team_id: strawberry.ID | None = strawberry.field(description="The team that gets the tokens; null for no team.")
    method: PaymentMethod = strawberry.field(description="The way to pay that was chosen.")
    gateway: PaymentGateway = strawberry.field(description="Who collects it; decides how a client lets it be paid.")
    package_id: strawberry.ID = strawberry.field(description="The package; it may have left the catalogue since.")
    gateway_reference: str | None = strawberry.field(
        description="The payment gateway's id: a PaymentIntent id for Stripe, an order id for Razorpay. Null until the "
        "gateway has it."
    )
    failure_code: str | None = strawberry.field(
        description="Why the last try was declined, such as INSUFFICIENT_FUNDS. Stable; docs/errors.md has all."
    )
    failure_reason: str | None = strawberry.field(
        description="Why the last try was declined, and what to do, in a sentence.", extensions=[IN_LANGUAGE]
    )
    failure_retryable: bool | None = strawberry.field(
        description="Whether the same card or account may pay at another try, with details put right or later."
    )
    created_at: datetime = strawberry.field(description="When the purchase was started.")
    expires_at: datetime = strawberry.field(description="When it is cancelled unless it is paid.")
    credited_at: datetime | None = strawberry.field(description="When its tokens came into the wallet.")
    tax: Money = strawberry.field(description="The tax; 0 until the gateway has worked it out.")
    tax_included: bool = strawberry.field(description="Whether `amount` contains `tax`; else it comes on top.")
    total: Money = strawberry.field(
        description="What the payer is charged, tax included. On Stripe's page without added tax until it is paid."
    )
    refunded: Money = strawberry.field(
        description="What went back to the payer so far, by refunds and by disputes that the shop lost."
    )
    tokens_taken_back: BigInt = strawberry.field(
        description="Tokens, bonus ones included, that went with the money; those that were spent are a debt."
    )
    dispute: DisputeState | None = strawberry.field(description="How a dispute of it stands. Null: there was none.")
    receipt_available: bool = strawberry.field(description="Whether `receipt` gives its receipt.")
    resumable: bool = strawberry.field(
        description="Whether it waits for a payer who pays in the client, so that `resumePurchase` goes on with it."
    )
    record: strawberry.Private[stored.Payment]

    @strawberry.field(
        description="Stripe's own receipt. Null while it is not paid, for other gateways, and while Stripe is away.",
        directives=[cost(GATEWAY)],
    )
    async def stripe_receipt_url(self, info: Info) -> str | None:
        """Ask Stripe, unless its answer is kept."""
        return await info.context.services.receipts.gateway_url(self.record)

    @classmethod
    def of(cls, payment: stored.Payment) -> Self:
        """The GraphQL form of a stored payment."""
        failure = explain_decline(payment.failure.code) if payment.failure else None
        currency = payment.currency
        return cls(
            id=strawberry.ID(payment.id),
            status=PaymentStatus(payment.status.value),
            tokens=BigInt(payment.tokens),
            amount=Money.of(money.Money(payment.amount, currency)),
            quantity=payment.quantity,
            subtotal=Money.of(money.Money(payment.amount if payment.subtotal is None else payment.subtotal, currency)),
            discounts=[Discount.of(each.kind, each.code, each.amount, currency) for each in payment.discounts],
            bonus_tokens=BigInt(payment.bonus_tokens),
            promo_code=payment.promo_code,
            gift=None if payment.gift is None else GivenGift(message=payment.gift.message),
            team_id=None if payment.team_id is None else strawberry.ID(payment.team_id),
            method=PaymentMethod(payment.method.value),
            gateway=PaymentGateway(payment.gateway),
            package_id=strawberry.ID(payment.package_id),
            gateway_reference=payment.gateway_reference,
            failure_code=failure.code.value if failure else None,
            failure_reason=failure.message if failure else None,
            failure_retryable=failure.retry_helps if failure else None,
            created_at=payment.created_at,
            expires_at=payment.expires_at,
            credited_at=payment.credited_at,
            tax=Money.of(money.Money(payment.tax_amount, currency)),
            tax_included=payment.tax_behavior is stored.TaxBehavior.INCLUSIVE,
            total=Money.of(money.Money(payment.total, currency)),
            refunded=Money.of(money.Money(returned_amount(payment), currency)),
            tokens_taken_back=BigInt(taken(payment.reversal) if payment.reversal else 0),
            dispute=DisputeState.of(payment.reversal),
            receipt_available=payment.credited_at is not None,
            resumable=payment.open and payment.kind is stored.PaymentKind.INTENT,
            record=payment,
        )


@strawberry.type(description="Whether a way to pay can really be used.")
class PaymentMethodOption:
    method: PaymentMethod = strawberry.field(description="The way to pay.")
    available: bool = strawberry.field(description="Whether `purchase` takes it for this package.")
    reason: str | None = strawberry.field(
        description="Why it cannot be used, in a sentence. Null when it can.", extensions=[IN_LANGUAGE]
    )

    @classmethod
    def of(cls, option: MethodAvailability) -> Self:
        """The GraphQL form of `option`."""
        return cls(method=PaymentMethod(option.method.value), available=option.available, reason=option.reason)
