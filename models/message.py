"""Messages of conversations."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, TEXT, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class MessageRole(StrEnum):
    """Who wrote a message."""

    USER = "user"
    ASSISTANT = "assistant"


class CompletionUsage(BaseModel):
    """What a reply used: model tokens, each counted once, and wallet tokens."""

    input_tokens: Int64Amount
    """Without cached input."""
    output_tokens: Int64Amount
    """Without reasoning."""
    cache_read_tokens: Int64Amount
    cache_write_tokens: Int64Amount
    reasoning_tokens: Int64Amount
    images: int = 0
    """Images that were sent, those of earlier messages included."""
    cost: Int64Amount
    """Wallet tokens."""
    counted_by: str | None = None
    """Who counted: see `GenerationResult.counted_by`. None in replies that were stored before this was kept."""
    rates: dict[str, Int64Amount] | None = None
    """Millionths of a wallet token per model token, by kind, that it was charged at; None as above."""
    price_version: str | None = None

    @property
    def tokens(self) -> int:
        """All model tokens."""
        return (
            self.input_tokens
            + self.output_tokens
            + self.cache_read_tokens
            + self.cache_write_tokens
            + self.reasoning_tokens
        )


class SamplingParameters(BaseModel):
    """How a reply was asked for."""

    temperature: float
    max_tokens: int
    top_p: float | None = None


class Attachment(BaseModel):
    """A file that a person's message points to. Its bytes are not stored."""

    url: str
    type: str
    """Its media type, such as `image/png`."""
    name: str | None = None
    """What people call it."""
    size_bytes: Int64Amount | None = None
    """None, as below, until it was fetched."""
    sha256: str | None = None
    """Of the bytes that were sent, in hexadecimal."""


class ReviewState(StrEnum):
    """Where a message stands that users have flagged, or an admin has removed."""

    OPEN = "open"
    """It waits for an admin."""
    KEPT = "kept"
    """An admin has let it stand. Another user's flag opens it again."""
    REMOVED = "removed"
    """Its text and attachments are gone, for good."""


class MessageReview(BaseModel):
    """What users' flags and admins' decisions have made of a message. The flags are `MessageFlag` rows."""

    state: ReviewState
    since: UtcDatetime
    """From when on it is in this state: of an open one, when it was flagged first, or first again."""
    flags: int = 0
    """How many users have flagged it."""
    decided_by: str | None = None
    """The admin who decided last."""
    decided_at: UtcDatetime | None = None
    reason: str | None = None
    """Of the last decision, in the admin's words."""


class Message(Document):
    """One message. Nothing of it but the review changes after it is stored, until it is removed."""

    id: str = Field(default_factory=lambda: new_id("msg"))  # type: ignore[assignment]
    conversation_id: str
    user_id: str
    """The conversation's owner, under whom search looks."""
    author_id: str | None = None
    """Who wrote it, or asked for the reply and paid for it; None: the owner."""
    generation_id: str
    position: Int64Amount
    """Its place in the conversation, in the order of arrival whatever the branch, from 0 on without gaps."""
    branch: int = 0
    """The number of the conversation's branch that it was written in."""
    parent_id: str | None = None
    """The message that it follows; None for a first one. Messages with one parent are versions of each other."""
    role: MessageRole
    content: str
    attachments: list[Attachment] = []
    search_text: str = ""
    """Its text as search looks for it, as far as that goes."""
    model_id: str | None = None
    """The model that replied, or that a user's message was sent to."""
    requested_model_id: str | None = None
    """Of replies: the model that was asked for, when a fallback served instead of it."""
    parameters: SamplingParameters | None = None
    usage: CompletionUsage | None = None
    """Of replies only."""
    finish_reason: str | None = None
    """Why a reply ended."""
    review: MessageReview | None = None
    """None while nobody has flagged it, and no admin removed it."""
    removed_at: UtcDatetime | None = None
    """When an admin removed its text and attachments."""
    created_at: UtcDatetime

    class Settings:
        name = "messages"
        indexes: ClassVar = [
            IndexModel(
                [("review.state", ASCENDING), ("review.since", ASCENDING), ("_id", ASCENDING)],
                name="reviews",
                partialFilterExpression={"review": {"$type": "object"}},
            ),
            IndexModel([("conversation_id", ASCENDING), ("position", ASCENDING)], name="position_unique", unique=True),
            IndexModel([("conversation_id", ASCENDING), ("parent_id", ASCENDING)], name="versions"),
            IndexModel([("user_id", ASCENDING), ("search_text", TEXT)], name="text_search", default_language="none"),
        ]
