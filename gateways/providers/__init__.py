"""AI model providers behind one interface."""

from gateways.providers.counting import IMAGE_TOKENS, count_text, count_turns
from gateways.providers.errors import ProviderError
from gateways.providers.from_settings import providers_from_settings
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

__all__ = [
    "IMAGE_TOKENS",
    "Capability",
    "ChatImage",
    "ChatProvider",
    "ChatTurn",
    "CompletionBegun",
    "CompletionEnd",
    "FinishReason",
    "JsonSchema",
    "ListedModel",
    "OfflineProvider",
    "ProviderError",
    "ProviderEvent",
    "ProviderRequest",
    "TextDelta",
    "TokenCounts",
    "count_text",
    "count_turns",
    "providers_from_settings",
]
