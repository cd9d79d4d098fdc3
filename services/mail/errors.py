"""What is refused about mail.

TokentillError
└── MailError
    ├── MailNotConfiguredError    this server sends no mail
    └── TooManyMailsError         so many mails were asked for that one waits
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = ["MailError", "MailNotConfiguredError", "TooManyMailsError"]


class MailError(TokentillError):
    """A request that needs mail, and was refused."""


class MailNotConfiguredError(MailError):
    """No SMTP server is set. Nothing was done."""

    code = "MAIL_NOT_CONFIGURED"

    def __init__(self) -> None:
        super().__init__("This server sends no mail; ask whoever runs it.")


class TooManyMailsError(MailError):
    """Told alike for addresses that have an account and those that have none. Nothing was done."""

    code = "TOO_MANY_MAILS"
    retryable = True

    def __init__(self, seconds_left: int) -> None:
        self.seconds_left = seconds_left
        super().__init__(
            Phrase(
                "Too many mails were asked for; look for one that came, or try again in {seconds} seconds.",
                seconds=seconds_left,
            )
        )
