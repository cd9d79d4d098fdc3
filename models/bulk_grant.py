"""Tokens for everybody whom a filter matches, given by an admin: what was asked for, and how far it is."""

from enum import StrEnum
from typing import Any, ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class BulkGrantStatus(StrEnum):
    """Where a bulk grant stands."""

    RUNNING = "running"
    CANCELLING = "cancelling"
    """An admin has stopped it; the server that has it ends with the users whom it is just granting."""
    CANCELLED = "cancelled"
    DONE = "done"


class BulkGrant(Document):
    """One of them. What was asked for never changes; a server that has the lease counts what it did."""

    id: str = Field(default_factory=lambda: new_id("bgr"))  # type: ignore[assignment]
    admin_id: str
    effect_id: str
    """That of its row in the record of admins' actions."""
    filter: dict[str, Any]
    """The fields of `services.user_list.UserFilter` that were given."""
    amount: Int64Amount
    """Whole tokens for each user."""
    expires_at: UtcDatetime | None = None
    created_at: UtcDatetime
    """Users who signed up later are not in it."""
    expected_users: Int64Amount
    """How many users the filter matched at the beginning."""
    status: BulkGrantStatus = BulkGrantStatus.RUNNING
    position: str = ""
    """The id of the user up to whom it has come; users are taken in the order of their ids."""
    granted: Int64Amount = Int64(0)
    """Users who have their tokens."""
    refused: Int64Amount = Int64(0)
    """Users whose wallet could not take them: its total would be beyond 2^63-1, or it is damaged."""
    cancelled_by: str | None = None
    """The effect id of the action that stopped it."""
    ended_at: UtcDatetime | None = None
    lease_token: str | None = None
    lease_until: UtcDatetime | None = None

    class Settings:
        name = "bulk_grants"
        indexes: ClassVar = [
            IndexModel(
                [("_id", ASCENDING), ("ended_at", ASCENDING)],
                name="not_ended",
                partialFilterExpression={"ended_at": None},
            ),
        ]
