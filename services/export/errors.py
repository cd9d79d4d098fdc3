"""Why an export of one's own data was refused.

ExportError
├── ExportLinkInvalidError     the link is not ours, or its session or user may not act any more
├── ExportLinkExpiredError     the link was good once
├── ExportRunningError         the user is just taking another one
├── ExportLimitReachedError    the user took as many today as one may
└── ExportsBusyError           this server sends as many as it does at a time
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "ExportError",
    "ExportLimitReachedError",
    "ExportLinkExpiredError",
    "ExportLinkInvalidError",
    "ExportRunningError",
    "ExportsBusyError",
]


class ExportError(TokentillError):
    """An export that was refused."""


class ExportLinkInvalidError(ExportError):
    """It was not signed here, or was changed; or whoever asked for it has signed out since."""

    code = "EXPORT_LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is not valid; ask for your data again.")


class ExportLinkExpiredError(ExportError):
    """It was good once."""

    code = "EXPORT_LINK_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This link has expired; ask for your data again.")


class ExportRunningError(ExportError):
    """One at a time: the other one ends, or is given up within two minutes."""

    code = "EXPORT_RUNNING"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Your data is just being sent; wait until that has ended.")


class ExportLimitReachedError(ExportError):
    """Counted by the day in UTC."""

    code = "EXPORT_LIMIT_REACHED"
    retryable = True

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(Phrase("Your data can be taken {most} times a day; go on tomorrow.", most=most))


class ExportsBusyError(ExportError):
    """Each takes a connection to the database for as long as it is sent."""

    code = "EXPORTS_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many people are taking their data right now; try again in some minutes.")
