"""The interface of every model provider, in plain data. Services know only this."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

__all__ = [
    "Capability",
    "ChatImage",
    "ChatProvider",
    "ChatTurn",
    "CompletionBegun",
    "CompletionEnd",
    "FinishReason",
    "JsonSchema",
    "ListedModel",
    "ProviderEvent",
    "ProviderRequest",
    "TextDelta",
    "TokenCounts",
]


class FinishReason(StrEnum):
    """Why a reply ended."""

    STOP = "stop"
    """The model was done."""
    LENGTH = "length"
    """It reached the output limit."""
    CONTENT_FILTER = "content_filter"
    """The provider withheld the rest."""
    CUT = "cut"
    """The provider's stream broke off."""
    TIMEOUT = "timeout"
    """The generation reached its time limit, or that of one which nobody reads."""
    CANCELLED = "cancelled"
    """It was stopped before its end, by its user or by the server's shutdown."""


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Model tokens of one completion, in the canonical form: five counts that never overlap.

    `input_tokens` has no cached input (neither read nor written), `output_tokens` has no reasoning. Their sum is all
    that the model read and wrote.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0

    @property
    def all_input(self) -> int:
        """Everything that the model read."""
        return self.input_tokens + self.cache_read_tokens + self.cache_write_tokens

    @property
    def all_output(self) -> int:
        """Everything that the model wrote."""
        return self.output_tokens + self.reasoning_tokens

    @property
    def total(self) -> int:
        """Everything, each token once."""
        return self.all_input + self.all_output


@dataclass(frozen=True, slots=True)
class ChatImage:
    """An image that goes with a message."""

    url: str
    """Where it comes from; no provider is told."""
    media_type: str
    """Such as `image/png`."""
    sha256: str | None = None
    """Of its bytes, where they were seen before."""
    data_url: str = field(default="", repr=False)
    """Its bytes (RFC 2397), which is what a provider gets; empty until they are fetched."""


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """One message of a conversation. `role` is `system`, `user` or `assistant`."""

    role: str
    content: str
    images: tuple[ChatImage, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonSchema:
    """The form that a reply must have, for providers that can make sure of it."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """What a provider is asked to complete. `max_tokens` bounds the output, reasoning included."""

    model: str
    turns: Sequence[ChatTurn]
    max_tokens: int
    temperature: float
    top_p: float | None = None
    schema: JsonSchema | None = None
    """None: any text."""


@dataclass(frozen=True, slots=True)
class CompletionBegun:
    """The provider has taken the request up, under this id of its own. It may come again, when it is asked again."""

    request_id: str


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the reply; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class CompletionEnd:
    """The last event of a reply that ended as it should. `usage` is None when the provider sent none that is sound."""

    finish_reason: FinishReason
    usage: TokenCounts | None
    request_id: str | None
    """The provider's id of the completion."""
    unsound_usage: bool = False
    """Whether the provider sent usage that cannot be read, be it negative, not whole or parts above their whole."""


ProviderEvent = CompletionBegun | TextDelta | CompletionEnd


class Capability(StrEnum):
    """What a model can do beyond text."""

    IMAGES = "images"
    """It takes images."""
    TOOLS = "tools"
    """It calls tools."""
    STRUCTURED_OUTPUT = "structured_output"
    """It keeps to a JSON schema."""
    REASONING = "reasoning"
    """It thinks before it writes, and can be told how much."""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model as its provider lists it."""

    id: str
    name: str
    context_window: int | None = None
    """Most tokens of input and output together; None when the provider does not say."""
    max_output_tokens: int | None = None
    prices: Mapping[str, str] | None = None
    """Published price in US dollars per model token as the provider spells it, by `input`, `output`, `cache_read`,
    `cache_write` and `reasoning`, and per image by `image`; None when the provider publishes none for this model."""
    input_modalities: tuple[str, ...] = ()
    """What it takes, such as `text` and `image`, sorted; empty when the provider does not say."""
    capabilities: frozenset[Capability] = frozenset()
    """What its provider says that it can do."""
    description: str | None = None
    """What its provider says of it, cut to a bounded length."""


class ChatProvider(Protocol):
    """Every method raises ProviderError and nothing else that a provider can cause."""

    @property
    def name(self) -> str:
        """`openrouter`, for instance: stands in catalogue rows and charges."""

    @property
    def publishes_prices(self) -> bool | None:
        """Whether its list has prices, so that a model without one is refused. None: the list itself shows it."""

    async def list_models(self) -> list[ListedModel]:
        """The models that this key can use, in the provider's order."""

    def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """CompletionBegun, where the provider has ids, and text in order, then one CompletionEnd.

        Close the generator to stop the provider.
        """

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:
        """What the provider's own record says that the completion of this id used, waited for up to `seconds`.

        None when it keeps none, or none that is sound came. Never raises ProviderError.
        """

    async def close(self) -> None:
        """Free connections."""
