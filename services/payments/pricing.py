"""Works out what somebody would pay: reads what a quote needs, and lets `quote` do the arithmetic."""

from dataclasses import dataclass

from gateways.amount_limits import AmountLimits
from gateways.payment_gateways import PaymentGateways
from messages import Phrase
from models.promo_code import PromoCode
from services.catalog.package import Package, Price
from services.catalog.validation import TOKENS_MAXIMUM
from services.errors import InvalidInputError
from services.money import Money
from services.payments.quote import PromoTerms, Quote, quote
from services.promotions.offers import Offers

__all__ = ["Priced", "Pricing"]


@dataclass(frozen=True, slots=True)
class Priced:
    """An offer, and the promo code that it takes up; None where it takes up none."""

    quote: Quote
    code: PromoCode | None


class Pricing:
    """Every price that a payment has, or that is told beforehand, comes from here."""

    def __init__(self, maximum_quantity: int, offers: Offers, gateways: PaymentGateways) -> None:
        self._maximum_quantity = maximum_quantity
        self._offers = offers
        self._gateways = gateways

    async def price(
        self, user_id: str, package: Package, price: Price, quantity: int = 1, promo_code: str | None = None
    ) -> Priced:
        """What `quantity` of `package` at `price` costs this user now.

        Raises InvalidInputError for a quantity that cannot be sold, and as `Offers.code` does.
        """
        limits = self._limits(package, price)
        self._check_quantity(package, price, quantity, limits)
        minimum = limits.minimum
        percent = await self._offers.first_purchase_percent(user_id)
        if promo_code is None:
            return Priced(quote(package, price, quantity, first_purchase_percent=percent, minimum=minimum), None)
        before = quote(package, price, quantity, minimum=minimum).total
        code = await self._offers.code(user_id, promo_code, package.id, before)
        offer = quote(package, price, quantity, first_purchase_percent=percent, promo=_terms_of(code), minimum=minimum)
        return Priced(offer, code if offer.promo_code is not None else None)

    async def first_purchase_percent(self, user_id: str) -> int:
        """See `Offers.first_purchase_percent`."""
        return await self._offers.first_purchase_percent(user_id)

    def first_purchase_price(self, package: Package, price: Price, percent: int) -> Money | None:
        """What one of `package` costs with `percent` off; None where that changes nothing."""
        minimum = self._limits(package, price).minimum
        total = quote(package, price, first_purchase_percent=percent, minimum=minimum).total
        return None if total == price.price else total

    def _limits(self, package: Package, price: Price) -> AmountLimits:
        """Those of the gateway that would serve the price; one that does not take it offers no method for it either."""
        limits = self._gateways.limits(price.price.currency, package.id)
        return limits if limits is not None else AmountLimits(1, price.price.amount)

    def _check_quantity(self, package: Package, price: Price, quantity: int, limits: AmountLimits) -> None:
        most = min(self._maximum_quantity, limits.maximum // price.price.amount, TOKENS_MAXIMUM // package.tokens)
        if not 1 <= quantity <= most:
            problem = Phrase("must be a whole number from 1 to {most} for this package.", most=most)
            raise InvalidInputError("quantity", problem)


def _terms_of(code: PromoCode) -> PromoTerms:
    return PromoTerms(code.code, code.percent, code.amounts, code.bonus_tokens)
