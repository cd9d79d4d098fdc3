"""API keys."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.api_key as stored
from schema.costs import list_of
from schema.errors import OperationRefused
from services.api_keys.service import ApiKeyOrder, MadeApiKey

__all__ = [
    "ApiKey",
    "ApiKeyCreated",
    "ApiKeyRevoked",
    "ApiScope",
    "CreateApiKeyInput",
    "CreateApiKeyResult",
    "RevokeApiKeyInput",
    "RevokeApiKeyResult",
]

_EXPIRES_AT = "From when it is refused. Null: never."


@strawberry.enum(description="What an API key may do. A scope includes no other.")
class ApiScope(Enum):
    READ = strawberry.enum_value("read", description="Read what is its user's.")
    CHAT = strawberry.enum_value("chat", description="Chat, make tickets, and change conversations.")
    PURCHASE = strawberry.enum_value("purchase", description="Claim, buy and subscribe.")
    SPEND = strawberry.enum_value(
        "spend",
        description="Spend, hold and settle tokens for work done elsewhere: those of its user, or of anybody with an "
        "admin's key.",
    )
    ADMIN = strawberry.enum_value("admin", description="What is for admins. Only admins can give it.")

    def to_model(self) -> stored.ApiScope:
        """The stored form."""
        return stored.ApiScope[self.name]


@strawberry.type(description="An API key, without its secret.")
class ApiKey:
    id: strawberry.ID = strawberry.field(description="Identifier of the key.")
    name: str = strawberry.field(description="What its user calls it.")
    prefix: str = strawberry.field(description="The beginning of its token, by which it can be told; no secret.")
    scopes: list[ApiScope] = strawberry.field(description="What it may do.", directives=[list_of(10)])
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description=_EXPIRES_AT)
    revoked_at: datetime | None = strawberry.field(description="When it was revoked. Null: it was not.")
    last_used_at: datetime | None = strawberry.field(
        description="When it was last used, to the minute. Null: it never was."
    )

    @classmethod
    def of(cls, key: stored.ApiKey) -> Self:
        """The GraphQL form of a stored key."""
        return cls(
            id=strawberry.ID(key.id),
            name=key.name,
            prefix=key.prefix,
            scopes=[ApiScope[each.name] for each in key.scopes],
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            last_used_at=key.last_used_at,
        )


@strawberry.input(description="A new API key.")
class CreateApiKeyInput:
    name: str = strawberry.field(description="1 to 100 characters, without control characters.")
    scopes: list[ApiScope] = strawberry.field(description="What it may do: one scope at least.")
    expires_at: datetime | None = strawberry.field(default=None, description=f"{_EXPIRES_AT} At most 3,650 days ahead.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key gives the same API key again, without its "
        "token. Null: every call makes another one.",
    )

    def order(self) -> ApiKeyOrder:
        """As the service takes it."""
        return ApiKeyOrder(
            name=self.name,
            scopes=tuple(each.to_model() for each in self.scopes),
            expires_at=self.expires_at,
            idempotency_key=self.idempotency_key,
        )


@strawberry.type(description="The key was made.")
class ApiKeyCreated:
    api_key: ApiKey = strawberry.field(description="The new key.")
    token: str | None = strawberry.field(
        description="Sent as `Authorization: Bearer ...`. Shown this once: null when the call is repeated. Who lost it "
        "revokes the key and makes another one."
    )

    @classmethod
    def of(cls, made: MadeApiKey) -> Self:
        """The GraphQL form of `made`."""
        return cls(api_key=ApiKey.of(made.key), token=made.token)


CreateApiKeyResult: TypeAlias = Annotated[
    ApiKeyCreated | OperationRefused,
    strawberry.union(
        "CreateApiKeyResult",
        description="The outcome of `createApiKey`. Codes: INVALID_INPUT, FORBIDDEN (the scope ADMIN, for who is no "
        "admin), TOO_MANY_API_KEYS, IDEMPOTENCY_CONFLICT.",
    ),
]


@strawberry.input(description="Which API key ends.")
class RevokeApiKeyInput:
    api_key_id: strawberry.ID = strawberry.field(description="A key of `apiKeys`.")


@strawberry.type(description="The key has ended, for good.")
class ApiKeyRevoked:
    api_key: ApiKey = strawberry.field(description="The key, as it is now.")


RevokeApiKeyResult: TypeAlias = Annotated[
    ApiKeyRevoked | OperationRefused,
    strawberry.union("RevokeApiKeyResult", description="The outcome of `revokeApiKey`. Code: NOT_FOUND."),
]
