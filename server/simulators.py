"""The simulated gateways that `tokentill serve` starts beside itself where the settings name no real ones."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import structlog

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from server.bounded_http import BoundedHttp
from settings import Settings
from webhooks.payments import webhook_path

__all__ = ["BesideServer", "gateways_named", "start_simulated_gateways"]

ANY_PORT = 0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class BesideServer:
    """The server that gets their webhooks, and the ports on which they listen."""

    url: str
    stripe_port: int
    razorpay_port: int

    def webhook(self, gateway: str) -> str:
        """The address to which the gateway of this name sends its events."""
        return f"{self.url}{webhook_path(gateway)}"


def start_simulated_gateways(
    stack: ExitStack, settings: Settings, beside: BesideServer | None = None
) -> dict[str, object]:
    """Start those that are needed, on what the data folder holds, and give the settings by which they are used.

    They end with `stack`. Each is on its port or, when that is taken, on a free one. Without a server beside them they
    send no webhooks: several processes may share what one folder holds.
    """
    changes: dict[str, object] = {}
    if settings.stripe_secret_key is None:
        stripe = stack.enter_context(_simulated_stripe(settings, beside))
        changes |= {
            "stripe_secret_key": stripe.secret_key,
            "stripe_publishable_key": stripe.publishable_key,
            "stripe_webhook_secret": stripe.webhook_secret,
            "stripe_api_base": stripe.api_base,
        }
    if settings.razorpay_key_id is None and settings.uses_simulated_razorpay:
        razorpay = stack.enter_context(_simulated_razorpay(settings, beside))
        changes |= {
            "razorpay_key_id": razorpay.key_id,
            "razorpay_key_secret": razorpay.key_secret,
            "razorpay_webhook_secret": razorpay.webhook_secret,
            "razorpay_api_base": razorpay.api_base,
        }
    return changes


@contextmanager
def gateways_named(settings: Settings) -> Iterator[Settings]:
    """The settings with the addresses of their gateways; of one without a key, of a simulated one on the data folder.

    A server may run its own on the same files: they share what these hold.
    """
    with ExitStack() as stack:
        simulated = start_simulated_gateways(stack, settings)
        yield Settings(**{**settings.model_dump(exclude_unset=True), **simulated})


def _simulated_stripe(settings: Settings, beside: BesideServer | None) -> SimulatedStripe:
    options = Options(
        environment=settings.environment,
        webhook_url=beside.webhook("stripe") if beside else None,
        webhook_secret=f"whsec_{secrets.token_hex(24)}",
        state_file=settings.data_dir / "simulated-stripe.sqlite",
        http_protocol=BoundedHttp,
    )
    port = beside.stripe_port if beside else ANY_PORT
    try:
        return SimulatedStripe(options, port=port)
    except OSError:
        stripe = SimulatedStripe(options)
        _log.warning("simulated_stripe_port_taken", wanted=port, address=stripe.api_base)
        return stripe


def _simulated_razorpay(settings: Settings, beside: BesideServer | None) -> SimulatedRazorpay:
    options = RazorpayOptions(
        environment=settings.environment,
        key_secret=secrets.token_hex(24),
        webhook_url=beside.webhook("razorpay") if beside else None,
        webhook_secret=secrets.token_hex(24),
        state_file=settings.data_dir / "simulated-razorpay.sqlite",
        http_protocol=BoundedHttp,
    )
    port = beside.razorpay_port if beside else ANY_PORT
    try:
        return SimulatedRazorpay(options, port=port)
    except OSError:
        razorpay = SimulatedRazorpay(options)
        _log.warning("simulated_razorpay_port_taken", wanted=port, address=razorpay.api_base)
        return razorpay
