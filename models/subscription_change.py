"""What users asked to change about their subscriptions: the intent is stored before the gateway hears of it."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id
from models.payment import PaymentFailure
from models.subscription import FrozenTerms


class ChangeKind(StrEnum):
    """What is to change."""

    PLAN = "plan"
    CANCEL = "cancel"
    RESUME = "resume"


class ChangeStatus(StrEnum):
    """How far a change has come."""

    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"


class SubscriptionChange(Document):
    """One change of one subscription; a subscription has one pending change at most."""

    id: str = Field(default_factory=lambda: new_id("subc"))  # type: ignore[assignment]
    """Also the idempotency key at the gateway."""
    subscription_id: str
    user_id: str
    client_key: str
    """The caller's idempotency key; unique for the user."""
    input_hash: str
    """SHA-256 of what was asked for; the same key with other input is refused."""
    kind: ChangeKind
    plan_id: str | None = None
    """The plan to change to."""
    terms: FrozenTerms | None = None
    """That plan's price and what it gives, as they were when it was asked for; None for what is no change of plan."""
    undone_price: str | None = None
    """The price of the next period that this change takes back first; it is set again if the change is refused."""
    status: ChangeStatus = ChangeStatus.PENDING
    failure: PaymentFailure | None = None
    """Why it was refused. While it is pending: what it has undone is still to be put back."""
    created_at: UtcDatetime

    class Settings:
        name = "subscription_changes"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel(
                [("subscription_id", ASCENDING)],
                name="pending_unique",
                unique=True,
                partialFilterExpression={"status": "pending"},
            ),
            IndexModel(
                [("created_at", ASCENDING)], name="pending_by_age", partialFilterExpression={"status": "pending"}
            ),
        ]
