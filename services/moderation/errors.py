"""What moderation refuses.

TokentillError
└── ModerationError
    ├── MessageBlockedError       the message holds a blocked term
    ├── SendingBlockedError       the user may send nothing
    └── ModerationUnavailableError  the database is away
"""

from services.errors import TokentillError

__all__ = ["MessageBlockedError", "ModerationError", "ModerationUnavailableError", "SendingBlockedError"]


class ModerationError(TokentillError):
    """Nothing was sent, held or stored."""


class MessageBlockedError(ModerationError):
    """The message holds a blocked term; which one is not told."""

    code = "MESSAGE_BLOCKED"

    def __init__(self) -> None:
        super().__init__("This message cannot be sent: it holds words that are not allowed here.")


class SendingBlockedError(ModerationError):
    """An admin has blocked the user from sending."""

    code = "SENDING_BLOCKED"

    def __init__(self) -> None:
        super().__init__("You cannot send messages at present; ask whoever runs this server.")


class ModerationUnavailableError(ModerationError):
    """The database does not answer."""

    code = "MODERATION_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Moderation cannot be reached right now; try again in a moment.")
