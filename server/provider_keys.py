"""Which providers can be asked, and how their keys are tested."""

from collections.abc import Collection, Iterable

from gateways.providers import ChatProvider, KeyedProvider
from services.provider_keys import KeyRing, KeyTester

__all__ = ["OFFLINE", "key_testers", "providers_in_use"]

OFFLINE = "offline"


async def providers_in_use(ring: KeyRing) -> Collection[str]:
    """Those that have a key, or else the offline provider. Raises PyMongoError."""
    return await ring.providers() or {OFFLINE}


def key_testers(providers: Iterable[ChatProvider]) -> dict[str, KeyTester]:
    """By the names of the providers that keys can be added for."""
    return {provider.name: provider.test_key for provider in providers if isinstance(provider, KeyedProvider)}
