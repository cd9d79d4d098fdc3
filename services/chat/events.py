"""What a chat tells its caller, in plain data: started, then deltas in order, then completed."""

from dataclasses import dataclass
from typing import Self

from models.conversation import Conversation
from models.generation import Generation
from models.message import CompletionUsage, Message
from services.ledger import Balance

__all__ = ["ChatCompleted", "ChatDelta", "ChatEvent", "ChatStarted"]


@dataclass(frozen=True, slots=True)
class ChatStarted:
    """Tokens are held and the provider is asked. A new conversation is shown as it will be stored, still empty."""

    conversation: Conversation
    held_tokens: int
    attempt: int
    """1, and more where an attempt that failed was begun again under its key: its text begins anew then."""
    messages_left_out: int
    """Earlier messages that were not sent, because they do not fit into the model's window."""
    attachments_left_out: int = 0
    """Images of earlier messages that were not sent, though the messages were: the model takes none, or not so many, or
    they are not there any more."""

    @classmethod
    def of(cls, conversation: Conversation, generation: Generation) -> Self:
        """The beginning of this attempt."""
        return cls(
            conversation,
            generation.held,
            generation.attempt,
            generation.messages_left_out,
            generation.attachments_left_out,
        )


@dataclass(frozen=True, slots=True)
class ChatDelta:
    """The next text of the reply. `index` is the offset of its first character, in Unicode code points."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class ChatCompleted:
    """The reply is stored and charged. `balance` is the wallet right after the charge, also on a repeated call."""

    conversation: Conversation
    reply: Message
    usage: CompletionUsage
    balance: Balance
    messages_left_out: int = 0
    """See `ChatStarted`, also for this."""
    attachments_left_out: int = 0


ChatEvent = ChatStarted | ChatDelta | ChatCompleted
