"""Conversations."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from models.conversation import Conversation as StoredConversation
from schema.errors import OperationRefused
from schema.scalars import BigInt

__all__ = [
    "Conversation",
    "ConversationDeleted",
    "ConversationResult",
    "CreateConversationInput",
    "DeleteConversationInput",
    "DeleteConversationResult",
    "RenameConversationInput",
    "ShowBranchInput",
]

_TITLE = "1 to 100 printable characters; white space is run together."


@strawberry.type(description="A conversation with one or more models.")
class Conversation:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    title: str = strawberry.field(
        description="What it was named, or the first 50 characters of its first message; empty before it has either."
    )
    models: list[str] = strawberry.field(description="Ids of the models that replied in it, at most 50.")
    message_count: int = strawberry.field(description="How many messages it has, both sides and all branches counted.")
    total_tokens: BigInt = strawberry.field(description="Model tokens of all its replies, input and output.")
    total_cost: BigInt = strawberry.field(description="Wallet tokens that all its replies cost.")
    last_message_at: datetime = strawberry.field(
        description="When its newest message was written; when it was made, as long as it has none."
    )
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


@strawberry.input(description="A conversation to begin with its first message later.")
class CreateConversationInput:
    title: str | None = strawberry.field(
        default=None, description=f"{_TITLE} Null: the first 50 characters of its first message, once there is one."
    )


@strawberry.input(description="Another title for a conversation.")
class RenameConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="A conversation of the caller's.")
    title: str = strawberry.field(description=_TITLE)


@strawberry.input(description="Which branch of a conversation is shown and gone on with.")
class ShowBranchInput:
    message_id: strawberry.ID = strawberry.field(
        description="A message of the caller's conversation; the branch that it was written in is shown, to its end."
    )


@strawberry.input(description="A conversation to remove.")
class DeleteConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="A conversation of the caller's.")


@strawberry.type(description="It is gone with all its messages. What its replies cost stays in `usageHistory`.")
class ConversationDeleted:
    conversation_id: strawberry.ID = strawberry.field(description="The id that it had.")


ConversationResult: TypeAlias = Annotated[
    Conversation | OperationRefused,
    strawberry.union("ConversationResult", description="A conversation as it is now, or why it did not change."),
]

DeleteConversationResult: TypeAlias = Annotated[
    ConversationDeleted | OperationRefused,
    strawberry.union("DeleteConversationResult", description="The outcome of `deleteConversation`."),
]
