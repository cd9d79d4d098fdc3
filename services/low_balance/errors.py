"""What is refused about notices of low balances.

TokentillError
└── LowBalanceUnavailableError    the database does not answer
"""

from services.errors import TokentillError

__all__ = ["LowBalanceUnavailableError"]


class LowBalanceUnavailableError(TokentillError):
    """The database does not answer. Nothing was changed, or all of it was."""

    code = "LOW_BALANCE_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The notice of a low balance cannot be read or changed right now; try again in a moment.")
