"""What callers of usage are told."""

from services.errors import TokentillError

__all__ = ["UsageNotReadyError"]


class UsageNotReadyError(TokentillError):
    """A long history has not been summed up yet. Each call goes on where the last one ended."""

    code = "USAGE_NOT_READY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Your usage is being summed up for the first time; try again in some seconds.")
