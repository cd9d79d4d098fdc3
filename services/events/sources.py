"""Which collections events are read off, and how."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from beanie import Document

from models.admin_action import AdminAction
from models.payment import Payment
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice
from models.user import User
from services.events.event import Event
from services.events.money_events import invoice_events, payment_events
from services.events.people_events import admin_action_events, subscription_events, user_events

__all__ = ["SOURCES", "Seen", "Source", "read_events"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """One collection, and the events that one of its documents bears witness of."""

    model: type[Document]
    events_of: Callable[[Mapping[str, Any], datetime], Iterable[Event]]


SOURCES: Mapping[str, Source] = {
    "admin_actions": Source(AdminAction, admin_action_events),
    "payments": Source(Payment, payment_events),
    "subscription_invoices": Source(SubscriptionInvoice, invoice_events),
    "subscriptions": Source(Subscription, subscription_events),
    "users": Source(User, user_events),
}
"""By the name of the collection."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What some documents tell, and the ids of those that could not be read."""

    events: list[Event]
    unreadable: list[str]


async def read_events(collection: str, ids: Collection[str], now: datetime, since: datetime) -> Seen:
    """What these documents tell as they stand now, except what began before `since`. Raises PyMongoError."""
    source = SOURCES[collection]
    seen = Seen([], [])
    async for row in source.model.get_pymongo_collection().find({"_id": {"$in": list(ids)}}):
        try:
            told = list(source.events_of(row, now))
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # one must not keep the others waiting
            _log.exception("event_source_unreadable", collection=collection, id=row["_id"], error=type(error).__name__)
            seen.unreadable.append(row["_id"])
        else:
            seen.events.extend(event for event in told if min(event.at, event.root_at or event.at) >= since)
    return seen
