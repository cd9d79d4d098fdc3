"""The block list, and flagged messages."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.block import Block as StoredBlock
from models.block import BlockKind as StoredKind
from models.message import Message as StoredMessage
from schema.errors import OperationRefused
from schema.message import MessageRole

__all__ = [
    "Block",
    "BlockInput",
    "BlockKind",
    "BlockResult",
    "Blocked",
    "FlagMessageInput",
    "FlagMessageResult",
    "FlaggedMessage",
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


@strawberry.input(description="A message for an admin to look at.")
class FlagMessageInput:
    message_id: strawberry.ID = strawberry.field(description="A message of a conversation that the caller sees.")
    reason: str = strawberry.field(description="Why, in 1 to 500 characters.")


@strawberry.type(description="A message that a user has flagged.")
class FlaggedMessage:
    message_id: strawberry.ID = strawberry.field(description="The message.")
    conversation_id: strawberry.ID = strawberry.field(description="Its conversation.")
    role: MessageRole = strawberry.field(description="Who wrote it.")
    content: str = strawberry.field(description="Its text.")
    model_id: strawberry.ID | None = strawberry.field(description="The model that wrote it, or was sent it.")
    flagged_by: strawberry.ID = strawberry.field(description="The user.")
    reason: str = strawberry.field(description="Why.")
    flagged_at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, stored: StoredMessage) -> Self:
        """The GraphQL form of `stored`, which has a flag."""
        flag = stored.flag
        if flag is None:
            raise ValueError(f"{stored.id} has no flag")
        return cls(
            message_id=strawberry.ID(stored.id),
            conversation_id=strawberry.ID(stored.conversation_id),
            role=MessageRole[stored.role.name],
            content=stored.content,
            model_id=None if stored.model_id is None else strawberry.ID(stored.model_id),
            flagged_by=strawberry.ID(flag.by),
            reason=flag.reason,
            flagged_at=flag.at,
        )


BlockResult: TypeAlias = Annotated[
    Blocked | OperationRefused, strawberry.union("BlockResult", description="The outcome of `block`.")
]
UnblockResult: TypeAlias = Annotated[
    Unblocked | OperationRefused, strawberry.union("UnblockResult", description="The outcome of `unblock`.")
]
FlagMessageResult: TypeAlias = Annotated[
    FlaggedMessage | OperationRefused,
    strawberry.union("FlagMessageResult", description="The outcome of `flagMessage`."),
]
