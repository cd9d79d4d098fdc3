"""`POST /webhooks/<gateway>`: verify, record, hand to payments, answer; see `webhooks.endpoint`.

One route a payment gateway. Stripe's rules: https://docs.stripe.com/webhooks#webhook-endpoint-def
"""

import asyncio

from starlette.routing import Route

from gateways.payment_gateway import GatewayEvent, PaymentGateway
from gateways.payment_gateways import PaymentGateways
from services.payments import Payments
from webhooks.endpoint import Endpoint, webhook_endpoint

__all__ = ["payment_webhook_routes", "webhook_path"]

HANDLING_SECONDS = 15
"""Stripe waits longer than this, so it always gets our own answer."""


def webhook_path(gateway: str) -> str:
    """Where the gateway of this name sends its events: `/webhooks/stripe`."""
    return f"/webhooks/{gateway}"


def payment_webhook_routes(payments: Payments, gateways: PaymentGateways, *, maximum_bytes: int) -> list[Route]:
    """One route for each gateway. `maximum_bytes` bounds the body."""
    return [
        Route(webhook_path(gateway.name), _endpoint(payments, gateway, maximum_bytes), methods=["POST"])
        for gateway in gateways.all()
    ]


def _endpoint(payments: Payments, gateway: PaymentGateway, maximum_bytes: int) -> Endpoint:
    async def receive(event: GatewayEvent) -> None:
        async with asyncio.timeout(HANDLING_SECONDS):
            await payments.receive(event)

    return webhook_endpoint(gateway.name, gateway.parse_event, receive, maximum_bytes=maximum_bytes)
