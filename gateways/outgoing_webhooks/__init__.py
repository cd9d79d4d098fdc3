"""Sends webhooks: signed as Standard Webhooks says, to public hosts only."""

from gateways.outgoing_webhooks.post import Answer, PostFailure, WebhookPoster
from gateways.outgoing_webhooks.signature import signature_headers

__all__ = ["Answer", "PostFailure", "WebhookPoster", "signature_headers"]
