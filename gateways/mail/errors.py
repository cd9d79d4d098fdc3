"""Why a mail was not taken.

MailSendingError
├── MailUnavailableError    not now: no connection, too slow, a temporary answer, or our own name is refused
└── MailRefusedError        never: this receiver or this mail is refused for good
"""

__all__ = ["MailRefusedError", "MailSendingError", "MailUnavailableError"]


class MailSendingError(Exception):
    """A mail was not taken. `reason` is for the log: it names neither people nor what the mail says."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class MailUnavailableError(MailSendingError):
    """It may be taken later. After a connection that broke off nobody knows whether it was taken."""


class MailRefusedError(MailSendingError):
    """It will not be taken later either."""
