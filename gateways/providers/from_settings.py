"""Which providers the settings ask for."""

from collections.abc import Callable

from gateways.providers.breaker import CircuitBreaker
from gateways.providers.guarded import GuardedKeyedProvider
from gateways.providers.keys import KeyedProvider, Keys, OneKey
from gateways.providers.late import LateProvider
from gateways.providers.offline import OfflineProvider
from gateways.providers.provider import ChatProvider
from gateways.providers.retrying import RetryRules
from gateways.providers.servers import KnownServer, known_servers
from settings import Settings

__all__ = ["all_providers", "providers_from_settings"]


def providers_from_settings(settings: Settings) -> list[ChatProvider]:
    """The providers with a key or an address, in the order that decides between two of one model id.

    The offline provider when there is none.
    """
    with_keys = [(server, OneKey(server.key)) for server in known_servers(settings) if server.key is not None]
    return [_provider(settings, server, keys) for server, keys in with_keys] or [OfflineProvider()]


def all_providers(settings: Settings, keys_of: Callable[[str], Keys]) -> list[ChatProvider]:
    """Every provider that is known, whether it has a key now or may get one, then the offline provider.

    `keys_of` gives the keys of a provider by its name.
    """
    known = [_provider(settings, server, keys_of(server.name)) for server in known_servers(settings)]
    return [*known, OfflineProvider()]


def _provider(settings: Settings, server: KnownServer, keys: Keys) -> ChatProvider:
    late = LateProvider(
        server.name,
        publishes_prices=server.publishes_prices,
        module="gateways.providers.openai_compatible",
        make=lambda: _compatible(settings, server, keys),
    )
    breaker = CircuitBreaker(
        server.name, failures=settings.chat_breaker_failures, open_seconds=settings.chat_breaker_seconds
    )
    return GuardedKeyedProvider(late, breaker)


def _compatible(settings: Settings, server: KnownServer, keys: Keys) -> KeyedProvider:
    # The SDK takes a second to load, and a first start needs none of it.
    from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile  # noqa: PLC0415

    profile = ServerProfile(
        name=server.name,
        base_url=server.base_url,
        publishes_prices=server.publishes_prices,
        first_byte_seconds=settings.chat_first_byte_seconds,
        idle_seconds=settings.chat_idle_seconds,
        connect_seconds=settings.chat_connect_seconds,
        keeps_records=server.keeps_records,
        retry=RetryRules(attempts=settings.chat_attempts),
    )
    return OpenAICompatibleProvider(profile, keys)
