"""What opens an account beside a password."""

from datetime import datetime
from typing import Self

import strawberry

from models.external_identity import ExternalIdentity

__all__ = ["LinkedProvider"]


@strawberry.type(description="A sign-in at an identity provider that opens the account.")
class LinkedProvider:
    provider: str = strawberry.field(description="Its name, such as `google` or `clerk`.")
    email: str | None = strawberry.field(description="The address that the provider told last.")
    linked_at: datetime = strawberry.field(description="Since when it opens the account.")

    @classmethod
    def of(cls, row: ExternalIdentity) -> Self:
        """The GraphQL form of a stored identity."""
        return cls(provider=row.provider, email=row.email, linked_at=row.linked_at)
