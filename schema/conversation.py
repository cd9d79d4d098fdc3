"""Conversations."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.conversation import Conversation as StoredConversation
from schema.context import Info, require_viewer
from schema.conversation_share import ConversationShare
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.person import Person
from schema.scalars import BigInt
from services.sharing import Access

__all__ = [
    "Conversation",
    "ConversationAccess",
    "ConversationDeleted",
    "ConversationResult",
    "CreateConversationInput",
    "DeleteConversationInput",
    "DeleteConversationResult",
    "RenameConversationInput",
    "ShowBranchInput",
]

_TITLE = "1 to 100 printable characters; white space is run together."


@strawberry.enum(description="What the caller may do with a conversation. Each holds what stands before it.")
class ConversationAccess(Enum):
    READ = strawberry.enum_value("read", description="Read it, on all branches, and flag its messages.")
    WRITE = strawberry.enum_value("write", description="Chat in it, with their own tokens, and choose what is shown.")
    OWN = strawberry.enum_value("own", description="Rename it, share it and remove it.")


@strawberry.type(description="A conversation with one or more models.")
class Conversation:
    owner_id: strawberry.Private[str]
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    title: str = strawberry.field(
        description="What it was named, or the first 50 characters of its first message; empty before it has either."
    )
    models: list[str] = strawberry.field(
        description="Ids of the models that replied in it, at most 50.", directives=[list_of(50)]
    )
    message_count: int = strawberry.field(description="How many messages it has, both sides and all branches counted.")
    total_tokens: BigInt = strawberry.field(description="Model tokens of all its replies, input and output.")
    total_cost: BigInt = strawberry.field(description="Wallet tokens that all its replies cost, whoever paid for them.")
    last_message_at: datetime = strawberry.field(
        description="When its newest message was written; when it was made, as long as it has none."
    )
    created_at: datetime = strawberry.field(description="When it was begun.")

    @strawberry.field(description="Whose it is.")
    def owner(self) -> Person:
        """Every conversation has one."""
        return Person.of(self.owner_id)

    @strawberry.field(description="What the caller may do with it.")
    async def access(self, info: Info) -> ConversationAccess:
        """Of all conversations of one answer at once."""
        loader = info.context.loader("accesses", info.context.services.sharing.accesses)
        access = await loader.load((require_viewer(info).user_id, str(self.id), self.owner_id))
        return ConversationAccess[(access or Access.READ).name]

    @strawberry.field(
        description="With whom it is shared, and open invitations, the oldest first, at most 20; null to everybody but "
        "its owner.",
        directives=[list_of(20)],
    )
    async def shares(self, info: Info) -> list[ConversationShare] | None:
        """Of all conversations of one answer at once."""
        if require_viewer(info).user_id != self.owner_id:
            return None
        loader = info.context.loader("shares", info.context.services.sharing.shares_of)
        return [ConversationShare.of(each) for each in await loader.load(str(self.id))]

    @classmethod
    def of(cls, stored: StoredConversation) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            owner_id=stored.user_id,
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
    conversation_id: strawberry.ID = strawberry.field(description="A conversation of the caller's own.")
    title: str = strawberry.field(description=_TITLE)


@strawberry.input(description="Which branch of a conversation is shown and gone on with.")
class ShowBranchInput:
    message_id: strawberry.ID = strawberry.field(
        description="A message of a conversation that the caller may chat in; the branch that it was written in is "
        "shown, to its end, to all who see the conversation."
    )


@strawberry.input(description="A conversation to remove.")
class DeleteConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="A conversation of the caller's own.")


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
