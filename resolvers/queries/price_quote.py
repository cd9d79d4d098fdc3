"""`priceQuote`: what a purchase would cost, and whether a promo code can be used for it."""

import strawberry

import models.payment as stored
from schema.context import Info, require_viewer
from schema.price_quote import PriceQuote, PriceQuoteInput, PriceQuoteResult, PromoCodeRefused
from services.payments.order import PurchaseOptions
from services.promotions.errors import PromoCodeRefusedError

__all__ = ["price_quote"]


@strawberry.field(description="What a purchase would cost the caller now, discounts and promo code included.")
async def price_quote(info: Info, input: PriceQuoteInput) -> PriceQuoteResult:
    """Ask, and map what stands against the code."""
    method = input.payment_method
    try:
        quote = await info.context.services.payments.quote(
            require_viewer(info),
            input.package_id,
            None if method is None else stored.PaymentMethod(str(method.value)),
            input.currency,
            PurchaseOptions(quantity=input.quantity, promo_code=input.promo_code),
        )
    except PromoCodeRefusedError as error:
        return PromoCodeRefused.of(error, input.promo_code)
    return PriceQuote.of(quote)
