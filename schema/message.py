"""Messages and what replies used."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

from gateways.providers import FinishReason as StoredFinishReason
from models.message import Attachment as StoredAttachment
from models.message import CompletionUsage as StoredUsage
from models.message import Message as StoredMessage
from schema.context import Info
from schema.costs import list_of
from schema.in_language import IN_LANGUAGE
from schema.model import ModelPricing
from schema.person import Person
from schema.scalars import BigInt
from services.moderation.errors import MessageRemovedError

__all__ = ["Attachment", "CompletionUsage", "FinishReason", "Message", "MessageRole", "UsageCounter"]

_REMOVED_NOTICE = MessageRemovedError().message


@strawberry.enum(description="Who wrote a message.")
class MessageRole(Enum):
    USER = strawberry.enum_value("user", description="The person.")
    ASSISTANT = strawberry.enum_value("assistant", description="The model.")


@strawberry.enum(description="Why a reply ended.")
class FinishReason(Enum):
    STOP = strawberry.enum_value("stop", description="The model was done.")
    LENGTH = strawberry.enum_value("length", description="It reached `maxTokens`.")
    CONTENT_FILTER = strawberry.enum_value("content_filter", description="The provider withheld the rest.")
    CUT = strawberry.enum_value("cut", description="The provider's stream broke off; what came is charged.")
    TIMEOUT = strawberry.enum_value(
        "timeout",
        description="It took too long, or CHAT_DRAIN_SECONDS in which nobody read it; what came is charged.",
    )
    CANCELLED = strawberry.enum_value("cancelled", description="It was stopped; what came is charged.")

    @classmethod
    def of(cls, reason: str) -> "FinishReason":
        """The GraphQL form of a stored reason."""
        return cls[StoredFinishReason(reason).name]


@strawberry.enum(description="Who counted the model tokens that are charged.")
class UsageCounter(Enum):
    PROVIDER = strawberry.enum_value("provider", description="The provider, at the end of its reply.")
    RECORD = strawberry.enum_value("record", description="The provider, in its record of a reply that broke off.")
    LOCAL = strawberry.enum_value(
        "local", description="This server, by what was delivered: the provider sent no counts that can be true."
    )


@strawberry.type(description="What one reply used. Model tokens are counted once each: no count includes another.")
class CompletionUsage:
    input_tokens: BigInt = strawberry.field(description="Model tokens read, without cached ones.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written, without reasoning.")
    cache_read_tokens: BigInt = strawberry.field(description="Model tokens read from the provider's cache.")
    cache_write_tokens: BigInt = strawberry.field(description="Model tokens read and put into the provider's cache.")
    reasoning_tokens: BigInt = strawberry.field(description="Model tokens that the model thought with.")
    images: int = strawberry.field(
        description="Images that were sent, those of earlier messages included; each costs `pricing.image` beside the "
        "tokens that it is read as."
    )
    cost: BigInt = strawberry.field(description="Wallet tokens charged for all of it.")
    counted_by: UsageCounter | None = strawberry.field(
        description="Who counted; null for replies from before this was kept."
    )
    pricing: ModelPricing | None = strawberry.field(
        description="The rates that it was charged at, those of the model that served; null for replies from before "
        "this was kept."
    )

    @classmethod
    def of(cls, stored: StoredUsage) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            input_tokens=BigInt(stored.input_tokens),
            output_tokens=BigInt(stored.output_tokens),
            cache_read_tokens=BigInt(stored.cache_read_tokens),
            cache_write_tokens=BigInt(stored.cache_write_tokens),
            reasoning_tokens=BigInt(stored.reasoning_tokens),
            images=stored.images,
            cost=BigInt(stored.cost),
            counted_by=UsageCounter(stored.counted_by) if stored.counted_by else None,
            pricing=ModelPricing.charged(stored.rates, stored.price_version) if stored.rates else None,
        )


@strawberry.type(description="An image that goes with a message. The server stores where it is, not the image.")
class Attachment:
    url: str = strawberry.field(description="Its address, as it was given.")
    type: str = strawberry.field(description="Its media type, such as `image/png`.")
    name: str | None = strawberry.field(description="What people call it; null when it was given none.")
    size_bytes: BigInt = strawberry.field(description="Its size when it was sent.")
    sha256: str = strawberry.field(description="SHA-256 of the bytes that were sent, in hexadecimal.")

    @classmethod
    def of(cls, stored: StoredAttachment) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            url=stored.url,
            type=stored.type,
            name=stored.name,
            size_bytes=BigInt(stored.size_bytes or 0),
            sha256=stored.sha256 or "",
        )


@strawberry.type(description="A message of a conversation. It never changes, unless an admin removes its text.")
class Message:
    conversation_id: strawberry.Private[str]
    author_id: strawberry.Private[str]
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    role: MessageRole = strawberry.field(description="Who wrote it.")
    content: str = strawberry.field(description="Its text; empty once it was removed.")
    removed_at: datetime | None = strawberry.field(
        description="When an admin removed its text and attachments, for everybody and for good. Null: it stands."
    )
    notice: str | None = strawberry.field(
        description="What to show in the place of a removed message, in the language of the request. Null: it stands.",
        extensions=[IN_LANGUAGE],
    )
    attachments: list[Attachment] = strawberry.field(
        description="The images that go with it, in the order in which they were given; none with a reply.",
        directives=[list_of(8)],
    )
    parent_id: strawberry.ID | None = strawberry.field(
        description="The message that it follows; null for a first one. An edited message, and a reply that was made "
        "again, have the parent of the one they stand instead of."
    )
    model_id: strawberry.ID | None = strawberry.field(
        description="The model that wrote it, or that the person's message was sent to."
    )
    requested_model_id: strawberry.ID | None = strawberry.field(
        description="The model that was asked for, when one of the `fallbackModels` served instead; null otherwise."
    )
    temperature: float | None = strawberry.field(description="The sampling temperature of the reply, 0 to 2.")
    max_tokens: int | None = strawberry.field(description="The most model tokens that the reply could have.")
    top_p: float | None = strawberry.field(description="The nucleus of the reply's sampling; null when not set.")
    usage: CompletionUsage | None = strawberry.field(description="What it used; null for messages of persons.")
    finish_reason: FinishReason | None = strawberry.field(description="Why it ended; null for messages of persons.")
    created_at: datetime = strawberry.field(description="When it was written, for a reply when it ended.")

    @strawberry.field(
        description="The person who wrote it, or, of a reply, who asked for it and paid. In a shared conversation that "
        "may be anybody who takes part."
    )
    def author(self) -> Person:
        """Every message has one."""
        return Person.of(self.author_id)

    @strawberry.field(
        description="Ids of the messages that stand in this one's place on all branches, itself among them, the "
        "oldest first. `showBranch` shows another one, `messages(throughId:)` reads it.",
        directives=[list_of(20)],
    )
    async def version_ids(self, info: Info) -> list[strawberry.ID]:
        """All messages of one answer are looked up together."""
        loader = info.context.loader("message versions", info.context.services.conversations.versions)
        return [strawberry.ID(each) for each in await loader.load((self.conversation_id, self.parent_id))]

    @classmethod
    def of(cls, stored: StoredMessage) -> Self:
        """The GraphQL form of `stored`."""
        parameters = stored.parameters
        return cls(
            conversation_id=stored.conversation_id,
            author_id=stored.author_id or stored.user_id,
            id=strawberry.ID(stored.id),
            parent_id=None if stored.parent_id is None else strawberry.ID(stored.parent_id),
            role=MessageRole[stored.role.name],
            content=stored.content,
            removed_at=stored.removed_at,
            notice=None if stored.removed_at is None else _REMOVED_NOTICE,
            attachments=[Attachment.of(each) for each in stored.attachments],
            model_id=None if stored.model_id is None else strawberry.ID(stored.model_id),
            requested_model_id=None if stored.requested_model_id is None else strawberry.ID(stored.requested_model_id),
            temperature=parameters.temperature if parameters else None,
            max_tokens=parameters.max_tokens if parameters else None,
            top_p=parameters.top_p if parameters else None,
            usage=CompletionUsage.of(stored.usage) if stored.usage else None,
            finish_reason=FinishReason.of(stored.finish_reason) if stored.finish_reason else None,
            created_at=stored.created_at,
        )
