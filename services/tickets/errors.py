"""What tickets refuse, beside what chat does.

TokentillError
└── TicketError
    ├── TicketLinkInvalidError   the link was not made by this server, or was changed
    ├── TicketLinkExpiredError   the link was good once
    ├── TicketPdfBusyError       too many PDF files are being made at once
    └── TicketPdfUnavailableError  this server cannot make PDF files
"""

from services.errors import TokentillError

__all__ = [
    "TicketError",
    "TicketLinkExpiredError",
    "TicketLinkInvalidError",
    "TicketPdfBusyError",
    "TicketPdfUnavailableError",
]


class TicketError(TokentillError):
    """There is no file to give."""


class TicketLinkInvalidError(TicketError):
    """The link is not one that this server made."""

    code = "TICKET_LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is not valid; export the ticket again.")


class TicketLinkExpiredError(TicketError):
    """The link's time is over."""

    code = "TICKET_LINK_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This link has expired; export the ticket again.")


class TicketPdfBusyError(TicketError):
    """As many PDF files are being made as may be at once, or this one took too long."""

    code = "TICKET_PDF_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many files are being made right now; try again in a moment.")


class TicketPdfUnavailableError(TicketError):
    """WeasyPrint, or what it needs of the system (Pango), is not installed."""

    code = "TICKET_PDF_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("This server cannot make PDF files; export the ticket as Markdown or JSON.")
