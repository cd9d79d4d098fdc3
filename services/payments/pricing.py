"""Works out what somebody would pay: reads what a quote needs, and lets `quote` do the arithmetic."""

from gateways.stripe.currencies import maximum_amount, minimum_amount
from messages import Phrase
from services.catalog.package import Package, Price
from services.catalog.validation import TOKENS_MAXIMUM
from services.errors import InvalidInputError
from services.payments.quote import Quote, quote

__all__ = ["Pricing"]


class Pricing:
    """Every price that a payment has, or that is told beforehand, comes from here."""

    def __init__(self, maximum_quantity: int) -> None:
        self._maximum_quantity = maximum_quantity

    def quote(self, package: Package, price: Price, quantity: int) -> Quote:
        """The offer for `quantity` of `package` at `price`; raises InvalidInputError for one that cannot be sold."""
        money = price.price
        most = min(
            self._maximum_quantity, maximum_amount(money.currency) // money.amount, TOKENS_MAXIMUM // package.tokens
        )
        if not 1 <= quantity <= most:
            problem = Phrase("must be a whole number from 1 to {most} for this package.", most=most)
            raise InvalidInputError("quantity", problem)
        return quote(package, price, quantity, minimum=minimum_amount(money.currency))
