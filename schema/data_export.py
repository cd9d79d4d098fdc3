"""Taking one's own data away."""

from datetime import datetime
from typing import Self

import strawberry

from services.export.service import ExportLink

__all__ = ["DataExport"]


@strawberry.type(description="Everything about the caller, as a ZIP file of JSON Lines that is made while it is taken.")
class DataExport:
    url: str = strawberry.field(
        description="The file. Whoever has this address may take it, until it expires or the session ends."
    )
    expires_at: datetime = strawberry.field(description="When the address stops working; ask again for another.")

    @classmethod
    def of(cls, link: ExportLink) -> Self:
        """The GraphQL form of `link`."""
        return cls(url=link.url, expires_at=link.expires_at)
