"""Why admins are told nothing.

TokentillError
└── AdminRecordUnavailableError   the database does not answer
"""

from services.errors import TokentillError

__all__ = ["AdminRecordUnavailableError"]


class AdminRecordUnavailableError(TokentillError):
    """Nothing was read."""

    code = "ADMIN_RECORD_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The database does not answer right now; try again in a moment.")
