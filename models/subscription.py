"""Subscriptions: which plan a user has, on which terms, and how far its payments have come."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import BaseModel, ConfigDict, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id
from models.payment import PaymentFlag


class PlanInterval(StrEnum):
    """How long one paid period is, by the calendar."""

    MONTH = "month"
    YEAR = "year"


class SubscriptionStatus(StrEnum):
    """Where a subscription stands. The ledger, not this, says whether tokens were granted."""

    INCOMPLETE = "incomplete"
    """Waits for its first payment."""
    ACTIVE = "active"
    PAST_DUE = "past_due"
    """A renewal is not paid; the gateway goes on trying."""
    CANCELLED = "cancelled"
    """Ended because somebody wanted it to end."""
    EXPIRED = "expired"
    """Ended because it was not paid for."""


class PlanLimits(BaseModel):
    """What a plan allows."""

    model_config = ConfigDict(frozen=True)

    requests_per_day: int | None
    """Requests of one day in UTC; None: as many as one likes."""
    tokens_per_month: Int64Amount
    """Tokens that the plan gives for a calendar month of use; purchased tokens are never bounded by it."""
    max_tokens_per_request: int
    """The longest output that one request may ask for."""
    premium_models: bool
    priority: int
    """Under load the larger one goes first."""


class FrozenTerms(BaseModel):
    """A plan's price and what one paid period of it gives, as they were when the user agreed. They never change."""

    plan_id: str
    price_reference: str
    """The gateway's id of the price: `price_...` for Stripe."""
    amount: Int64Amount
    """Of one period, in minor units of the subscription's currency, without tax on top."""
    tokens: Int64Amount
    """Granted for one paid period."""
    grace_days: int
    """How many days beyond a paid period its tokens and the plan's limits last."""
    limits: PlanLimits


class Subscription(Document):
    """One user's subscription. User, wallet, currency and interval never change; terms are only added."""

    id: str = Field(default_factory=lambda: new_id("subn"))  # type: ignore[assignment]
    user_id: str
    wallet_id: str
    """The wallet that is credited, whatever happens later: `subscription:<invoice>` always meets the same one."""
    client_key: str
    """The caller's idempotency key; unique for the user."""
    input_hash: str
    """SHA-256 of what was asked for; the same key with other input is refused."""
    currency: str
    """ISO 4217, upper case."""
    interval: PlanInterval
    terms: list[FrozenTerms]
    """What was agreed on at the beginning and at each change; one for each price, so as many as plans are sold."""
    plan_id: str
    """The plan that was paid for last; before the first payment, the one that was asked for."""
    next_plan_id: str | None = None
    """The plan of the next period, where that is another one."""
    gateway: str
    gateway_reference: str | None = None
    """The gateway's id of this subscription: `sub_...` for Stripe."""
    customer_reference: str
    """The gateway's id of the user: `cus_...` for Stripe."""
    livemode: bool
    status: SubscriptionStatus = SubscriptionStatus.INCOMPLETE
    running: bool = True
    """Whether it may still be charged; a user has one running subscription at most."""
    cancel_at_period_end: bool = False
    period_start: UtcDatetime | None = None
    period_end: UtcDatetime | None = None
    """The period that the gateway is in; None before the gateway has it."""
    paid_until: UtcDatetime | None = None
    """The end of the last period that was paid for."""
    ended_at: UtcDatetime | None = None
    flags: list[PaymentFlag] = []
    """At most 20; further ones are only logged."""
    version: Int64Amount = Int64(0)
    """Counts the changes that follow the gateway, so that news which was asked for earlier cannot undo later ones."""
    created_at: UtcDatetime
    next_check_at: UtcDatetime
    """When a sweeper asks the gateway about it, while it is running."""

    @property
    def current_terms(self) -> FrozenTerms:
        """The newest terms of `plan_id`."""
        return next(each for each in reversed(self.terms) if each.plan_id == self.plan_id)

    class Settings:
        name = "subscriptions"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel(
                [("user_id", ASCENDING)],
                name="running_unique",
                unique=True,
                partialFilterExpression={"running": True},
            ),
            IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="history"),
            IndexModel(
                [("gateway", ASCENDING), ("gateway_reference", ASCENDING)],
                name="gateway_reference_unique",
                unique=True,
                partialFilterExpression={"gateway_reference": {"$type": "string"}},
            ),
            IndexModel(
                [("_id", DESCENDING), ("flags.at", ASCENDING)],
                name="flagged",
                partialFilterExpression={"flags.0": {"$exists": True}},
            ),
            IndexModel(
                [("next_check_at", ASCENDING)], name="running_by_check", partialFilterExpression={"running": True}
            ),
        ]
