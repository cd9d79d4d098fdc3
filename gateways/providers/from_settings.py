"""Which providers the settings ask for."""

from dataclasses import dataclass

from pydantic import SecretStr

from gateways.providers.breaker import CircuitBreaker
from gateways.providers.guarded import GuardedProvider
from gateways.providers.offline import OfflineProvider
from gateways.providers.provider import ChatProvider
from gateways.providers.retrying import RetryRules
from settings import Settings

__all__ = ["providers_from_settings"]

OPENROUTER_URL = "https://openrouter.ai/api/v1"
HUGGINGFACE_URL = "https://router.huggingface.co/v1"
_NO_KEY = "none"
"""A server of one's own often wants no key, and the SDK wants some text."""


@dataclass(frozen=True, slots=True)
class _Server:
    name: str
    base_url: str | None
    key: SecretStr | None
    publishes_prices: bool | None = None
    keeps_records: bool = False


def providers_from_settings(settings: Settings) -> list[ChatProvider]:
    """The providers with a key or an address, in the order that decides between two of one model id.

    The offline provider when there is none.
    """
    return [_provider(settings, server) for server in _servers(settings)] or [OfflineProvider()]


def _servers(settings: Settings) -> list[_Server]:
    servers: list[_Server] = []
    if settings.openai_api_key or settings.openai_base_url:
        servers.append(_Server("openai", settings.openai_base_url, settings.openai_api_key))
    if settings.openrouter_api_key:
        key = settings.openrouter_api_key
        servers.append(_Server("openrouter", OPENROUTER_URL, key, publishes_prices=True, keeps_records=True))
    if settings.huggingface_api_key:
        servers.append(_Server("huggingface", HUGGINGFACE_URL, settings.huggingface_api_key, publishes_prices=True))
    servers += [
        _Server(
            named.name,
            named.base_url,
            named.api_key,
            publishes_prices=named.publishes_prices,
            keeps_records=named.kind == "openrouter",
        )
        for named in settings.chat_providers
    ]
    return servers


def _provider(settings: Settings, server: _Server) -> ChatProvider:
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
    provider = OpenAICompatibleProvider(profile, server.key.get_secret_value() if server.key else _NO_KEY)
    breaker = CircuitBreaker(
        server.name, failures=settings.chat_breaker_failures, open_seconds=settings.chat_breaker_seconds
    )
    return GuardedProvider(provider, breaker)
