"""AI model providers behind one interface."""

from gateways.providers.counting import IMAGE_TOKENS, count_text, count_turns
from gateways.providers.errors import ProviderError
from gateways.providers.from_settings import all_providers, providers_from_settings
from gateways.providers.keys import KEY_FAILURES, KeyedProvider, UsableKey
from gateways.providers.offline import OfflineProvider
from gateways.providers.provider import (
    Capability,
    ChatImage,
    ChatProvider,
    ChatTurn,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    JsonSchema,
    ListedModel,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from gateways.providers.servers import KnownServer, known_servers

__all__ = [
    "IMAGE_TOKENS",
    "KEY_FAILURES",
    "Capability",
    "ChatImage",
    "ChatProvider",
    "ChatTurn",
    "CompletionBegun",
    "CompletionEnd",
    "FinishReason",
    "JsonSchema",
    "KeyedProvider",
    "KnownServer",
    "ListedModel",
    "OfflineProvider",
    "ProviderError",
    "ProviderEvent",
    "ProviderRequest",
    "TextDelta",
    "TokenCounts",
    "UsableKey",
    "all_providers",
    "count_text",
    "count_turns",
    "known_servers",
    "providers_from_settings",
]
