"""How calls fail. Codes are those of docs/errors.md, and never change."""

from typing import Protocol, runtime_checkable

__all__ = ["RequestError", "UserError", "network_error"]


class RequestError(Exception):
    """A call that failed as a whole. Failures that are part of the job are members of result unions: `UserError`."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        retryable: bool = False,
        error_id: str | None = None,
        status: int | None = None,
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        """For people, in the language that was asked for."""
        self.retryable = retryable
        """Whether the same call, with the same idempotency key, may succeed later."""
        self.error_id = error_id
        """Of a fault of the server's (`INTERNAL`): what its log has the cause under."""
        self.status = status
        """Of the HTTP answer, where there was one."""
        self.retry_after_seconds = retry_after_seconds
        """How long to wait before the next try (429)."""


@runtime_checkable
class UserError(Protocol):
    """A member of a result union that is a failure: `isinstance(answer, UserError)`. No success has a `code`."""

    code: str
    message: str


def network_error(message: str, status: int | None = None) -> RequestError:
    """The server cannot be reached, or something else answered in its place."""
    return RequestError("NETWORK", message, retryable=True, status=status)
