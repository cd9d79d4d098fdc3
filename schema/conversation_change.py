"""What becomes of conversations while somebody watches."""

from enum import Enum
from typing import Self

import strawberry

from schema.conversation import Conversation
from schema.message import Message
from schema.person import Person
from services.chat import ConversationChange as Change

__all__ = ["ConversationChange", "ConversationChangeKind"]


@strawberry.enum(description="What happened to a conversation.")
class ConversationChangeKind(Enum):
    CREATED = strawberry.enum_value("created", description="It was made.")
    RENAMED = strawberry.enum_value("renamed", description="It has another title, or its first one.")
    BRANCH_SHOWN = strawberry.enum_value("branch_shown", description="Another branch is shown, a new one for instance.")
    MESSAGE_ADDED = strawberry.enum_value(
        "message_added", description="A person's message came into it, together with the reply."
    )
    REPLY_FINISHED = strawberry.enum_value("reply_finished", description="A reply was finished, charged and stored.")
    MESSAGE_REMOVED = strawberry.enum_value("message_removed", description="An admin removed a message's text.")
    SHARED = strawberry.enum_value(
        "shared", description="A person has access to it from now on. Told to its owner and the person."
    )
    ACCESS_CHANGED = strawberry.enum_value(
        "access_changed", description="A person has another access to it. Told to its owner and the person."
    )
    UNSHARED = strawberry.enum_value(
        "unshared", description="A person has no access to it any more. Told to its owner and the person."
    )
    DELETED = strawberry.enum_value("deleted", description="Its owner removed it.")
    READ_AGAIN = strawberry.enum_value(
        "read_again",
        description="Told at the beginning, and whenever changes may have been missed: read again what you show; "
        "changes from now on are told.",
    )


@strawberry.type(description="A change of a conversation, with the conversation as it is now.")
class ConversationChange:
    kind: ConversationChangeKind = strawberry.field(description="What happened.")
    conversation_id: strawberry.ID | None = strawberry.field(
        description="Which one; null for `READ_AGAIN` of all that the caller sees."
    )
    conversation: Conversation | None = strawberry.field(
        description="As it is now; null when the caller does not see it any more, and for `READ_AGAIN` of all."
    )
    message: Message | None = strawberry.field(
        description="The message or the reply; null for other kinds, and when it went with its conversation since."
    )
    person: Person | None = strawberry.field(description="Whose access it is about; null for other kinds.")

    @classmethod
    def of(cls, change: Change) -> Self:
        """The GraphQL form of `change`."""
        return cls(
            kind=ConversationChangeKind[change.kind.name],
            conversation_id=None if change.conversation_id is None else strawberry.ID(change.conversation_id),
            conversation=None if change.conversation is None else Conversation.of(change.conversation),
            message=None if change.message is None else Message.of(change.message),
            person=None if change.person_id is None else Person.of(change.person_id),
        )
