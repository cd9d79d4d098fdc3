"""What is on sale where an admin edits it: one document for all packages, and one for all plans."""

from typing import Any, ClassVar

from beanie import Document
from pydantic import BaseModel
from pymongo import IndexModel

from models.fields import Int64Amount, UtcDatetime


class CatalogItem(BaseModel):
    """A package or a plan, whether it is offered now or not. It is replaced at each edit, never removed."""

    id: str
    version: int
    """1 when it was made; one more with each edit."""
    order: int
    """Lower ones come first, and of equal ones the one with the lower id."""
    retired: bool = False
    """Offered to nobody any more; what was bought stands."""
    value: dict[str, Any]
    """As it would stand in a file of packages or plans."""


class Catalog(Document):
    """All packages or all plans. One document, so that whoever reads it sees no edit by halves."""

    id: str  # type: ignore[assignment]
    """`packages` or `plans`."""
    revision: Int64Amount
    """Goes up with every edit of any item, so that of two edits at once one is told."""
    items: list[CatalogItem]
    updated_at: UtcDatetime

    class Settings:
        name = "catalogs"
        indexes: ClassVar[list[IndexModel]] = []
