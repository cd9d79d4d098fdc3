"""Who of the admins did what to whom. A row is written before the effect, completed after it, and never removed."""

from typing import Any, ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class AdminAction(Document):
    """One thing that an admin did. `completed_at` and `outcome` are set once; everything else stays as written."""

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
    at: UtcDatetime
    completed_at: UtcDatetime | None = None
    outcome: str | None = None
    """`done`, or the code of what refused it."""

    class Settings:
        name = "admin_actions"
        indexes: ClassVar = [
            IndexModel([("effect_id", ASCENDING)], name="effect_unique", unique=True),
            IndexModel([("target_id", ASCENDING), ("at", ASCENDING)], name="by_target"),
            IndexModel([("admin_id", ASCENDING), ("at", ASCENDING)], name="by_admin"),
            IndexModel(
                [("action", ASCENDING), ("at", ASCENDING)],
                name="uncompleted_by_action",
                partialFilterExpression={"completed_at": None},
            ),
        ]
