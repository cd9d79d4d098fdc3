"""Which providers can be asked, and how their keys are tested."""

from collections.abc import Collection, Iterable, Sequence

from gateways.providers import ChatProvider, KeyedProvider
from services.provider_keys import KeyRing, KeyTester

__all__ = ["OFFLINE", "key_testers", "providers_in_use"]

OFFLINE = "offline"


async def providers_in_use(ring: KeyRing, added: Sequence[ChatProvider]) -> Collection[str]:
    """Those that have a key, and those of plug-ins; the offline provider where there is none. Raises PyMongoError."""
    return await ring.providers() | {provider.name for provider in added} or {OFFLINE}


def key_testers(providers: Iterable[ChatProvider]) -> dict[str, KeyTester]:
    """By the names of the providers that keys can be added for."""
    return {provider.name: provider.test_key for provider in providers if isinstance(provider, KeyedProvider)}
