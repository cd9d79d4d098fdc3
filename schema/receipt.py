"""Receipts of payments."""

from datetime import datetime
from typing import Self

import strawberry

from services.receipts.service import OfferedReceipt

__all__ = ["Receipt"]


@strawberry.type(description="The receipt of a payment that was paid, as a PDF file behind a link.")
class Receipt:
    number: str = strawberry.field(
        description="As it stands on the receipt. Numbers are given in the order in which receipts are first asked for."
    )
    url: str = strawberry.field(description="The PDF. Whoever has this address may open it, until it expires.")
    expires_at: datetime = strawberry.field(description="When the address stops working; ask again for another.")

    @classmethod
    def of(cls, offered: OfferedReceipt) -> Self:
        """The GraphQL form of `offered`."""
        return cls(number=offered.number, url=offered.link.url, expires_at=offered.link.expires_at)
