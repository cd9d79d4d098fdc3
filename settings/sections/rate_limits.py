"""How often callers may ask, and where that is counted."""

from typing import Annotated, Literal

from limits import parse_many
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, SecretStr

from settings.addresses import Network, split_list

__all__ = ["RateLimitSettings"]

_LONGEST_SECONDS = 86_400
_MOST = 1_000_000_000


def _rate(value: str) -> str:
    """A rate in the notation of the library `limits`; see there under "Rate limit string notation"."""
    try:
        (rate,) = parse_many(value)
    except ValueError:
        raise ValueError("must be a rate such as 100/15 minutes or 20/minute") from None
    if not 1 <= rate.amount <= _MOST:
        raise ValueError(f"must allow 1 to {_MOST}")
    if not 1 <= rate.get_expiry() <= _LONGEST_SECONDS:
        raise ValueError("must be for a day at most")
    return value.strip()


def _split_rates(value: object) -> object:
    """`chat=60/minute,sign_in=30/hour` as a mapping."""
    if not isinstance(value, str):
        return value
    rates: dict[str, str] = {}
    for part in value.split(","):
        name, equals, rate = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not equals or not name:
            raise ValueError("must be a list such as chat=60/minute,sign_in=30/hour")
        if name in rates:
            raise ValueError(f"names {name} twice")
        rates[name] = rate
    return rates


def _redis_address(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("redis://", "rediss://", "redis+unix://")):
        raise ValueError("must begin with redis://, rediss:// or redis+unix://")
    return value


Rate = Annotated[str, AfterValidator(_rate)]


class RateLimitSettings(BaseModel):
    """Rates are such as `100/15 minutes`."""

    rate_limit_enabled: bool = Field(True, description="Whether callers are limited, and banned, at all.")
    rate_limit_store: Literal["auto", "memory", "mongodb", "redis"] = Field(
        "auto",
        description="Where it is counted: memory (each process for itself), mongodb or redis (all servers together). "
        "auto: redis where REDIS_URI is set, memory for one process in development, else mongodb.",
    )
    redis_uri: Annotated[SecretStr, AfterValidator(_redis_address)] | None = Field(
        None, description="A Redis that counts for all servers: redis://, rediss:// or redis+unix://."
    )
    rate_limit_store_timeout_ms: int = Field(
        100, ge=5, le=5_000, description="Nobody waits longer for the store; each process counts then."
    )
    rate_limit_anonymous: Rate = Field(
        "100/15 minutes", description="Requests without a token, by address (IPv6: by /64)."
    )
    rate_limit_address: Rate = Field(
        "10000/15 minutes", description="Requests with a token, by address, before the token is looked at."
    )
    rate_limit_connections: Rate = Field("1000/15 minutes", description="WebSocket handshakes, by address.")
    rate_limit_user: Rate = Field("2000/15 minutes", description="Requests of a signed-in user, weighted by cost.")
    rate_limit_guest: Rate = Field("100/15 minutes", description="Requests of a guest, weighted by cost.")
    rate_limit_api_key: Rate = Field("6000/15 minutes", description="Requests by an API key, weighted by cost.")
    rate_limit_operations: Annotated[dict[str, Rate], BeforeValidator(_split_rates)] = Field(
        {},
        description="Comma-separated rates of groups of operations that are other than usual: "
        "chat=60/minute,sign_in=30/hour. docs/rate-limits.md lists the groups.",
    )
    rate_limit_cost: int = Field(
        200, ge=1, le=10_000_000, description="So much GraphQL cost counts as one request; less counts as one too."
    )
    rate_limit_exempt: Annotated[list[Network], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated addresses or networks that are neither limited nor banned by address, such as "
        "your office's. Users who call from there still have their own limits.",
    )
