"""How an expected failure looks in a result union."""

from typing import Self

import strawberry

from schema.in_language import IN_LANGUAGE
from services.errors import TokentillError

__all__ = ["OperationRefused", "UserError"]


@strawberry.interface(
    description="An expected failure. Every member of a result union that is not a success has these."
)
class UserError:
    code: str = strawberry.field(description="Stable, for programs. Documented in docs/errors.md.")
    message: str = strawberry.field(
        description="A sentence for people, in English, or in Chinese when Accept-Language prefers it.",
        extensions=[IN_LANGUAGE],
    )
    retryable: bool = strawberry.field(description="Whether the same call, with the same key, may succeed later.")


@strawberry.type(description="An expected failure that needs no fields of its own; `code` tells which.")
class OperationRefused(UserError):
    @classmethod
    def of(cls, error: TokentillError) -> Self:
        """The GraphQL form of `error`."""
        return cls(code=error.code, message=error.message, retryable=error.retryable)
