"""Conversations."""

from datetime import datetime
from typing import Self

import strawberry

from models.conversation import Conversation as StoredConversation
from schema.scalars import BigInt

__all__ = ["Conversation"]


@strawberry.type(description="A conversation with one or more models.")
class Conversation:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    title: str = strawberry.field(description="The first 50 characters of its first message.")
    models: list[str] = strawberry.field(description="Ids of the models that replied in it, at most 50.")
    message_count: int = strawberry.field(description="How many messages it has, both sides counted.")
    total_tokens: BigInt = strawberry.field(description="Model tokens of all its replies, input and output.")
    total_cost: BigInt = strawberry.field(description="Wallet tokens that all its replies cost.")
    last_message_at: datetime = strawberry.field(description="When its newest message was written.")
    created_at: datetime = strawberry.field(description="When it was begun.")

    @classmethod
    def of(cls, stored: StoredConversation) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            id=strawberry.ID(stored.id),
            title=stored.title,
            models=list(stored.models),
            message_count=int(stored.message_count),
            total_tokens=BigInt(stored.total_tokens),
            total_cost=BigInt(stored.total_cost),
            last_message_at=stored.last_message_at,
            created_at=stored.created_at,
        )
