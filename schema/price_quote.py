"""What a purchase would cost, and why a promo code cannot be used for it."""

from typing import Annotated, Self, TypeAlias

import strawberry

from schema.costs import list_of
from schema.errors import OperationRefused, UserError
from schema.money import Money
from schema.payment import Discount, PaymentMethod
from schema.scalars import BigInt
from services import money
from services.payments.quote import Quote
from services.promotions.errors import PromoCodeBelowMinimumError, PromoCodeRefusedError

__all__ = ["PriceQuote", "PriceQuoteInput", "PriceQuoteResult", "PromoCodeRefused"]


@strawberry.input(description="A purchase that might be made.")
class PriceQuoteInput:
    package_id: strawberry.ID = strawberry.field(description="A package of `packages`.")
    quantity: int = strawberry.field(default=1, description="How many of the package.")
    promo_code: str | None = strawberry.field(default=None, description="A promo code, in any case.")
    payment_method: PaymentMethod | None = strawberry.field(
        default=None, description="How it would be paid, which can decide on the currency. Null: at the usual price."
    )
    currency: str | None = strawberry.field(
        default=None, description="ISO 4217 code of one of the package's prices. Null: as `purchase` chooses."
    )


@strawberry.type(description="What `purchase` would ask for now. Nothing is reserved by it.")
class PriceQuote:
    package_id: strawberry.ID = strawberry.field(description="The package.")
    quantity: int = strawberry.field(description="How many of it.")
    subtotal: Money = strawberry.field(description="What the packages cost before discounts.")
    discounts: list[Discount] = strawberry.field(
        description="What is taken off the subtotal, line by line.", directives=[list_of(5)]
    )
    amount: Money = strawberry.field(description="What the payer would be charged before tax.")
    tokens: BigInt = strawberry.field(description="Tokens that are bought.")
    bonus_tokens: BigInt = strawberry.field(description="Tokens that the promo code adds. 0: none.")
    promo_code: str | None = strawberry.field(
        description="The promo code, where it has an effect. Null also where another discount saves as much."
    )

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """The GraphQL form of `quote`."""
        return cls(
            package_id=strawberry.ID(quote.package_id),
            quantity=quote.quantity,
            subtotal=Money.of(money.Money(quote.subtotal, quote.currency)),
            discounts=[Discount.of(each.kind, each.code, each.amount, quote.currency) for each in quote.discounts],
            amount=Money.of(quote.total),
            tokens=BigInt(quote.tokens),
            bonus_tokens=BigInt(quote.bonus_tokens),
            promo_code=quote.promo_code,
        )


@strawberry.type(description="This promo code cannot be used here; `code` tells why. Nothing was done.")
class PromoCodeRefused(UserError):
    promo_code: str | None = strawberry.field(description="The promo code as it was sent.")
    minimum: Money | None = strawberry.field(
        description="For PROMO_CODE_BELOW_MINIMUM, what the purchase must cost before the code."
    )

    @classmethod
    def of(cls, error: PromoCodeRefusedError, promo_code: str | None) -> Self:
        """The GraphQL form of `error` about `promo_code`."""
        minimum = error.minimum if isinstance(error, PromoCodeBelowMinimumError) else None
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            promo_code=promo_code,
            minimum=None if minimum is None else Money.of(minimum),
        )


PriceQuoteResult: TypeAlias = Annotated[
    PriceQuote | PromoCodeRefused | OperationRefused,
    strawberry.union("PriceQuoteResult", description="What `priceQuote` gives."),
]
