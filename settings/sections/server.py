"""Where the server runs, and whom it answers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from settings.addresses import Network, Origin, ProxyHeaders, WebAddress, split_list
from settings.features import FeatureNames

__all__ = ["Environment", "ServerSettings"]


class Environment(StrEnum):
    """Where the server runs; sets log form, error detail and whether GraphiQL is served by default."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class ServerSettings(BaseModel):
    """The server itself."""

    environment: Environment = Field(Environment.DEVELOPMENT, description="development, staging or production.")
    public_url: WebAddress = Field(
        "http://127.0.0.1:8000", description="The address under which users reach this server."
    )
    data_dir: Path = Field(Path(".tokentill"), description="Folder of the embedded database and generated secrets.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="debug, info, warning or error."
    )
    graphiql: bool | None = Field(
        None,
        description="Serve GraphiQL at /graphiql. Unset: everywhere but in production and with "
        "PERSISTED_OPERATIONS_ONLY.",
    )
    introspection: bool | None = Field(None, description="Answer introspection. Unset: everywhere but production.")
    persisted_operations_file: Path | None = Field(
        None, description="JSON file from ids to GraphQL documents that requests may name; see `tokentill persist`."
    )
    persisted_operations_only: bool = Field(
        False, description="Refuse all other operations, except those of signed-in admins."
    )
    features_off: FeatureNames = Field(
        [], description="Comma-separated features that leave the API, such as tickets,gifts; docs/extend.md lists them."
    )
    suggestions: bool | None = Field(
        None,
        description="Suggest names in errors about unknown ones. Unset: everywhere but production; never without "
        "introspection.",
    )
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
