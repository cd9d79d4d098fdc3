"""Events that are sent to other systems. Start at `sender.WebhookSender`, which sends what `router` has stored."""

from services.outgoing_webhooks.bulk_replays import BulkReplays
from services.outgoing_webhooks.deliveries import Deliveries
from services.outgoing_webhooks.endpoints import WebhookEndpoints
from services.outgoing_webhooks.router import DeliveryRouter
from services.outgoing_webhooks.sender import WebhookSender

__all__ = ["BulkReplays", "Deliveries", "DeliveryRouter", "WebhookEndpoints", "WebhookSender"]
