"""All settings of Tokentill in one type. `.env.example` is generated from the fields by `python -m codegen`."""

from typing import Self

from pydantic import ConfigDict, model_validator

from settings.cookies import cookie_problems
from settings.features import features_off
from settings.https import https_problems
from settings.mail import mail_problems
from settings.master_keys import master_key_problems
from settings.plugins import plugin_problems
from settings.razorpay import razorpay_problems
from settings.sections.alerts import AlertSettings
from settings.sections.chat import ChatSettings
from settings.sections.database import DatabaseSettings
from settings.sections.guests import GuestSettings
from settings.sections.identity import IdentitySettings
from settings.sections.limits import LimitSettings
from settings.sections.mail import MailSettings
from settings.sections.payments import PaymentSettings
from settings.sections.plugins import PluginSettings
from settings.sections.rate_limits import RateLimitSettings
from settings.sections.receipts import ReceiptSettings
from settings.sections.secrets import SecretSettings
from settings.sections.server import Environment, ServerSettings
from settings.sections.sign_in import SignInSettings
from settings.sections.wallet import WalletSettings
from settings.sections.web import WebSettings
from settings.sections.webhooks import WebhookSettings
from settings.sign_in_providers import sign_in_problems

__all__ = ["SIMULATED_RAZORPAY_KEY_PREFIX", "SIMULATED_STRIPE_KEY_PREFIX", "Environment", "Settings", "SettingsError"]

JWT_SECRET_MINIMUM_CHARACTERS = 32
SIMULATED_STRIPE_KEY_PREFIX = "sk_test_simulated"
"""A secret key that begins so belongs to the simulated Stripe."""
SIMULATED_RAZORPAY_KEY_PREFIX = "rzp_test_simulated"
"""A key id that begins so belongs to the simulated Razorpay."""
_LIVE_KEY_PREFIXES = ("sk_live_", "rk_live_")
"""Secret and restricted keys of Stripe's live mode. With any other key test cards pay, and no money moves."""


class SettingsError(Exception):
    """One or more settings are wrong. `problems` holds one sentence for each, with the setting's name first."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Settings are wrong:\n" + "\n".join(f"  - {problem}" for problem in problems))


class Settings(
    # The last stands first in `.env.example`.
    AlertSettings,
    WebhookSettings,
    RateLimitSettings,
    LimitSettings,
    PluginSettings,
    ChatSettings,
    ReceiptSettings,
    PaymentSettings,
    WalletSettings,
    MailSettings,
    SignInSettings,
    GuestSettings,
    IdentitySettings,
    SecretSettings,
    DatabaseSettings,
    WebSettings,
    ServerSettings,
):
    """All settings. The environment name of a field is its name in upper case. Only `load_settings` reads those."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

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
        if self.graphiql is not None:
            return self.graphiql
        return not self.is_production and not self.persisted_operations_only

    @property
    def answers_introspection(self) -> bool:
        """Whether introspection queries are answered."""
        return self.introspection if self.introspection is not None else not self.is_production

    @property
    def allows_guests(self) -> bool:
        """Whether people may come without an account."""
        return self.allow_anonymous if self.allow_anonymous is not None else not self.is_production

    @property
    def switched_off(self) -> frozenset[str]:
        """The features that are off: they are not in the schema."""
        return features_off(self)

    @property
    def suggests_names(self) -> bool:
        """Whether errors about unknown names suggest known ones, which tells the schema bit by bit."""
        suggests = self.suggestions if self.suggestions is not None else not self.is_production
        return suggests and self.answers_introspection

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
        problems = [
            *_problems_across_fields(self),
            *https_problems(self),
            *cookie_problems(self),
            *mail_problems(self),
            *master_key_problems(self),
            *plugin_problems(self),
            *razorpay_problems(self),
            *sign_in_problems(self),
        ]
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
    if settings.rate_limit_store == "redis" and settings.redis_uri is None:
        problems.append("REDIS_URI: is required when RATE_LIMIT_STORE=redis")
    if settings.persisted_operations_only and settings.persisted_operations_file is None:
        problems.append("PERSISTED_OPERATIONS_FILE: is required when PERSISTED_OPERATIONS_ONLY is set")
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
    if any(not origin.startswith("https://") for origin in settings.webhook_private_origins):
        problems.append("WEBHOOK_PRIVATE_ORIGINS: must begin with https:// in production")
    if not settings.public_url.startswith("https://"):
        problems.append("PUBLIC_URL: must begin with https:// in production; links in mails and cookies open accounts")
    if settings.mongodb_uri is None:
        problems.append("MONGODB_URI: is required in production; the embedded database is for one machine")
    return problems
