"""Who of the admins did what to whom. A row is written before the effect, completed after it, and never removed."""

from typing import Any, ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class AdminAction(Document):
    """One thing that an admin did.

    `completed_at` and `outcome` are set once, with what it changed; everything else stays as written.
    """

    id: str = Field(default_factory=lambda: new_id("act"))  # type: ignore[assignment]
    admin_id: str
    action: str
    """Such as `refund_payment`."""
    target_id: str
    """What it was done to: the id of a payment or of an invoice, for instance."""
    effect_id: str
    """The intent that carries it out, such as a refund's id; an intent has one row."""
    details: dict[str, Any] = {}
    """What was asked for: amounts, and the reason in the admin's words."""
    before: dict[str, Any] | None = None
    """What it changed, as it was; None: nothing was there, or it changes no values."""
    after: dict[str, Any] | None = None
    """The same, as it was then."""
    at: UtcDatetime
    completed_at: UtcDatetime | None = None
    outcome: str | None = None
    """`done`, or the code of what refused it."""

    class Settings:
        name = "admin_actions"
        indexes: ClassVar = [
            IndexModel([("effect_id", ASCENDING)], name="effect_unique", unique=True),
            IndexModel([("target_id", ASCENDING), ("_id", DESCENDING)], name="newest_of_target"),
            IndexModel([("admin_id", ASCENDING), ("_id", DESCENDING)], name="newest_of_admin"),
            IndexModel([("action", ASCENDING), ("_id", DESCENDING)], name="newest_of_action"),
            IndexModel(
                [("action", ASCENDING), ("at", ASCENDING)],
                name="uncompleted_by_action",
                partialFilterExpression={"completed_at": None},
            ),
        ]
