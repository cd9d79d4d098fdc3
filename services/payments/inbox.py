"""The inbox: which events arrived, and which of them have had their effect. Arrival alone proves nothing."""

from datetime import datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from gateways.payment_gateway import GatewayEvent
from models.fields import INT64_MAXIMUM
from models.webhook_event import WebhookEvent
from services.clock import Clock
from services.payments.decisions import FlagCode

__all__ = ["Inbox"]


class Inbox:
    """The `webhook_events` collection."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def record(self, event: GatewayEvent) -> WebhookEvent:
        """The row of `event`, made at its first arrival; a later one is counted in it."""
        row = WebhookEvent(
            source=event.source,
            event_id=event.event_id,
            type=event.type,
            api_version=event.api_version,
            object_id=event.object_id,
            object_type=event.object_type,
            facts=_facts_of(event),
            created_at=event.created_at,
            received_at=self._clock(),
        )
        try:
            await row.insert()
        except DuplicateKeyError:
            return await self._count_delivery(event)
        return row

    async def mark_handled(self, row_id: str, flag: FlagCode | None) -> None:
        """The event's effect, or its flag for review, is durable."""
        values: dict[str, Any] = {"handled_at": self._clock()}
        if flag is not None:
            values["flag"] = flag.value
        await WebhookEvent.get_pymongo_collection().update_one({"_id": row_id, "handled_at": None}, {"$set": values})

    async def unhandled(self, source: str, now: datetime, arrived_before: datetime, rows: int) -> list[dict[str, Any]]:
        """Events that arrived before then, were not handled and are due; those never tried first, then by their turn.

        As they are stored: one that cannot be read must fail alone.
        """
        query = {
            "source": source,
            "handled_at": None,
            "next_try_at": {"$not": {"$gt": now}},
            "received_at": {"$lt": arrived_before},
        }
        found = WebhookEvent.get_pymongo_collection().find(query)
        return await found.sort([("next_try_at", 1), ("received_at", 1)]).limit(rows).to_list()

    async def postpone(self, row_id: Any, tries: int, until: datetime) -> None:
        """It was tried `tries` times; leave it alone until then."""
        values = {"tries": tries, "next_try_at": until}
        await WebhookEvent.get_pymongo_collection().update_one({"_id": row_id, "handled_at": None}, {"$set": values})

    async def _count_delivery(self, event: GatewayEvent) -> WebhookEvent:
        stored = await WebhookEvent.get_pymongo_collection().find_one_and_update(
            {"source": event.source, "event_id": event.event_id},
            {"$inc": {"deliveries": 1}},
            return_document=ReturnDocument.AFTER,
        )
        row: WebhookEvent = WebhookEvent.model_validate(stored)
        return row


def _facts_of(event: GatewayEvent) -> dict[str, Any]:
    said = event.payment
    if said is None:
        return {}
    return {
        "reference": said.reference,
        "payment_id": said.payment_id,
        "amount": _storable(said.amount),
        "amount_received": _storable(said.amount_received),
        "currency": said.currency,
        "status": said.status.value,
        "livemode": said.livemode,
        "failure_code": said.failure_code,
    }


def _storable(number: int) -> int | str:
    """BSON has no integers beyond 64 bits; such an amount is wrong anyway, and is kept to be looked at."""
    return number if abs(number) <= INT64_MAXIMUM else str(number)
