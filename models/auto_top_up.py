"""Auto top-up: what a user allowed to be charged while they are away, and how far that has come."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id
from models.payment import TaxBehavior


class AutoTopUpState(StrEnum):
    """Whether a balance that falls is topped up."""

    OFF = "off"
    """The user stopped it."""
    ACTIVE = "active"
    WAITING = "waiting"
    """The card was declined; it is tried again later."""
    NEEDS_AUTHENTICATION = "needs_authentication"
    """The bank asks for the card's owner. Nothing is charged until the user sets it up again."""
    DISABLED = "disabled"
    """`reason` says why: declined too often or for good, the card removed or without an address, a purchase reversed.

    Nothing is charged until the user sets it up again.
    """


class TopUpInFlight(BaseModel):
    """One charge from the decision to its end. All that the payment will be made of."""

    payment_id: str
    package_id: str
    tokens: Int64Amount
    amount: Int64Amount
    """In minor units of `currency`, before tax that is added."""
    tax_behavior: TaxBehavior | None = None
    """None: it is not taxed."""
    tax_amount: Int64Amount = Int64(0)
    """In minor units."""
    tax_calculation: str | None = None
    """The gateway's id of what worked the tax out."""
    currency: str
    gateway: str
    livemode: bool
    customer: str
    card: str
    month: str
    """The calendar month (UTC) against whose cap it counts: 2026-11."""
    decided_at: UtcDatetime

    @property
    def total(self) -> int:
        """What the card is charged, tax included, in minor units: this counts against the cap."""
        return self.amount if self.tax_behavior is TaxBehavior.INCLUSIVE else self.amount + self.tax_amount


class AutoTopUpTerms(BaseModel):
    """What the user agreed to. `monthly_cap` is in minor units of `currency` (ISO 4217), tax included."""

    threshold_tokens: Int64Amount
    """A balance below this is topped up."""
    package_id: str
    currency: str
    monthly_cap: Int64Amount
    card: str
    """The gateway's id of the saved card."""
    customer: str
    """The gateway's id of the user."""
    gateway: str


class AutoTopUp(Document):
    """One for a user. A single document, so that one charge is in flight at a time, and the cap is exact."""

    id: str = Field(default_factory=lambda: new_id("atu"))  # type: ignore[assignment]
    user_id: str
    wallet_id: str
    terms: AutoTopUpTerms
    consent_at: UtcDatetime
    revision: int
    """That of the newest change that has been applied."""
    state: AutoTopUpState
    reason: str | None = None
    """Why nothing is charged at the moment: a code of docs/errors.md."""
    failures: int = 0
    """Declines in a row."""
    next_check_at: UtcDatetime | None = None
    """When a sweeper looks at it; None when there is nothing to look at."""
    in_flight: TopUpInFlight | None = None
    month: str
    """The calendar month that `spent` is about."""
    spent: Int64Amount = Int64(0)
    """What was charged or is just being charged in that month, in minor units."""

    def spent_in(self, month: str) -> int:
        """What counts against the cap of this month, in minor units."""
        return self.spent if self.month == month else 0

    class Settings:
        name = "auto_top_ups"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING)], name="user_unique", unique=True),
            IndexModel(
                [("next_check_at", ASCENDING)],
                name="due",
                partialFilterExpression={"next_check_at": {"$type": "date"}},
            ),
            IndexModel(
                [("wallet_id", ASCENDING)],
                name="active_of_wallet",
                partialFilterExpression={"state": AutoTopUpState.ACTIVE.value},
            ),
        ]


class AutoTopUpChange(Document):
    """What a user asked for and agreed to, and when. Never changed or deleted: it is the record of the consent."""

    id: str = Field(default_factory=lambda: new_id("atc"))  # type: ignore[assignment]
    user_id: str
    wallet_id: str
    revision: int
    """1, 2, 3 and so on for each user."""
    client_key: str
    """The caller's idempotency key, with its operation; unique for the user."""
    input_hash: str
    enabled: bool
    terms: AutoTopUpTerms | None
    """None: those that stand; only for stopping."""
    consent_version: str | None
    """Which wording was agreed to; None for stopping."""
    at: UtcDatetime

    class Settings:
        name = "auto_top_up_changes"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("revision", DESCENDING)], name="revision_unique", unique=True),
            IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
        ]
