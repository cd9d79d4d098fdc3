"""Buying a package, and giving it up."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from gateways.declines import told_gateway_code
from gateways.tax import BillingAddress
from schema.errors import OperationRefused, UserError
from schema.in_language import IN_LANGUAGE
from schema.payment import Payment, PaymentMethod, PaymentStatus
from schema.price_quote import PromoCodeRefused
from schema.saved_card import SAVE_CARD_DESCRIPTION
from services.payments.errors import (
    PaymentMethodUnavailableError,
    PaymentNotCancellableError,
    PaymentRefusedError,
)
from services.payments.order import PurchaseOptions
from services.payments.purchase import StartedPurchase

__all__ = [
    "BillingAddressInput",
    "CancelPurchaseInput",
    "CancelPurchaseResult",
    "PaymentMethodUnavailable",
    "PaymentNotCancellable",
    "PaymentRefused",
    "PurchaseCancelled",
    "PurchaseInput",
    "PurchaseResult",
    "PurchaseStarted",
    "ResumePurchaseInput",
    "ResumePurchaseResult",
]

_KEY = "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


@strawberry.input(description="Where a payer lives, by which the tax is told. It is sent to Stripe, and not stored.")
class BillingAddressInput:
    country: str = strawberry.field(description="ISO 3166-1 code of two letters, such as DE.")
    postal_code: str | None = strawberry.field(
        default=None, description="At most 20 characters. Needed in the United States, and in Canada without `state`."
    )
    state: str | None = strawberry.field(
        default=None, description="State or province, best as its ISO 3166-2 code, such as CA. At most 100 characters."
    )
    city: str | None = strawberry.field(default=None, description="At most 100 characters.")
    line1: str | None = strawberry.field(default=None, description="Street and number. At most 200 characters.")

    def address(self) -> BillingAddress:
        """As services take it."""
        return BillingAddress(self.country, self.postal_code, self.state, self.city, self.line1)


@strawberry.input(description="What to buy, and how it is to be paid.")
class PurchaseInput:
    package_id: strawberry.ID = strawberry.field(description="A package of `packages`. Its price is the server's.")
    payment_method: PaymentMethod = strawberry.field(description="A method that `paymentMethods` says is available.")
    idempotency_key: str = strawberry.field(description=_KEY)
    currency: str | None = strawberry.field(
        default=None,
        description="ISO 4217 code of one of the package's prices. Null: the first price that the method can pay.",
    )
    quantity: int = strawberry.field(
        default=1, description="How many of the package, from 1 to PURCHASE_MAX_QUANTITY (100)."
    )
    promo_code: str | None = strawberry.field(
        default=None, description="A promo code, in any case. One that cannot be used refuses the purchase."
    )
    gift_to: str | None = strawberry.field(
        default=None, description="E-mail address or id of the user who gets the tokens. Null: the caller."
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that gets the tokens, of which the caller is owner or admin. Null: no team."
    )
    gift_message: str | None = strawberry.field(
        default=None, description="What the receiver of the gift reads, at most 200 characters."
    )
    save_card: bool = strawberry.field(default=False, description=SAVE_CARD_DESCRIPTION)
    billing_address: BillingAddressInput | None = strawberry.field(
        default=None,
        description="Where the payer lives. Needed where AUTOMATIC_TAX is on and Stripe collects (else"
        " BILLING_ADDRESS_REQUIRED).",
    )

    def options(self) -> PurchaseOptions:
        """What it asks for beyond a package and a way to pay."""
        return PurchaseOptions(
            quantity=self.quantity,
            promo_code=self.promo_code,
            gift_to=self.gift_to,
            team_id=self.team_id,
            gift_message=self.gift_message,
            save_card=self.save_card,
            billing_address=None if self.billing_address is None else self.billing_address.address(),
        )


@strawberry.type(description="A payment that waits for its payer.")
class PurchaseStarted:
    payment: Payment = strawberry.field(description="The payment as it stands now.")
    client_secret: str = strawberry.field(
        description="What the payer's browser needs to pay: Stripe's client secret, or Razorpay's order id. For that "
        "browser only; never log or store it."
    )
    publishable_key: str = strawberry.field(
        description="The shop's key for Stripe.js, or its key id for Razorpay's form."
    )
    expires_at: datetime = strawberry.field(description="When it is cancelled unless it is paid.")
    payment_page_url: str | None = strawberry.field(
        description="A page to pay or decline on, where the simulated Stripe is used. Null with the real one."
    )

    @classmethod
    def of(cls, started: StartedPurchase) -> Self:
        """The GraphQL form of `started`."""
        return cls(
            payment=Payment.of(started.payment),
            client_secret=started.client_secret,
            publishable_key=started.publishable_key,
            expires_at=started.payment.expires_at,
            payment_page_url=started.payment_page_url,
        )


@strawberry.type(description="This way to pay cannot be used for this package. Nothing was done.")
class PaymentMethodUnavailable(UserError):
    method: PaymentMethod = strawberry.field(description="The method that was asked for.")
    reason: str = strawberry.field(description="Why it cannot be used.", extensions=[IN_LANGUAGE])

    @classmethod
    def of(cls, error: PaymentMethodUnavailableError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            method=PaymentMethod(error.method.value),
            reason=error.reason,
        )


@strawberry.type(description="The payment gateway will not collect this payment. It has failed; nothing was charged.")
class PaymentRefused(UserError):
    payment_id: strawberry.ID = strawberry.field(description="The payment, which is FAILED.")
    gateway_code: str = strawberry.field(description="The gateway's own code.")

    @classmethod
    def of(cls, error: PaymentRefusedError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            payment_id=strawberry.ID(error.payment_id),
            gateway_code=told_gateway_code(error.failure.code),
        )


PurchaseResult: TypeAlias = Annotated[
    PurchaseStarted | PaymentMethodUnavailable | PaymentRefused | PromoCodeRefused | OperationRefused,
    strawberry.union("PurchaseResult", description="What `purchase` gives."),
]


@strawberry.input(description="Which purchase to go on with.")
class ResumePurchaseInput:
    payment_id: strawberry.ID = strawberry.field(description="A payment of the caller that is not paid yet.")


ResumePurchaseResult: TypeAlias = Annotated[
    PurchaseStarted | PaymentRefused | OperationRefused,
    strawberry.union("ResumePurchaseResult", description="What `resumePurchase` gives."),
]


@strawberry.input(description="Which purchase to give up.")
class CancelPurchaseInput:
    payment_id: strawberry.ID = strawberry.field(description="A payment of the caller that is not paid yet.")
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.type(description="The payment is cancelled; it cannot be paid any more.")
class PurchaseCancelled:
    payment: Payment = strawberry.field(description="The payment, which is CANCELLED.")


@strawberry.type(description="The payment was paid, is just being paid, or had failed for good. Nothing was done.")
class PaymentNotCancellable(UserError):
    status: PaymentStatus = strawberry.field(description="Where the payment stands.")

    @classmethod
    def of(cls, error: PaymentNotCancellableError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            status=PaymentStatus(error.status.value),
        )


CancelPurchaseResult: TypeAlias = Annotated[
    PurchaseCancelled | PaymentNotCancellable | OperationRefused,
    strawberry.union("CancelPurchaseResult", description="What `cancelPurchase` gives."),
]
