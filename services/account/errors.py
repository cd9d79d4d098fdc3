"""Why something about one's own account was refused.

AccountError
└── AccountUnavailableError      the database does not answer
"""

from services.errors import TokentillError

__all__ = ["AccountError", "AccountUnavailableError"]


class AccountError(TokentillError):
    """A request about the caller's own account that was refused."""


class AccountUnavailableError(AccountError):
    """The database does not answer; the change was made or not."""

    code = "ACCOUNT_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Your account cannot be read or changed right now; try again in a moment.")
