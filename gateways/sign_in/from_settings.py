"""The identity providers that the settings name."""

from collections.abc import Callable
from datetime import datetime

from gateways.sign_in.atlassian import AtlassianProvider
from gateways.sign_in.github import GitHubProvider
from gateways.sign_in.openid_connect import OpenIdProvider
from gateways.sign_in.provider import SignInProvider
from settings import Settings
from settings.sign_in_providers import SignInProviderEntry

__all__ = ["sign_in_providers_from_settings"]

_GOOGLE = "https://accounts.google.com"
_GOOGLE_BARE = "accounts.google.com"
"""Its id tokens may name it so as well: https://developers.google.com/identity/openid-connect/openid-connect."""


def sign_in_providers_from_settings(settings: Settings, clock: Callable[[], datetime]) -> list[SignInProvider]:
    """In the order in which people are offered them. None while ALLOW_SOCIAL_LOGIN is off."""
    if not settings.allow_social_login:
        return []
    providers: list[SignInProvider] = []
    if settings.google_client_id is not None and settings.google_client_secret is not None:
        providers.append(
            OpenIdProvider(
                name="google",
                issuer=_GOOGLE,
                client_id=settings.google_client_id,
                client_secret=settings.google_client_secret,
                clock=clock,
                other_issuers=[_GOOGLE_BARE],
            )
        )
    return [*providers, *(_provider(entry, clock) for entry in settings.sign_in_providers)]


def _provider(entry: SignInProviderEntry, clock: Callable[[], datetime]) -> SignInProvider:
    name, client_id, secret = entry.name, entry.client_id, entry.client_secret
    if entry.kind == "github":
        return GitHubProvider(name=name, client_id=client_id, client_secret=secret, server=entry.server)
    if entry.kind == "atlassian":
        return AtlassianProvider(name=name, client_id=client_id, client_secret=secret)
    return OpenIdProvider(name=name, issuer=entry.issuer or "", client_id=client_id, client_secret=secret, clock=clock)
