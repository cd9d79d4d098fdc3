"""What of Clerk the settings name."""

from collections.abc import Callable
from datetime import datetime

from gateways.clerk.session_tokens import ClerkSessionTokens
from gateways.clerk.webhook import ClerkWebhook
from settings import Settings

__all__ = ["clerk_session_tokens_from_settings", "clerk_webhook_from_settings"]

_KEYS_PATH = "/.well-known/jwks.json"


def clerk_session_tokens_from_settings(settings: Settings, clock: Callable[[], datetime]) -> ClerkSessionTokens | None:
    """None without CLERK_ISSUER, and while ALLOW_SOCIAL_LOGIN is off."""
    if settings.clerk_issuer is None or not settings.allow_social_login:
        return None
    return ClerkSessionTokens(
        issuer=settings.clerk_issuer,
        authorized_parties=settings.clerk_authorized_parties,
        keys_url=settings.clerk_jwks_url or settings.clerk_issuer + _KEYS_PATH,
        clock=clock,
    )


def clerk_webhook_from_settings(settings: Settings) -> ClerkWebhook | None:
    """None without CLERK_WEBHOOK_SECRET."""
    secret = settings.clerk_webhook_secret
    return None if secret is None else ClerkWebhook(secret.get_secret_value())
