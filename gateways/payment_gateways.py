"""The payment gateways of one server: found by name, chosen by package and currency."""

from collections.abc import Iterable, Mapping

from gateways.amount_limits import AmountLimits
from gateways.errors import GatewayNotConfiguredError
from gateways.payment_gateway import PaymentGateway

__all__ = ["PaymentGateways", "route_of"]


def route_of(routes: Mapping[str, str], currency: str, package_id: str) -> str | None:
    """The name of the gateway that `routes` sends a price to; None: to the usual one."""
    return routes.get(f"{package_id}/{currency}") or routes.get(currency)


class PaymentGateways:
    """One gateway or several. The first one takes every currency that `routes` sends nowhere else.

    `routes` maps a currency (`INR`), or one package's price (`package_1m/INR`), to a gateway's name. What is already a
    payment is never routed again: it belongs to the gateway that its record names.
    """

    def __init__(self, gateways: Iterable[PaymentGateway], routes: Mapping[str, str] | None = None) -> None:
        self._by_name = {gateway.name: gateway for gateway in gateways}
        if not self._by_name:
            raise ValueError("a server needs at least one payment gateway")
        self._usual = next(iter(self._by_name.values()))
        self._routes = dict(routes or {})
        missing = sorted(set(self._routes.values()) - self._by_name.keys())
        if missing:
            raise ValueError(f"PAYMENT_GATEWAYS: {', '.join(missing)} is not set up here")

    def named(self, name: str) -> PaymentGateway:
        """The gateway that a payment or an event names; raises GatewayNotConfiguredError when there is none."""
        gateway = self._by_name.get(name)
        if gateway is None:
            raise GatewayNotConfiguredError(name)
        return gateway

    def choose(self, currency: str, package_id: str) -> PaymentGateway:
        """The gateway for a new payment of this package in `currency` (ISO 4217, upper case)."""
        name = route_of(self._routes, currency, package_id)
        return self._by_name[name] if name is not None else self._usual

    def limits(self, currency: str, package_id: str) -> AmountLimits | None:
        """What may be charged at once for this package in `currency`, by the gateway that would serve it."""
        return self.choose(currency, package_id).limits(currency)

    def all(self) -> tuple[PaymentGateway, ...]:
        """Every gateway, for sweepers, webhook routes and reconciliation."""
        return tuple(self._by_name.values())

    async def close(self) -> None:
        """Free the connections of all of them."""
        for gateway in self._by_name.values():
            await gateway.close()
