"""What a caller asks for, and its bounds."""

import hashlib
import json
from dataclasses import dataclass

from messages import Phrase
from models.generation import Generation, GenerationStatus
from services.chat.asked_attachments import AskedAttachment, check_attachments
from services.chat.structure import Structure
from services.errors import InvalidInputError
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key

__all__ = ["DEFAULT_TEMPERATURE", "ChatRequest", "may_begin_again"]

DEFAULT_TEMPERATURE = 0.7
MOST_FALLBACK_MODELS = 3
HIGHEST_TEMPERATURE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One message to a model. What is None is chosen by the server."""

    message: str
    idempotency_key: str
    model_id: str | None = None
    conversation_id: str | None = None
    """None: a new conversation, or that of the message below."""
    edits_id: str | None = None
    """A message of the user's that this one takes the place of, on a new branch."""
    regenerates_id: str | None = None
    """A reply that another one is wanted for, on a new branch; `message` is empty then."""
    temperature: float | None = None
    max_tokens: int | None = None
    """Most output tokens, reasoning included."""
    top_p: float | None = None
    structure: Structure | None = None
    """The form that the reply must have. `message` is what is made into it, and belongs to no conversation."""
    attachments: tuple[AskedAttachment, ...] | None = None
    """What goes with the message. None: nothing, or what the message has that this one takes the place of."""
    team_id: str | None = None
    """The team whose wallet pays; None: the user's own."""
    fallback_models: tuple[str, ...] = ()
    """Models that may serve, in this order, when the one that was asked for fails before it delivers anything."""

    def check(self, *, most_characters: int) -> None:
        """Raise InvalidInputError for the first value out of its bounds."""
        client_key("chat", self.idempotency_key)
        if self.regenerates_id is None and not self.message.strip():
            raise InvalidInputError("message", "must not be empty")
        if len(self.message) > most_characters:
            raise InvalidInputError("message", Phrase("must have at most {most} characters", most=most_characters))
        if not _is_encodable(self.message):
            raise InvalidInputError("message", "must not hold lone surrogates or NUL")
        if self.temperature is not None and not 0 <= self.temperature <= HIGHEST_TEMPERATURE:
            raise InvalidInputError("temperature", "must be from 0 to 2")
        if self.top_p is not None and not 0 < self.top_p <= 1:
            raise InvalidInputError("topP", "must be above 0 and at most 1")
        if len(self.fallback_models) > MOST_FALLBACK_MODELS:
            raise InvalidInputError("fallbackModels", Phrase("must name at most {most}", most=MOST_FALLBACK_MODELS))
        if len({self.model_id, *self.fallback_models}) <= len(self.fallback_models):
            raise InvalidInputError("fallbackModels", "must not name a model twice")
        if self.max_tokens is not None and self.max_tokens < 1:
            raise InvalidInputError("maxTokens", "must be 1 or more")
        check_attachments(self.attachments or ())

    def input_hash(self) -> str:
        """What must be equal for two uses of a key to be the same request: SHA-256 of all but the key."""
        asked: dict[str, object] = {
            "message": self.message,
            "model": self.model_id,
            "conversation": self.conversation_id,
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "top_p": self.top_p,
            "edits": self.edits_id,
            "regenerates": self.regenerates_id,
        }
        if self.structure is not None:
            asked["structure"] = self.structure.purpose
        if self.fallback_models:  # absent where there are none, so that keys from before there were any stay theirs
            asked["fallback_models"] = list(self.fallback_models)
        if self.team_id is not None:
            asked["team"] = self.team_id
        if self.attachments is not None:
            asked["attachments"] = [[each.url, each.type, each.name] for each in self.attachments]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def may_begin_again(stored: Generation, request: ChatRequest) -> bool:
    """Whether a stored attempt has failed in a way that the same key may try again."""
    if stored.input_hash != request.input_hash():
        raise IdempotencyConflictError
    failure = stored.failure
    return stored.status is GenerationStatus.FAILED and failure is not None and failure.retryable


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
