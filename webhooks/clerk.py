"""`POST /webhooks/clerk`: verify, hand to the service, answer; see `webhooks.endpoint`."""

import asyncio

from starlette.routing import Route

from gateways.clerk import ClerkEvent, ClerkWebhook
from services.sign_in.clerk_events import ClerkEvents
from webhooks.endpoint import webhook_endpoint

__all__ = ["CLERK_WEBHOOK_PATH", "clerk_webhook_routes"]

CLERK_WEBHOOK_PATH = "/webhooks/clerk"
HANDLING_SECONDS = 12
"""Svix, which delivers for Clerk, waits 15 s."""


def clerk_webhook_routes(events: ClerkEvents, webhook: ClerkWebhook | None, *, maximum_bytes: int) -> list[Route]:
    """The one route; none without a secret. `maximum_bytes` bounds the body."""
    if webhook is None:
        return []

    async def receive(event: ClerkEvent) -> None:
        async with asyncio.timeout(HANDLING_SECONDS):
            await events.receive(event)

    endpoint = webhook_endpoint("clerk", webhook.parse_event, receive, maximum_bytes=maximum_bytes)
    return [Route(CLERK_WEBHOOK_PATH, endpoint, methods=["POST"])]
