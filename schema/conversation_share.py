"""Sharing a conversation."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.conversation_share import ConversationShare as StoredShare
from models.conversation_share import ShareAccess as StoredAccess
from schema.errors import OperationRefused
from schema.person import Person

__all__ = [
    "AcceptShareInput",
    "ChangeShareInput",
    "ChangeShareResult",
    "ConversationLeft",
    "ConversationShare",
    "ConversationShared",
    "EndShareInput",
    "EndShareResult",
    "LeaveConversationInput",
    "LeaveConversationResult",
    "ShareAccess",
    "ShareConversationInput",
    "ShareConversationResult",
    "ShareEnded",
]


@strawberry.enum(description="What somebody may do with a conversation that is shared with them.")
class ShareAccess(Enum):
    READ = strawberry.enum_value("read", description="Read it, and flag its messages.")
    WRITE = strawberry.enum_value("write", description="Chat in it as well, paying with their own tokens.")

    def to_model(self) -> StoredAccess:
        """The stored form."""
        return StoredAccess[self.name]


@strawberry.type(description="One person's access to a conversation, or the invitation to it. Its owner alone sees it.")
class ConversationShare:
    id: strawberry.ID = strawberry.field(description="Goes into `changeShare` and `endShare`.")
    access: ShareAccess = strawberry.field(description="What the person may do.")
    person: Person | None = strawberry.field(description="Who has access; null until the invitation is accepted.")
    created_at: datetime = strawberry.field(description="When it was offered.")
    expires_at: datetime | None = strawberry.field(
        description="Until when the invitation can be accepted; null once it was."
    )
    accepted_at: datetime | None = strawberry.field(description="Since when the person has access.")

    @classmethod
    def of(cls, stored: StoredShare) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            id=strawberry.ID(stored.id),
            access=ShareAccess[stored.access.name],
            person=None if stored.user_id is None else Person.of(stored.user_id),
            created_at=stored.created_at,
            expires_at=stored.expires_at,
            accepted_at=stored.accepted_at,
        )


@strawberry.input(description="A conversation to share with one more person.")
class ShareConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="A conversation of the caller's own.")
    access: ShareAccess = strawberry.field(description="What the person may do.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of `A-Z a-z 0-9 . _ ~ : @ / + = -`; the same key gives the same share again, until an "
        "hour after the share has ended or its invitation has expired."
    )


@strawberry.input(description="An invitation to accept.")
class AcceptShareInput:
    invitation: str = strawberry.field(description="What `shareConversation` gave to whoever sent it.")


@strawberry.input(description="Another access for a person, or for an invitation.")
class ChangeShareInput:
    share_id: strawberry.ID = strawberry.field(description="A share of a conversation of the caller's own.")
    access: ShareAccess = strawberry.field(description="What the person may do from now on.")


@strawberry.input(description="A share to end, or an invitation to take back.")
class EndShareInput:
    share_id: strawberry.ID = strawberry.field(description="A share of a conversation of the caller's own.")


@strawberry.input(description="A conversation to leave.")
class LeaveConversationInput:
    conversation_id: strawberry.ID = strawberry.field(description="A conversation that is shared with the caller.")


@strawberry.type(description="The conversation is offered to whoever accepts the invitation first.")
class ConversationShared:
    share: ConversationShare = strawberry.field(description="The share.")
    invitation: str | None = strawberry.field(
        description="A secret for the person who is meant, good once and for 7 days: it goes into `acceptShare`. Null "
        "on a repeated call when nobody can accept it any more."
    )


@strawberry.type(description="Nobody has access by it any more.")
class ShareEnded:
    share_id: strawberry.ID = strawberry.field(description="The id that it had.")


@strawberry.type(description="The caller does not see it any more.")
class ConversationLeft:
    conversation_id: strawberry.ID = strawberry.field(description="Its id.")


ShareConversationResult: TypeAlias = Annotated[
    ConversationShared | OperationRefused,
    strawberry.union("ShareConversationResult", description="The outcome of `shareConversation`."),
]
ChangeShareResult: TypeAlias = Annotated[
    ConversationShare | OperationRefused,
    strawberry.union("ChangeShareResult", description="The share as it is now, or why it did not change."),
]
EndShareResult: TypeAlias = Annotated[
    ShareEnded | OperationRefused,
    strawberry.union("EndShareResult", description="The outcome of `endShare`."),
]
LeaveConversationResult: TypeAlias = Annotated[
    ConversationLeft | OperationRefused,
    strawberry.union("LeaveConversationResult", description="The outcome of `leaveConversation`."),
]
