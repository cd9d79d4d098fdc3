"""The block list, users' flags of messages, and what admins decide about them."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.block import Block as StoredBlock
from models.block import BlockKind as StoredKind
from models.message import ReviewState as StoredState
from models.message_flag import FlagCategory as StoredCategory
from models.message_flag import MessageFlag as StoredFlag
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.message import Attachment, MessageRole
from services.moderation.queue import ReviewedMessage
from services.moderation.reviews import Decision

__all__ = [
    "Block",
    "BlockInput",
    "BlockKind",
    "BlockResult",
    "Blocked",
    "FlagCategory",
    "FlagMessageInput",
    "FlagMessageResult",
    "FlaggedMessage",
    "MessageDecision",
    "MessageFlag",
    "MessageReviewState",
    "MessageReviewed",
    "ReviewMessageInput",
    "ReviewMessageResult",
    "UnblockInput",
    "UnblockResult",
    "Unblocked",
]


@strawberry.enum(description="What is blocked.")
class BlockKind(Enum):
    TERM = strawberry.enum_value("term", description="Words that no message may hold.")
    USER = strawberry.enum_value("user", description="A user who may send none.")

    def to_model(self) -> StoredKind:
        """The stored form."""
        return StoredKind[self.name]


@strawberry.type(description="A row of the block list.")
class Block:
    id: strawberry.ID = strawberry.field(description="Goes into `unblock`.")
    kind: BlockKind = strawberry.field(description="What is blocked.")
    value: str = strawberry.field(description="The term as it was written, or the user's id.")
    created_by: strawberry.ID = strawberry.field(description="The admin.")
    created_at: datetime = strawberry.field(description="Since when.")

    @classmethod
    def of(cls, stored: StoredBlock) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            id=strawberry.ID(stored.id),
            kind=BlockKind[stored.kind.name],
            value=stored.written,
            created_by=strawberry.ID(stored.created_by),
            created_at=stored.created_at,
        )


@strawberry.input(description="What to block.")
class BlockInput:
    kind: BlockKind = strawberry.field(description="A term or a user.")
    value: str = strawberry.field(
        description="Whole words in any case, at most 100 characters; or the user's id. Of Chinese, Japanese and "
        "Korean two letters or more."
    )


@strawberry.type(description="It stands on the list.")
class Blocked:
    block: Block = strawberry.field(description="The row.")


@strawberry.input(description="What to take off the block list.")
class UnblockInput:
    block_id: strawberry.ID = strawberry.field(description="A row's id.")


@strawberry.type(description="It is off the list.")
class Unblocked:
    block_id: strawberry.ID = strawberry.field(description="The id that it had.")


@strawberry.enum(description="What is wrong with a message.")
class FlagCategory(Enum):
    ABUSE = strawberry.enum_value("abuse", description="It insults, threatens or harasses somebody.")
    HATE = strawberry.enum_value("hate", description="It sets people against others for what they are.")
    SEXUAL = strawberry.enum_value("sexual", description="It is sexual.")
    VIOLENCE = strawberry.enum_value("violence", description="It shows or praises violence.")
    SELF_HARM = strawberry.enum_value("self_harm", description="It leads people to harm themselves.")
    PRIVACY = strawberry.enum_value("privacy", description="It gives away what is somebody's own.")
    SPAM = strawberry.enum_value("spam", description="It is advertising, or repeats itself.")
    WRONG = strawberry.enum_value("wrong", description="It says what is not so.")
    OTHER = strawberry.enum_value("other", description="Something else.")

    def to_model(self) -> StoredCategory:
        """The stored form."""
        return StoredCategory[self.name]


@strawberry.enum(description="Where a message stands that was flagged, or removed.")
class MessageReviewState(Enum):
    OPEN = strawberry.enum_value("open", description="It waits for an admin.")
    KEPT = strawberry.enum_value("kept", description="An admin let it stand. Another user's flag opens it again.")
    REMOVED = strawberry.enum_value("removed", description="An admin removed its text and attachments, for good.")

    def to_model(self) -> StoredState:
        """The stored form."""
        return StoredState[self.name]


@strawberry.enum(description="What becomes of a message.")
class MessageDecision(Enum):
    KEEP = strawberry.enum_value("keep", description="It stands.")
    REMOVE = strawberry.enum_value(
        "remove", description="Its text and attachments are removed for everybody. Nobody can bring them back."
    )

    def to_service(self) -> Decision:
        """The service's form."""
        return Decision[self.name]


@strawberry.input(description="A message for an admin to look at.")
class FlagMessageInput:
    message_id: strawberry.ID = strawberry.field(description="A message of a conversation that the caller sees.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters.")
    category: FlagCategory = strawberry.field(default=FlagCategory.OTHER, description="What is wrong with it.")


@strawberry.type(description="One user's flag of a message.")
class MessageFlag:
    message_id: strawberry.ID = strawberry.field(description="The message.")
    flagged_by: strawberry.ID = strawberry.field(description="The user.")
    category: FlagCategory = strawberry.field(description="What is wrong with it.")
    reason: str = strawberry.field(description="Why, in the user's words.")
    flagged_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, stored: StoredFlag) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            message_id=strawberry.ID(stored.message_id),
            flagged_by=strawberry.ID(stored.user_id),
            category=FlagCategory[stored.category.name],
            reason=stored.reason,
            flagged_at=stored.at,
        )


@strawberry.type(description="A message that users have flagged, or an admin has removed. For admins.")
class FlaggedMessage:
    message_id: strawberry.ID = strawberry.field(description="The message; goes into `reviewMessage`.")
    conversation_id: strawberry.ID = strawberry.field(description="Its conversation.")
    author_id: strawberry.ID = strawberry.field(description="Who wrote it, or asked for the reply.")
    role: MessageRole = strawberry.field(description="Whether a person or a model wrote it.")
    content: str = strawberry.field(description="Its text; empty once it was removed.")
    attachments: list[Attachment] = strawberry.field(
        description="The images that go with it; none once it was removed.", directives=[list_of(2)]
    )
    model_id: strawberry.ID | None = strawberry.field(description="The model that wrote it, or was sent it.")
    state: MessageReviewState = strawberry.field(description="Where it stands.")
    since: datetime = strawberry.field(description="From when on it stands there: an open one, since its first flag.")
    flag_count: int = strawberry.field(description="How many users have flagged it.")
    flags: list[MessageFlag] = strawberry.field(
        description="Their flags, at most 20, the oldest first. Those of erased accounts are gone.",
        directives=[list_of(5)],
    )
    decided_by: strawberry.ID | None = strawberry.field(description="The admin who decided last. Null: none has.")
    decided_at: datetime | None = strawberry.field(description="When. Null: no admin has decided.")
    decision_reason: str | None = strawberry.field(description="Why, in the admin's words.")

    @classmethod
    def of(cls, reviewed: ReviewedMessage) -> Self:
        """The GraphQL form of a message that has a review."""
        stored, review = reviewed.message, reviewed.message.review
        if review is None:
            raise ValueError(f"{stored.id} has no review")
        return cls(
            message_id=strawberry.ID(stored.id),
            conversation_id=strawberry.ID(stored.conversation_id),
            author_id=strawberry.ID(stored.author_id or stored.user_id),
            role=MessageRole[stored.role.name],
            content=stored.content,
            attachments=[Attachment.of(each) for each in stored.attachments],
            model_id=None if stored.model_id is None else strawberry.ID(stored.model_id),
            state=MessageReviewState[review.state.name],
            since=review.since,
            flag_count=review.flags,
            flags=[MessageFlag.of(flag) for flag in reviewed.flags],
            decided_by=None if review.decided_by is None else strawberry.ID(review.decided_by),
            decided_at=review.decided_at,
            decision_reason=review.reason,
        )


@strawberry.input(description="What an admin decides about a message.")
class ReviewMessageInput:
    message_id: strawberry.ID = strawberry.field(description="The message. One to remove need not be flagged.")
    decision: MessageDecision = strawberry.field(description="What becomes of it.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters. For admins; the author is not told.")


@strawberry.type(description="It is decided. Deciding the same once more changes nothing.")
class MessageReviewed:
    reviewed: FlaggedMessage = strawberry.field(description="The message as it is now.")


BlockResult: TypeAlias = Annotated[
    Blocked | OperationRefused, strawberry.union("BlockResult", description="The outcome of `block`.")
]
UnblockResult: TypeAlias = Annotated[
    Unblocked | OperationRefused, strawberry.union("UnblockResult", description="The outcome of `unblock`.")
]
FlagMessageResult: TypeAlias = Annotated[
    MessageFlag | OperationRefused,
    strawberry.union(
        "FlagMessageResult",
        description="The outcome of `flagMessage`. Codes: INVALID_INPUT, NOT_FOUND, MESSAGE_REMOVED, TOO_MANY_FLAGS, "
        "MODERATION_UNAVAILABLE.",
    ),
]
ReviewMessageResult: TypeAlias = Annotated[
    MessageReviewed | OperationRefused,
    strawberry.union(
        "ReviewMessageResult",
        description="The outcome of `reviewMessage`. Codes: FORBIDDEN, INVALID_INPUT, NOT_FOUND, MESSAGE_REMOVED, "
        "MODERATION_UNAVAILABLE.",
    ),
]
