"""Makes the deliveries of events: one for each endpoint that wants them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError

from models.webhook_delivery import DeliveryState, WebhookDelivery
from models.webhook_endpoint import WebhookEndpoint
from services.clock import Clock

__all__ = ["DELIVERIES_KEPT", "DeliveryRouter", "delivery_row"]

DELIVERIES_KEPT = timedelta(days=90)
_DUPLICATE_KEY = 11_000
_FAILED = {"state": DeliveryState.FAILED.value, "next_try_at": None}


class DeliveryRouter:
    """One for a process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def route(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Make what is missing of the deliveries of these rows of `outgoing_events`.

        Those to an endpoint that is off have failed from the start, and can be replayed. Raises PyMongoError.
        """
        endpoints = await WebhookEndpoint.find_all().to_list()
        rows = [
            delivery_row(endpoint.id, event, self._clock) | ({} if endpoint.enabled else _FAILED)
            for event in events
            for endpoint in endpoints
            if not endpoint.event_types or event["type"] in endpoint.event_types
        ]
        if not rows:
            return
        try:
            await WebhookDelivery.get_pymongo_collection().insert_many(rows, ordered=False)
        except BulkWriteError as error:
            failures = (error.details or {}).get("writeErrors", [])
            if len(failures) == 0 or any(failure.get("code") != _DUPLICATE_KEY for failure in failures):
                raise

    async def wanted(self, event_type: str) -> bool:
        """Whether an endpoint takes events of this type. Raises PyMongoError."""
        endpoints = await WebhookEndpoint.find({"enabled": True}).to_list()
        return any(not each.event_types or event_type in each.event_types for each in endpoints)

    async def send_to(
        self, endpoint_id: str, event: Mapping[str, Any], session: AsyncClientSession | None = None
    ) -> str:
        """Make one delivery of an event, whatever the endpoint takes; gives its id. Raises PyMongoError."""
        row = delivery_row(endpoint_id, event, self._clock)
        await WebhookDelivery.get_pymongo_collection().insert_one(row, session=session)
        return str(row["_id"])


def delivery_row(endpoint_id: str, event: Mapping[str, Any], clock: Clock) -> dict[str, Any]:
    """A new delivery, as it is stored, due at once."""
    now = clock()
    delivery = WebhookDelivery(
        endpoint_id=endpoint_id,
        event_id=event["_id"],
        event_type=event["type"],
        next_try_at=now,
        created_at=now,
        expires_at=now + DELIVERIES_KEPT,
    )
    document: dict[str, Any] = delivery.model_dump(by_alias=True, exclude={"revision_id"})
    return document
