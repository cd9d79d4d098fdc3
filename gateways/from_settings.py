"""Builds the payment gateways that the settings name."""

from collections.abc import Callable, Mapping, Sequence

from gateways.amount_limits import AmountLimits, LimitsOfPrice
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways, route_of
from gateways.razorpay import currencies as of_razorpay
from gateways.razorpay.factory import create_razorpay_gateway
from gateways.stripe import currencies as of_stripe
from gateways.stripe.factory import StripeConnection, create_stripe_gateway
from settings import Settings

__all__ = ["amount_limits_from_settings", "payment_gateways_from_settings"]

_USUAL = "stripe"
_LIMITS: Mapping[str, Callable[[str], AmountLimits | None]] = {
    "stripe": of_stripe.limits_in,
    "razorpay": of_razorpay.limits_in,
}


def payment_gateways_from_settings(settings: Settings, more: Sequence[PaymentGateway] = ()) -> PaymentGateways:
    """The gateways of a server, with `more` of plug-ins; Stripe takes whatever is not routed elsewhere.

    Raises ValueError when the settings of a gateway do not go together.
    """
    gateways: list[PaymentGateway] = [create_stripe_gateway(settings, simulated=_simulated_stripe(settings))]
    razorpay = create_razorpay_gateway(settings)
    if razorpay is not None:
        gateways.append(razorpay)
    return PaymentGateways([*gateways, *more], settings.payment_gateways)


def _simulated_stripe(settings: Settings) -> StripeConnection | None:
    """The simulated Stripe that the settings name, if they name one."""
    key, secret = settings.stripe_secret_key, settings.stripe_webhook_secret
    publishable_key, api_base = settings.stripe_publishable_key, settings.stripe_api_base
    if not settings.uses_simulated_stripe or not (key and secret and publishable_key and api_base):
        return None
    return StripeConnection(
        api_base=api_base,
        secret_key=key.get_secret_value(),
        publishable_key=publishable_key,
        webhook_secret=secret.get_secret_value(),
    )


def amount_limits_from_settings(settings: Settings, more: Sequence[PaymentGateway] = ()) -> LimitsOfPrice:
    """As `PaymentGateways.limits` of those gateways, before they are made: a catalogue is checked first of all."""
    all_limits = {**_LIMITS, **{gateway.name: gateway.limits for gateway in more}}

    def limits(currency: str, package_id: str) -> AmountLimits | None:
        told = all_limits.get(route_of(settings.payment_gateways, currency, package_id) or _USUAL)
        return None if told is None else told(currency)

    return limits
