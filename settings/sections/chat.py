"""Which models there are, what they cost, and how long a chat may take."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, SecretStr

from settings.addresses import PlainOrigin, WebAddress, split_list
from settings.providers import ProviderServers

__all__ = ["ChatSettings"]


class ChatSettings(BaseModel):
    """Models and chats."""

    openai_base_url: WebAddress | None = Field(
        None, description="Base URL of any OpenAI-compatible server, with its /v1."
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for OPENAI_BASE_URL (OpenAI itself when unset).")
    openrouter_api_key: SecretStr | None = Field(None, description="Key for OpenRouter.")
    huggingface_api_key: SecretStr | None = Field(None, description="Key for the Hugging Face router.")
    chat_providers: ProviderServers = Field(
        [],
        description="More OpenAI-compatible servers, as a list in JSON of objects with name, base_url (with its /v1) "
        "and, where needed, api_key, publishes_prices and kind (openai, or openrouter for one that keeps records).",
    )
    default_model: str | None = Field(None, description="Model used when a chat names none. Unset: by preference.")
    default_rate_microtokens: int = Field(
        1_000_000,
        ge=1,
        le=10**12,
        description="Rate, in millionths of a wallet token per model token, of a model without a published price.",
    )
    free_models_cost_tokens: bool = Field(
        True, description="Whether models that their provider gives for free still cost wallet tokens."
    )
    price_policy: Literal["tokens", "cost"] = Field(
        "tokens",
        description="tokens: a model token costs one wallet token, times a factor. cost: what its provider asks, "
        "times a margin.",
    )
    token_factor_per_mille: int = Field(
        1_000, ge=1, le=1_000_000, description="By tokens: thousandths of a wallet token for one model token."
    )
    cost_margin_per_mille: int = Field(
        1_300, ge=1, le=1_000_000, description="By cost: thousandths of the provider's price that are charged."
    )
    wallet_token_nanodollars: int = Field(
        4_000, ge=1, le=10**12, description="By cost: worth of a wallet token in billionths of a US dollar."
    )
    model_cache_seconds: int = Field(900, ge=1, le=86_400, description="How long a provider's model list is kept.")
    chat_max_tokens: int = Field(4_000, ge=1, le=1_000_000, description="Output of a request that names none.")
    chat_max_running: int = Field(20, ge=1, le=64, description="Most requests of one user at a time.")
    chat_server_running: int = Field(
        500, ge=1, le=1_000, description="Replies that one server process has models write at a time; more wait."
    )
    chat_queue_seconds: int = Field(30, ge=1, le=600, description="How long a chat waits for that before it fails.")
    chat_timeout_seconds: int = Field(120, ge=1, le=3_600, description="Longest time of one generation.")
    chat_drain_seconds: int = Field(
        60, ge=1, le=3_600, description="How long a reply that nobody reads any more is still written."
    )
    chat_connect_seconds: int = Field(5, ge=1, le=60, description="Longest wait for a connection to a provider.")
    chat_first_byte_seconds: int = Field(30, ge=1, le=600, description="Longest wait for a provider's first answer.")
    chat_idle_seconds: int = Field(60, ge=1, le=600, description="Longest silence of a provider within a reply.")
    chat_attempts: int = Field(3, ge=1, le=10, description="Attempts at a provider before the first text of a reply.")
    chat_usage_record_seconds: int = Field(
        12, ge=0, le=60, description="Longest wait for a provider's own record of what a reply that broke off has used."
    )
    chat_breaker_failures: int = Field(
        5, ge=1, le=1_000, description="Failures in a row after which a provider is left alone for a while."
    )
    chat_breaker_seconds: int = Field(15, ge=1, le=3_600, description="How long it is left alone before a trial.")
    chat_max_message_characters: int = Field(100_000, ge=1, le=1_000_000, description="Longest chat message.")

    chat_image_tokens: int = Field(
        5_000,
        ge=1_024,
        le=65_536,
        description="Model tokens that are held for each image, for models that are not known to need more.",
    )
    attachment_max_bytes: int = Field(10_485_760, ge=1_024, le=52_428_800, description="Largest image of a chat.")
    attachment_max_request_bytes: int = Field(
        20_971_520, ge=1_024, le=104_857_600, description="All images of one chat together."
    )
    attachment_memory_bytes: int = Field(
        67_108_864,
        ge=1_024,
        le=2**40,
        description="Bytes of images that a process holds at a time; it takes about four times as much memory.",
    )
    attachment_timeout_seconds: int = Field(10, ge=1, le=60, description="Longest time to fetch one image.")
    attachment_private_origins: Annotated[list[PlainOrigin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins that images may come from although their address is not public, such as "
        "https://files.internal:8443; in production https only. Who may chat can have any path there fetched.",
    )
