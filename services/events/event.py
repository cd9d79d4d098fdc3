"""What an event is, and which types there are. docs/webhooks.md describes each to those who receive it."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

__all__ = ["Event", "EventType", "event_id"]

_ID_CHARACTERS = 26


class EventType(StrEnum):
    """A name stands for one form of `data`. Another form gets another name, such as `payment.succeeded.v2`."""

    PAYMENT_SUCCEEDED = "payment.succeeded"
    PAYMENT_FAILED = "payment.failed"
    PAYMENT_REFUNDED = "payment.refunded"
    DISPUTE_OPENED = "dispute.opened"
    DISPUTE_WON = "dispute.won"
    DISPUTE_LOST = "dispute.lost"
    SUBSCRIPTION_STARTED = "subscription.started"
    SUBSCRIPTION_PAID = "subscription.paid"
    SUBSCRIPTION_PAST_DUE = "subscription.past_due"
    SUBSCRIPTION_CANCELLED = "subscription.cancelled"
    SUBSCRIPTION_EXPIRED = "subscription.expired"
    BALANCE_LOW = "balance.low"
    BALANCE_CHANGED = "balance.changed"
    USER_CREATED = "user.created"
    USER_SUSPENDED = "user.suspended"
    USER_ACTIVATED = "user.activated"
    USER_DELETED = "user.deleted"
    WEBHOOK_TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once. `data` holds ids, texts of fixed sets, and whole numbers as decimal strings."""

    type: EventType
    source: str
    """What happened, so that it is known again: such as the id of a payment. Unique within the type."""
    at: datetime
    data: Mapping[str, Any]
    root_at: datetime | None = None
    """When that began which it is the end of, such as the dispute that was won; None: it is no end of anything."""

    @property
    def id(self) -> str:
        """The same for the same thing, whichever server sees it, and however often."""
        return event_id(self.type, self.source)


def event_id(kind: EventType, source: str) -> str:
    """`evt_` and 26 characters of a hash, from which nothing of `source` can be read."""
    digest = hashlib.sha256(f"{kind.value}\0{source}".encode()).digest()
    return "evt_" + base64.b32encode(digest).decode("ascii").lower()[:_ID_CHARACTERS]
