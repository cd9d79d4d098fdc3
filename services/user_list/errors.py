"""Why users are not listed.

TokentillError
└── UserListUnavailableError   the database does not answer, or not in time
"""

from services.errors import TokentillError

__all__ = ["UserListUnavailableError"]


class UserListUnavailableError(TokentillError):
    """Nothing was read."""

    code = "USER_LIST_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Users cannot be listed right now; try again in a moment, or ask for fewer of them.")
