"""Who may not call for a while, because its limits were passed again and again."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class SubjectKind(StrEnum):
    """Whose requests are counted together."""

    ADDRESS = "address"
    """A network address: IPv4 as it is, IPv6 by /64."""
    USER = "user"
    API_KEY = "api_key"


class Ban(Document):
    """The ban of one subject, and how many it had before; a further one is written over it.

    An address is kept as it is, since an admin has to know it; so the row goes soon after the ban has ended.
    """

    id: str = Field(default_factory=lambda: new_id("ban"))  # type: ignore[assignment]
    kind: SubjectKind
    subject: str
    """An address or network, or the id of a user or API key."""
    limit: str
    """The name of the limit that was passed last."""
    in_a_row: int
    """How many bans in a row this is; each lasts twice as long as the one before."""
    since: UtcDatetime
    until: UtcDatetime
    """In the past when it has ended, or was lifted."""
    changed_at: UtcDatetime
    forget_at: UtcDatetime
    """From then on a further ban is a first one again."""

    class Settings:
        name = "bans"
        indexes: ClassVar = [
            IndexModel([("kind", ASCENDING), ("subject", ASCENDING)], name="subject_unique", unique=True),
            IndexModel([("changed_at", ASCENDING)], name="by_change"),
            IndexModel([("until", ASCENDING), ("_id", DESCENDING)], name="by_end"),
            IndexModel([("forget_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
