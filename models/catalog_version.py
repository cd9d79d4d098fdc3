"""Every version that a package or plan has had. A row is written together with the edit, never changed or removed."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.catalog import CatalogItem
from models.fields import UtcDatetime


class CatalogChange(StrEnum):
    """What made a version."""

    SEEDED = "seeded"
    """It was built in when the server first started."""
    CREATED = "created"
    UPDATED = "updated"
    RETIRED = "retired"
    RESTORED = "restored"
    UNMARKED = "unmarked"
    """Another package became the default in its place."""


class CatalogVersion(Document):
    """One version of one item. Its id, `<catalogue>.<revision>.<item>`, sorts by time."""

    id: str  # type: ignore[assignment]
    catalog: str
    """`packages` or `plans`."""
    item_id: str
    change: CatalogChange
    by: str | None = None
    """The admin; None: the server, at its first start."""
    effect_id: str | None = None
    """Of the row in the record of what admins did."""
    before: CatalogItem | None = None
    """None: it was made."""
    after: CatalogItem
    at: UtcDatetime

    class Settings:
        name = "catalog_versions"
        indexes: ClassVar = [
            IndexModel([("catalog", ASCENDING), ("item_id", ASCENDING), ("_id", DESCENDING)], name="history"),
        ]
