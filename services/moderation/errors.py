"""What moderation refuses.

TokentillError
└── ModerationError
    ├── MessageBlockedError         the message holds a blocked term
    ├── MessageRemovedError         an admin has removed the message
    ├── SendingBlockedError         the user may send nothing
    ├── TooManyFlagsError           the user has flagged too many messages of late
    └── ModerationUnavailableError  the database is away
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "MessageBlockedError",
    "MessageRemovedError",
    "ModerationError",
    "ModerationUnavailableError",
    "SendingBlockedError",
    "TooManyFlagsError",
]


class ModerationError(TokentillError):
    """Nothing was sent, held or stored."""


class MessageBlockedError(ModerationError):
    """The message holds a blocked term; which one is not told."""

    code = "MESSAGE_BLOCKED"

    def __init__(self) -> None:
        super().__init__("This message cannot be sent: it holds words that are not allowed here.")


class MessageRemovedError(ModerationError):
    """The message's text is gone: there is nothing to flag, to keep or to answer again."""

    code = "MESSAGE_REMOVED"

    def __init__(self) -> None:
        super().__init__("This message was removed.")


class SendingBlockedError(ModerationError):
    """An admin has blocked the user from sending."""

    code = "SENDING_BLOCKED"

    def __init__(self) -> None:
        super().__init__("You cannot send messages at present; ask whoever runs this server.")


class TooManyFlagsError(ModerationError):
    """The user has flagged as many messages within 24 hours as one may."""

    code = "TOO_MANY_FLAGS"
    retryable = True

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("You can flag {most} messages a day; try again later.", most=most))


class ModerationUnavailableError(ModerationError):
    """The database does not answer."""

    code = "MODERATION_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Moderation cannot be reached right now; try again in a moment.")
