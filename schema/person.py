"""People in shared conversations."""

from typing import Self

import strawberry

from schema.context import Info

__all__ = ["Person"]


@strawberry.type(description="Somebody in a conversation, as the others in it see them.")
class Person:
    id: strawberry.ID = strawberry.field(description="The user's id.")

    @strawberry.field(description="What they call themselves; null when the account is gone.")
    async def name(self, info: Info) -> str | None:
        """All names of one answer are looked up together."""
        return await info.context.loader("names", info.context.services.sharing.names).load(str(self.id))

    @classmethod
    def of(cls, user_id: str) -> Self:
        """The GraphQL form of a user."""
        return cls(id=strawberry.ID(user_id))
