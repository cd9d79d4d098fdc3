"""Which ways to pay a package has, and the price that each leads to."""

from gateways.errors import GatewayError
from gateways.payment_gateway import MethodAvailability
from gateways.payment_gateways import PaymentGateways
from messages import Phrase
from models.payment import PaymentMethod
from services.catalog.package import Package, Price
from services.catalog.packages import PackageSource, checked_currency
from services.payments.errors import CurrencyNotOfferedError, GatewayUnreachableError, PaymentMethodUnavailableError

__all__ = ["PaymentMethods"]


class PaymentMethods:
    """Offers a method where the account can really take it in a currency that the package has a price in."""

    def __init__(self, packages: PackageSource, gateways: PaymentGateways) -> None:
        self._packages = packages
        self._gateways = gateways

    async def options(self, package_id: str, currency: str | None = None) -> list[MethodAvailability]:
        """Every way to pay, in a fixed order, and why it cannot be used where it cannot.

        `currency` (ISO 4217) narrows it to one price. Raises PackageNotFoundError, CurrencyNotOfferedError,
        InvalidInputError and GatewayUnreachableError.
        """
        options: dict[PaymentMethod, MethodAvailability] = {}
        package = (await self._packages.current()).package(package_id)
        for price in _prices(package, currency):
            for option in await self._methods(package, price):
                known = options.get(option.method)
                if known is None or (option.available and not known.available):
                    options[option.method] = option
        return list(options.values())

    async def price(self, package_id: str, method: PaymentMethod | None, currency: str | None) -> tuple[Package, Price]:
        """As `choose`; without a method the usual price, or that in `currency`."""
        if method is not None:
            return await self.choose(package_id, method, currency)
        package = (await self._packages.current()).package(package_id)
        return package, _prices(package, currency)[0]

    async def choose(self, package_id: str, method: PaymentMethod, currency: str | None) -> tuple[Package, Price]:
        """The package, and the first of its prices that `method` can pay.

        Raises PaymentMethodUnavailableError with the usual price's reason, and as `options` does.
        """
        package = (await self._packages.current()).package(package_id)
        reason: str | None = None
        for price in _prices(package, currency):
            option = next((each for each in await self._methods(package, price) if each.method is method), None)
            if option is not None and option.available:
                return package, price
            if reason is None and option is not None:
                reason = option.reason
        raise PaymentMethodUnavailableError(method, reason or Phrase("This shop does not take it."))

    async def _methods(self, package: Package, price: Price) -> list[MethodAvailability]:
        """Those of the gateway that takes this price."""
        currency = price.price.currency
        try:
            return await self._gateways.choose(currency, package.id).methods(currency)
        except GatewayError as error:
            # A refusal here (a wrong key, say) is about this server, not about the buyer's choice.
            raise GatewayUnreachableError from error


def _prices(package: Package, currency: str | None) -> tuple[Price, ...]:
    wanted = checked_currency(currency)
    if wanted is None:
        return package.prices
    price = package.price_in(wanted)
    if price is None:
        raise CurrencyNotOfferedError(wanted)
    return (price,)
