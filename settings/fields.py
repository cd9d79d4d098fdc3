"""Every setting of Tokentill, typed. `.env.example` is generated from the fields below by `python -m codegen`."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from settings.addresses import Network, Origin, PlainOrigin, ProxyHeaders, WebAddress, split_list
from settings.https import https_problems
from settings.providers import ProviderServers
from settings.razorpay import razorpay_problems

__all__ = ["SIMULATED_RAZORPAY_KEY_PREFIX", "SIMULATED_STRIPE_KEY_PREFIX", "Environment", "Settings", "SettingsError"]

JWT_SECRET_MINIMUM_CHARACTERS = 32
SIMULATED_STRIPE_KEY_PREFIX = "sk_test_simulated"
"""A secret key that begins so belongs to the simulated Stripe."""
SIMULATED_RAZORPAY_KEY_PREFIX = "rzp_test_simulated"
"""A key id that begins so belongs to the simulated Razorpay."""
_LIVE_KEY_PREFIXES = ("sk_live_", "rk_live_")
"""Secret and restricted keys of Stripe's live mode. With any other key test cards pay, and no money moves."""

_PRICE_NAME = re.compile(r"([a-z0-9][a-z0-9_-]{0,63}/)?[A-Z]{3}")
"""A currency, or a package's price in it."""


def _database_address(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
        raise ValueError("must begin with mongodb:// or mongodb+srv://")
    return value


def _split_routes(value: object) -> object:
    """`INR=razorpay,pro/INR=stripe` as a mapping."""
    if not isinstance(value, str):
        return value
    routes: dict[str, str] = {}
    for part in value.split(","):
        price, equals, gateway = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not equals or not _PRICE_NAME.fullmatch(price):
            raise ValueError("must be a list such as INR=razorpay,pro/INR=stripe")
        if price in routes:
            raise ValueError(f"names {price} twice")
        routes[price] = gateway
    return routes


class Environment(StrEnum):
    """Where the server runs; sets log form, error detail and whether GraphiQL is served by default."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class SettingsError(Exception):
    """One or more settings are wrong. `problems` holds one sentence for each, with the setting's name first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Settings are wrong:\n" + "\n".join(f"  - {problem}" for problem in problems))


class Settings(BaseModel):
    """All settings. The environment name of a field is its name in upper case. Only `load_settings` reads those."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    # --- Server
    environment: Environment = Field(Environment.DEVELOPMENT, description="development, staging or production.")
    public_url: WebAddress = Field(
        "http://127.0.0.1:8000", description="The address under which users reach this server."
    )
    data_dir: Path = Field(Path(".tokentill"), description="Folder of the embedded database and generated secrets.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="debug, info, warning or error."
    )
    graphiql: bool | None = Field(None, description="Serve GraphiQL at /graphiql. Unset: everywhere but production.")
    introspection: bool | None = Field(None, description="Answer introspection. Unset: everywhere but production.")
    allowed_origins: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [], description="Comma-separated browser origins that may call the API from other sites (CORS, WebSocket)."
    )
    trusted_proxies: Annotated[list[Network], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated addresses or networks of your proxies, such as 10.0.0.0/8: whoever calls from "
        "there is believed about the true caller. Unset: nobody is.",
    )
    proxy_headers: ProxyHeaders = Field(
        "x-forwarded",
        description="What those proxies write: x-forwarded (X-Forwarded-For and X-Forwarded-Proto) or forwarded "
        "(RFC 7239). The other kind is not read.",
    )
    https_only: bool = Field(
        False,
        description="Lead browsers that came without TLS to PUBLIC_URL, and refuse all else. Needs TRUSTED_PROXIES.",
    )
    hsts_seconds: int = Field(
        0,
        ge=0,
        le=63_072_000,
        description="For so long browsers shall use https alone (Strict-Transport-Security); 0: not told. Needs "
        "TRUSTED_PROXIES.",
    )

    # --- Database
    mongodb_uri: Annotated[SecretStr, AfterValidator(_database_address)] | None = Field(
        None, description="A replica set or sharded cluster. Unset: a mongod is started under DATA_DIR."
    )
    mongodb_database: str = Field("tokentill", pattern=r"^[A-Za-z0-9_-]{1,38}$", description="Database name.")
    mongodb_timeout_ms: int = Field(10_000, ge=100, le=120_000, description="Longest time of one operation.")
    mongodb_pool_size: int = Field(64, ge=1, le=1_000, description="Connections to the database per process.")
    tokentill_mongod: Path | None = Field(None, description="Path of the mongod binary for the embedded database.")

    # --- Identity
    jwt_secret: SecretStr | None = Field(
        None,
        description="Signs access tokens; at least 32 characters. Required in staging and production; "
        "in development one is generated under DATA_DIR.",
    )
    jwt_issuer: str = Field("tokentill", min_length=1, description="`iss` of access tokens.")
    jwt_audience: str = Field("tokentill", min_length=1, description="`aud` of access tokens.")
    access_token_seconds: int = Field(900, ge=60, le=86_400, description="Life of an access token.")
    refresh_token_seconds: int = Field(2_592_000, ge=600, le=31_536_000, description="Life of a session at rest.")
    allow_registration: bool = Field(True, description="Whether `register` is open.")
    admin_email: str = Field(
        "admin@tokentill.example",
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="E-mail of the admin that the first start makes.",
    )

    # --- Wallet
    welcome_tokens: int = Field(10_000, ge=0, le=2**53, description="Tokens granted once at sign-up.")
    claim_tokens: int = Field(1_000, ge=1, le=2**53, description="Tokens of one claim.")
    claim_period_seconds: int = Field(
        86_400, ge=1, le=31_536_000, description="Cooldown: the time between two claims of a user."
    )

    # --- Audit
    checkpoint_key_file: Path | None = Field(
        None,
        description="PEM file of the Ed25519 private key that signs checkpoints of the ledger. Unset: in development "
        "one is generated under DATA_DIR.",
    )

    # --- Payments
    catalog_file: Path | None = Field(None, description="JSON file of packages. Unset: the four built-in packages.")
    plans_file: Path | None = Field(None, description="JSON file of plans. Unset: free, pro and enterprise, built in.")
    stripe_secret_key: SecretStr | None = Field(
        None, description="Stripe's secret key; in production a live one. Unset: the simulated Stripe is started."
    )
    stripe_publishable_key: str | None = Field(None, description="Stripe's publishable key, handed to clients.")
    stripe_webhook_secret: SecretStr | None = Field(None, description="Signing secret of the Stripe webhook endpoint.")
    stripe_api_base: WebAddress | None = Field(
        None, description="Another server that speaks Stripe's API; refused in production. Unset: Stripe."
    )
    stripe_timeout_seconds: int = Field(10, ge=1, le=60, description="Longest time of one call to Stripe.")
    razorpay_key_id: str | None = Field(
        None,
        description="Razorpay's key id, handed to clients; in production a live one. Unset, and PAYMENT_GATEWAYS names "
        "razorpay: the simulated Razorpay is started.",
    )
    razorpay_key_secret: SecretStr | None = Field(None, description="The secret that belongs to RAZORPAY_KEY_ID.")
    razorpay_webhook_secret: SecretStr | None = Field(
        None, description="Signing secret of the Razorpay webhook. Unset: RAZORPAY_KEY_SECRET."
    )
    razorpay_api_base: WebAddress | None = Field(
        None, description="Another server that speaks Razorpay's API; refused in production. Unset: Razorpay."
    )
    razorpay_timeout_seconds: int = Field(10, ge=1, le=60, description="Longest time of one call to Razorpay.")
    payment_gateways: Annotated[dict[str, Literal["stripe", "razorpay"]], BeforeValidator(_split_routes)] = Field(
        {},
        description="Comma-separated gateways of currencies, or of one package's price: INR=razorpay,pro/INR=stripe. "
        "What is not named goes to Stripe.",
    )
    payment_expiry_seconds: int = Field(86_400, ge=60, le=604_800, description="A pending payment is cancelled then.")
    purchase_max_quantity: int = Field(100, ge=1, le=1_000, description="Most packages of one purchase.")
    first_purchase_discount_percent: int = Field(
        0, ge=0, le=90, description="Whole percent off a user's first purchase; 0: none."
    )
    referral_referrer_tokens: int = Field(
        5_000, ge=0, le=2**53, description="Tokens for whoever referred a user, after that user's first paid purchase."
    )
    referral_referred_tokens: int = Field(
        5_000, ge=0, le=2**53, description="Tokens for a referred user, after the first paid purchase."
    )
    checkout_return_origins: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins to which payers may be sent after Stripe's page. Unset: PUBLIC_URL's.",
    )
    automatic_tax: bool = Field(
        False,
        description="Whether Stripe works out the tax of packages (needs Stripe Tax set up there); `purchase` then "
        "asks for the payer's address.",
    )
    tax_behavior: Literal["exclusive", "inclusive"] = Field(
        "exclusive", description="Whether that tax is added to the price (exclusive) or is a part of it (inclusive)."
    )
    open_payments_per_user: int = Field(20, ge=1, le=1_000, description="Most unpaid payments of one user at a time.")

    reconcile_every_hours: int = Field(
        24, ge=0, le=8_760, description="Time between two comparisons with the gateways' lists. 0: no scheduled run."
    )
    reconcile_lookback_days: int = Field(7, ge=1, le=365, description="How far back such a comparison looks.")

    # --- Receipts
    seller_name: str | None = Field(
        None, min_length=1, max_length=200, description="Seller on receipts. Unset: the host of PUBLIC_URL."
    )
    seller_address: str | None = Field(
        None, max_length=500, description="Seller's address on receipts; lines are separated by |."
    )
    seller_tax_id: str | None = Field(None, max_length=100, description="Seller's tax id on receipts.")
    receipt_prefix: str = Field(
        "R-", pattern=r"^[A-Za-z0-9._-]{0,20}$", description="Stands before the number of a receipt: R-000001."
    )
    receipt_link_seconds: int = Field(900, ge=60, le=604_800, description="Life of a link to a receipt.")
    receipts_at_once: int = Field(2, ge=1, le=16, description="Most receipts made at once by a process.")
    receipt_timeout_seconds: int = Field(20, ge=1, le=60, description="Longest time to make one receipt.")
    stripe_receipt_emails: bool = Field(
        True,
        description="Whether Stripe e-mails its own receipt to the buyer; in test mode it never does.",
    )

    # --- Chat
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

    # --- Limits of a request
    max_body_bytes: int = Field(1_048_576, ge=1_024, le=104_857_600, description="Largest request body.")
    max_query_characters: int = Field(15_000, ge=100, le=1_000_000, description="Longest GraphQL document.")
    max_query_tokens: int = Field(1_000, ge=10, le=100_000, description="Most lexical tokens of a GraphQL document.")
    max_query_depth: int = Field(12, ge=3, le=100, description="Deepest selection.")
    max_query_aliases: int = Field(15, ge=1, le=1_000, description="Most aliases in a document, fragments expanded.")
    max_query_cost: int = Field(
        5_000, ge=10, le=10_000_000, description="Highest cost: a field is 1, a page multiplies its fields by its rows."
    )
    max_page_size: int = Field(100, ge=1, le=1_000, description="Largest `first` of a connection.")

    @property
    def return_origins(self) -> list[str]:
        """Where payers may be sent after the gateway's page: schemes, hosts and ports in lower case."""
        own = "/".join(self.public_url.split("/")[:3])
        return [origin.lower() for origin in self.checkout_return_origins or [own]]

    @property
    def is_production(self) -> bool:
        """Whether this is a production server."""
        return self.environment is Environment.PRODUCTION

    @property
    def serves_graphiql(self) -> bool:
        """Whether /graphiql is served."""
        return self.graphiql if self.graphiql is not None else not self.is_production

    @property
    def answers_introspection(self) -> bool:
        """Whether introspection queries are answered."""
        return self.introspection if self.introspection is not None else not self.is_production

    @property
    def uses_simulated_stripe(self) -> bool:
        """Whether payments go to the simulated Stripe, which `tokentill serve` starts when no key is set."""
        key = self.stripe_secret_key
        return key is None or key.get_secret_value().startswith(SIMULATED_STRIPE_KEY_PREFIX)

    @property
    def uses_simulated_razorpay(self) -> bool:
        """Whether Razorpay is the simulated one: routed to without a key, or with a key of its own."""
        if self.razorpay_key_id is None:
            return "razorpay" in self.payment_gateways.values()
        return self.razorpay_key_id.startswith(SIMULATED_RAZORPAY_KEY_PREFIX)

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        problems = [*_problems_across_fields(self), *https_problems(self), *razorpay_problems(self)]
        if problems:
            raise SettingsError(problems)
        return self


def _problems_across_fields(settings: Settings) -> list[str]:
    problems: list[str] = []
    secret = settings.jwt_secret
    if secret is not None and len(secret.get_secret_value()) < JWT_SECRET_MINIMUM_CHARACTERS:
        problems.append(f"JWT_SECRET: must have at least {JWT_SECRET_MINIMUM_CHARACTERS} characters")
    if settings.environment is not Environment.DEVELOPMENT and secret is None:
        problems.append(f"JWT_SECRET: is required when ENVIRONMENT={settings.environment.value}")
    if settings.stripe_secret_key is not None and settings.stripe_webhook_secret is None:
        problems.append("STRIPE_WEBHOOK_SECRET: is required when STRIPE_SECRET_KEY is set")
    if settings.stripe_secret_key is not None and settings.stripe_publishable_key is None:
        problems.append("STRIPE_PUBLISHABLE_KEY: is required when STRIPE_SECRET_KEY is set")
    if settings.stripe_secret_key is not None and settings.uses_simulated_stripe and settings.stripe_api_base is None:
        problems.append("STRIPE_API_BASE: is required with a key of the simulated Stripe")
    if settings.attachment_max_request_bytes < settings.attachment_max_bytes:
        problems.append("ATTACHMENT_MAX_REQUEST_BYTES: must be at least ATTACHMENT_MAX_BYTES")
    if settings.attachment_memory_bytes < settings.attachment_max_request_bytes:
        problems.append("ATTACHMENT_MEMORY_BYTES: must be at least ATTACHMENT_MAX_REQUEST_BYTES")
    return [*problems, *_problems_in_production(settings)] if settings.is_production else problems


def _problems_in_production(settings: Settings) -> list[str]:
    """Tokens are sold for money there, so nothing may stand in for Stripe: neither its test mode nor another server."""
    problems: list[str] = []
    key = settings.stripe_secret_key
    if key is None or not key.get_secret_value().startswith(_LIVE_KEY_PREFIXES):
        problems.append(
            "STRIPE_SECRET_KEY: must begin with sk_live_ or rk_live_ in production; with test keys no money moves"
        )
    if settings.stripe_api_base is not None:
        problems.append("STRIPE_API_BASE: is refused in production, where payments go to Stripe itself")
    if any(not origin.startswith("https://") for origin in settings.attachment_private_origins):
        problems.append("ATTACHMENT_PRIVATE_ORIGINS: must begin with https:// in production")
    if settings.mongodb_uri is None:
        problems.append("MONGODB_URI: is required in production; the embedded database is for one machine")
    return problems
