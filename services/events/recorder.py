"""Writes events down, each once, and has their deliveries made."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from pymongo import ASCENDING
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError

from models.outgoing_event import OutgoingEvent
from services.clock import Clock
from services.events.event import Event, EventType

__all__ = ["EventRecorder", "MakesDeliveries"]

ROUTE_AGAIN = timedelta(seconds=30)
"""Longer than it takes to make the deliveries of what was just written."""
KEPT_BALANCE_EVENTS = timedelta(days=90)
_DUPLICATE_KEY = 11_000
_KEPT_FOR_A_WHILE = frozenset({EventType.BALANCE_CHANGED, EventType.BALANCE_LOW, EventType.WEBHOOK_TEST})
"""Nothing that is stored makes these be seen a second time."""


class MakesDeliveries(Protocol):
    """Who sends events on."""

    async def route(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Store what is to be sent of these rows of `outgoing_events`. May be repeated. Raises PyMongoError."""


class EventRecorder:
    """The `outgoing_events` collection. All raise PyMongoError; every call may be repeated."""

    def __init__(self, deliveries: MakesDeliveries, clock: Clock) -> None:
        self._deliveries = deliveries
        self._clock = clock

    async def record(self, events: Sequence[Event]) -> int:
        """Write those of `events` down that were not yet, and make their deliveries; gives how many were new."""
        by_id = {event.id: event for event in events}
        if not by_id:
            return 0
        known = {row["_id"] async for row in _rows().find({"_id": {"$in": list(by_id)}}, {"_id": True})}
        rows = [self.row(event) for identity, event in by_id.items() if identity not in known]
        if rows:
            await _insert(rows)
            await self._route(rows)
        return len(rows)

    async def record_alone(self, event: Event, session: AsyncClientSession) -> None:
        """Write `event` down as a part of a transaction, without any delivery."""
        await _rows().insert_one(self.row(event) | {"route_due_at": None}, session=session)

    async def sweep(self, limit: int) -> int:
        """Make the deliveries of up to `limit` events that a crash left without; gives how many events."""
        due = {"route_due_at": {"$type": "date", "$lte": self._clock()}}
        rows = await _rows().find(due).sort("route_due_at", ASCENDING).limit(limit).to_list()
        if rows:
            await self._route(rows)
        return len(rows)

    async def _route(self, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._deliveries.route(rows)
        await _rows().update_many({"_id": {"$in": [row["_id"] for row in rows]}}, {"$set": {"route_due_at": None}})

    def row(self, event: Event) -> dict[str, Any]:
        """As it is stored."""
        now = self._clock()
        return {
            "_id": event.id,
            "type": event.type.value,
            "at": event.at,
            "data": dict(event.data),
            "created_at": now,
            "route_due_at": now + ROUTE_AGAIN,
            "expires_at": _expiry(event.type, now),
        }


def _expiry(kind: EventType, now: datetime) -> datetime | None:
    return now + KEPT_BALANCE_EVENTS if kind in _KEPT_FOR_A_WHILE else None


async def _insert(rows: Sequence[Mapping[str, Any]]) -> None:
    """Another server may have been faster with some of them."""
    try:
        await _rows().insert_many(rows, ordered=False)
    except BulkWriteError as error:
        failures = (error.details or {}).get("writeErrors", [])
        if len(failures) == 0 or any(failure.get("code") != _DUPLICATE_KEY for failure in failures):
            raise


def _rows() -> Any:
    return OutgoingEvent.get_pymongo_collection()
