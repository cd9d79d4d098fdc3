"""Clerk: a service that signs people in for an app, and tells us about them by signed webhooks and session tokens."""

from gateways.clerk.from_settings import clerk_session_tokens_from_settings, clerk_webhook_from_settings
from gateways.clerk.session_tokens import ClerkSession, ClerkSessionTokens
from gateways.clerk.webhook import ClerkEvent, ClerkEventKind, ClerkWebhook

__all__ = [
    "ClerkEvent",
    "ClerkEventKind",
    "ClerkSession",
    "ClerkSessionTokens",
    "ClerkWebhook",
    "clerk_session_tokens_from_settings",
    "clerk_webhook_from_settings",
]
