"""What receipts refuse.

TokentillError
└── ReceiptError
    ├── ReceiptNotReadyError        the payment is not paid, so there is nothing to confirm
    ├── ReceiptLinkInvalidError     the link was not made by this server, or was changed
    ├── ReceiptLinkExpiredError     the link was good once
    ├── ReceiptsBusyError           too many are being made at once, or this one took too long
    └── ReceiptsUnavailableError    this server cannot make PDF files
"""

from services.errors import TokentillError

__all__ = [
    "ReceiptError",
    "ReceiptLinkExpiredError",
    "ReceiptLinkInvalidError",
    "ReceiptNotReadyError",
    "ReceiptsBusyError",
    "ReceiptsUnavailableError",
]


class ReceiptError(TokentillError):
    """There is no receipt to give."""


class ReceiptNotReadyError(ReceiptError):
    """The payment is not paid."""

    code = "RECEIPT_NOT_READY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("There is no receipt yet: the payment is not paid.")


class ReceiptLinkInvalidError(ReceiptError):
    """The link is not one that this server made."""

    code = "RECEIPT_LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is not valid; ask for the receipt again.")


class ReceiptLinkExpiredError(ReceiptError):
    """The link's time is over. Told only of links that this server did make."""

    code = "RECEIPT_LINK_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This link has expired; ask for the receipt again.")


class ReceiptsBusyError(ReceiptError):
    """As many receipts are being made as may be at once, or this one took too long."""

    code = "RECEIPTS_BUSY"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many receipts are being made right now; try again in a moment.")


class ReceiptsUnavailableError(ReceiptError):
    """WeasyPrint, or what it needs of the system (Pango), is not installed. docs/receipts.md says how to."""

    code = "RECEIPTS_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("This server cannot make PDF files; its operator must install Pango for that.")
