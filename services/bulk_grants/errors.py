"""Why a bulk grant is not begun or stopped.

TokentillError
└── BulkGrantError
    ├── TooManyUsersError            the filter matches more users than the admin said it may
    ├── BulkGrantEndedError          it has ended, so there is nothing to stop
    └── BulkGrantsUnavailableError   the database does not answer, or not in time
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = ["BulkGrantEndedError", "BulkGrantError", "BulkGrantsUnavailableError", "TooManyUsersError"]


class BulkGrantError(TokentillError):
    """Nothing was granted by this call."""


class TooManyUsersError(BulkGrantError):
    """`most` is what the admin said."""

    code = "TOO_MANY_USERS"

    def __init__(self, most: int) -> None:
        super().__init__(
            Phrase("More than {most} users match, which is the most that you allowed; nothing was granted.", most=most)
        )


class BulkGrantEndedError(BulkGrantError):
    """It is done or cancelled."""

    code = "BULK_GRANT_ENDED"

    def __init__(self) -> None:
        super().__init__("This bulk grant has ended already.")


class BulkGrantsUnavailableError(BulkGrantError):
    """Whether it was begun is not known. The same key goes on with it."""

    code = "BULK_GRANTS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The database does not answer; repeat the call with the same idempotency key.")
