"""What stands in the way of refills.

TokentillError
└── RefillsUnavailableError    our database does not answer
"""

from services.errors import TokentillError

__all__ = ["RefillsUnavailableError"]


class RefillsUnavailableError(TokentillError):
    """Our database does not answer. It may have been changed; the same call again does no harm."""

    code = "REFILLS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Refills cannot be read or changed right now; try again in a moment.")
