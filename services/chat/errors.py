"""What chat refuses, and how it fails.

TokentillError
├── ChatFailedError         no reply; nothing was charged. Its code says why, see gateways/providers/errors.py
├── PromptTooLongError      the message does not fit into the model's window
├── AttachmentRefusedError  an attachment cannot be had, or is not one that is taken
├── ModelTakesNoImagesError the message has attachments, and its model takes text only
├── TooManyBranchesError    the conversation has been edited as often as it may be
├── TooManyConversationsError  as many are empty as may be
├── ChatStillRunningError   the generation runs on another server and has not ended yet
├── ChatUnavailableError    the database is away
├── EstimateUnavailableError the database is away while nothing but an estimate was asked for
├── ServerBusyError         this server runs as many generations as it may
└── ServerStoppingError     this server takes no new work
"""

from gateways.attachments import AttachmentError
from messages import Phrase
from models.generation import GenerationFailure
from services.errors import TokentillError

__all__ = [
    "AttachmentRefusedError",
    "ChatFailedError",
    "ChatStillRunningError",
    "ChatUnavailableError",
    "EstimateUnavailableError",
    "ModelTakesNoImagesError",
    "PromptTooLongError",
    "ServerBusyError",
    "ServerStoppingError",
    "TooManyBranchesError",
    "TooManyConversationsError",
]


class ChatFailedError(TokentillError):
    """The generation failed before it delivered anything. Its hold is released: it cost nothing."""

    def __init__(self, failure: GenerationFailure) -> None:
        self.code = failure.code
        self.retryable = failure.retryable
        super().__init__(failure.message)


class PromptTooLongError(TokentillError):
    """The message alone, with room for the reply, is more than the model can read. Nothing was held."""

    code = "PROMPT_TOO_LONG"

    def __init__(self, window: int) -> None:
        super().__init__(
            Phrase("This message does not fit into the model's {window} tokens together with its reply.", window=window)
        )


class AttachmentRefusedError(TokentillError):
    """An attachment of the message cannot be sent. Nothing was held. Its code says why: gateways/attachments/errors.py.

    `index` is its place in the input, from 0 on.
    """

    def __init__(self, index: int, error: AttachmentError) -> None:
        self.index = index
        self.code = error.code
        self.retryable = error.retryable
        super().__init__(Phrase("Attachment {number}: {problem}", number=index + 1, problem=error.message))


class ModelTakesNoImagesError(TokentillError):
    """The message has attachments, and its model does not take images. Nothing was held."""

    code = "MODEL_TAKES_NO_IMAGES"

    def __init__(self, model_id: str) -> None:
        self.model_id = model_id
        super().__init__("This model does not take images; choose one that does, or send the message without them.")


class TooManyBranchesError(TokentillError):
    """The conversation has as many branches as one may have. Nothing was held."""

    code = "TOO_MANY_BRANCHES"

    def __init__(self, most: int) -> None:
        super().__init__(
            Phrase("This conversation has {most} branches, which is the most; begin a new one.", most=most)
        )


class TooManyConversationsError(TokentillError):
    """The user has as many conversations without a message as one may have. Nothing was made."""

    code = "TOO_MANY_CONVERSATIONS"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("You have {most} empty conversations already; use or delete one.", most=most))


class ChatStillRunningError(TokentillError):
    """The generation of this key has not ended within the time that a call may wait."""

    code = "CHAT_STILL_RUNNING"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The reply is still being written; repeat the call with the same idempotency key.")


class ChatUnavailableError(TokentillError):
    """The database does not answer. A generation may have begun; its key finds it again."""

    code = "CHAT_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Chats cannot be reached right now; repeat the call with the same idempotency key.")


class EstimateUnavailableError(TokentillError):
    """The database does not answer. Nothing was held, and nothing would have been."""

    code = "ESTIMATE_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("What this chat can cost cannot be told right now; try again in a moment.")


class ServerBusyError(TokentillError):
    """As many generations run here as one process may have. Nothing was done."""

    code = "SERVER_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("This server has too many chats running; try again in a moment.")


class ServerStoppingError(TokentillError):
    """The server is shutting down. Nothing was done."""

    code = "SERVER_STOPPING"
    retryable = True

    def __init__(self) -> None:
        super().__init__("This server is stopping; repeat the call with the same idempotency key.")
