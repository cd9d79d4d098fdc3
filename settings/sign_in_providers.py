"""Identity providers beside Google: any number, as a list in JSON. And what the settings about them say together."""

import base64
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from settings.addresses import WebAddress
from settings.json_rows import check_names, read_rows

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["ReturnAddress", "SignInProviderEntries", "SignInProviderEntry", "sign_in_problems"]

MOST_PROVIDERS = 20
_TAKEN = frozenset({"clerk", "google"})
_SECRET_PREFIX = "whsec_"  # noqa: S105 - it begins every one, and is none


class SignInProviderEntry(BaseModel):
    """One identity provider, and what it knows this server by."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")
    """Stands in addresses: `/auth/<name>`."""
    kind: Literal["oidc", "github", "atlassian"] = "oidc"
    client_id: str = Field(min_length=1, max_length=500)
    client_secret: SecretStr = Field(min_length=1, max_length=2_000)
    issuer: WebAddress | None = None
    """Of `oidc`: its discovery document stands below it."""
    server: WebAddress | None = None
    """Of `github`: a GitHub Enterprise server."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.issuer is not None) is not (self.kind == "oidc"):
            raise ValueError("`issuer` is needed for kind oidc, and for no other")
        if self.server is not None and self.kind != "github":
            raise ValueError("`server` is for kind github alone")
        return self


def _read(value: object) -> object:
    return read_rows(
        value, "must be a list in JSON of objects with name, kind, client_id, client_secret and, for oidc, issuer"
    )


def _check_all(entries: list[SignInProviderEntry]) -> list[SignInProviderEntry]:
    check_names(entries, most=MOST_PROVIDERS, what="providers", taken=_TAKEN)
    return entries


def _return_address(value: str) -> str:
    if not value.startswith(("http://", "https://")) or any(mark in value for mark in "?#\\ "):
        raise ValueError("must be addresses that begin with http:// or https://, without ? and #")
    return value


SignInProviderEntries = Annotated[list[SignInProviderEntry], BeforeValidator(_read), AfterValidator(_check_all)]
ReturnAddress = Annotated[str, AfterValidator(_return_address)]


def sign_in_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first."""
    problems: list[str] = []
    if (settings.google_client_id is None) is not (settings.google_client_secret is None):
        problems.append("GOOGLE_CLIENT_SECRET: goes with GOOGLE_CLIENT_ID; set both or neither")
    offered = settings.google_client_id is not None or bool(settings.sign_in_providers)
    if offered and not settings.sign_in_return_urls:
        problems.append("SIGN_IN_RETURN_URLS: is required when a provider is set; browsers are sent there afterwards")
    if settings.clerk_issuer is not None and not settings.clerk_authorized_parties:
        problems.append("CLERK_AUTHORIZED_PARTIES: is required with CLERK_ISSUER; it names your app's origins")
    if settings.clerk_issuer is not None and settings.clerk_issuer == settings.jwt_issuer:
        problems.append("CLERK_ISSUER: must differ from JWT_ISSUER, by which this server knows its own tokens")
    if settings.clerk_webhook_secret is not None and not _is_webhook_secret(settings.clerk_webhook_secret):
        problems.append("CLERK_WEBHOOK_SECRET: must begin with whsec_, as Clerk shows it")
    return [*problems, *(_insecure_addresses(settings) if settings.is_production else ())]


def _insecure_addresses(settings: "Settings") -> list[str]:
    named = {
        "SIGN_IN_PROVIDERS": [
            url for entry in settings.sign_in_providers for url in (entry.issuer, entry.server) if url
        ],
        "SIGN_IN_RETURN_URLS": settings.sign_in_return_urls,
        "CLERK_ISSUER": [settings.clerk_issuer] if settings.clerk_issuer else [],
        "CLERK_JWKS_URL": [settings.clerk_jwks_url] if settings.clerk_jwks_url else [],
        "CLERK_AUTHORIZED_PARTIES": settings.clerk_authorized_parties,
    }
    return [
        f"{name}: must begin with https:// in production"
        for name, urls in named.items()
        if any(not url.startswith("https://") for url in urls)
    ]


def _is_webhook_secret(secret: SecretStr) -> bool:
    text = secret.get_secret_value()
    try:
        return text.startswith(_SECRET_PREFIX) and bool(
            base64.b64decode(text.removeprefix(_SECRET_PREFIX), validate=True)
        )
    except ValueError:
        return False
