"""Builds the gateway from the settings."""

from gateways.razorpay.gateway import RazorpayGateway
from settings import Settings

__all__ = ["create_razorpay_gateway"]


def create_razorpay_gateway(settings: Settings) -> RazorpayGateway | None:
    """Razorpay, or the simulated one, by its settings; None when no key is set. The settings have been checked."""
    key_id, key_secret = settings.razorpay_key_id, settings.razorpay_key_secret
    if key_id is None or key_secret is None:
        return None
    webhook_secret = settings.razorpay_webhook_secret or key_secret
    return RazorpayGateway(
        key_id=key_id,
        key_secret=key_secret.get_secret_value(),
        webhook_secret=webhook_secret.get_secret_value(),
        api_base=settings.razorpay_api_base,
        timeout_seconds=settings.razorpay_timeout_seconds,
        simulated=settings.uses_simulated_razorpay,
    )
