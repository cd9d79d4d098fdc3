"""Which providers the settings ask for."""

from gateways.providers.offline import OfflineProvider
from gateways.providers.provider import ChatProvider
from settings import Settings

__all__ = ["providers_from_settings"]

OPENROUTER_URL = "https://openrouter.ai/api/v1"
HUGGINGFACE_URL = "https://router.huggingface.co/v1"
_NO_KEY = "none"
"""A server of one's own often wants no key, and the SDK wants some text."""
_IDLE_SECONDS = 60.0


def providers_from_settings(settings: Settings) -> list[ChatProvider]:
    """The providers with a key or an address, in the order that decides between two of one model id.

    The offline provider when there is none.
    """
    providers: list[ChatProvider] = []
    if settings.openai_api_key or settings.openai_base_url:
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else _NO_KEY
        providers.append(_server(settings, "openai", settings.openai_base_url, key, publishes_prices=None))
    if settings.openrouter_api_key:
        key = settings.openrouter_api_key.get_secret_value()
        providers.append(_server(settings, "openrouter", OPENROUTER_URL, key, publishes_prices=True))
    if settings.huggingface_api_key:
        key = settings.huggingface_api_key.get_secret_value()
        providers.append(_server(settings, "huggingface", HUGGINGFACE_URL, key, publishes_prices=True))
    return providers or [OfflineProvider()]


def _server(
    settings: Settings, name: str, base_url: str | None, api_key: str, *, publishes_prices: bool | None
) -> ChatProvider:
    # The SDK takes a second to load, and a first start needs none of it.
    from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile  # noqa: PLC0415

    profile = ServerProfile(
        name=name,
        base_url=base_url,
        publishes_prices=publishes_prices,
        first_byte_seconds=settings.chat_first_byte_seconds,
        idle_seconds=_IDLE_SECONDS,
    )
    return OpenAICompatibleProvider(profile, api_key)
