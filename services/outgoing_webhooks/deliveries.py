"""The log of deliveries, and sending them again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from messages import Phrase
from models.ids import new_id
from models.webhook_delivery import DeliveryState, WebhookDelivery
from models.webhook_endpoint import WebhookEndpoint
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.events.event import Event, EventType
from services.events.recorder import EventRecorder
from services.outgoing_webhooks.admin_changes import AdminChanges
from services.outgoing_webhooks.errors import (
    DeliveryPendingError,
    EndpointDisabledError,
    OutgoingWebhooksUnavailableError,
)
from services.outgoing_webhooks.router import DELIVERIES_KEPT, DeliveryRouter
from services.paging import Page, PageRequest

__all__ = ["Deliveries", "DeliveryFilter", "as_if_new", "check_event", "require_enabled"]

_away_is_unavailable = database_errors_become(OutgoingWebhooksUnavailableError)
_POSITION = re.compile(r"whd_[0-9a-z]{26}")
_MOST_FILTER_CHARACTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries are listed; None: all."""

    endpoint_id: str | None = None
    event_id: str | None = None
    event_type: str | None = None
    state: DeliveryState | None = None


class Deliveries:
    """One for a process. `admin_id` is a user's id."""

    def __init__(self, recorder: EventRecorder, router: DeliveryRouter, changes: AdminChanges, clock: Clock) -> None:
        self._recorder = recorder
        self._router = router
        self._changes = changes
        self._clock = clock

    @_away_is_unavailable
    async def page(self, chosen: DeliveryFilter, request: PageRequest) -> Page[WebhookDelivery]:
        """The newest first. Raises InvalidInputError."""
        if request.after is not None and not _POSITION.fullmatch(request.after):
            raise InvalidInputError("after", "is not a cursor of this list.")
        query = _query(chosen)
        if request.after is not None:
            query["_id"] = {"$lt": request.after}
        return Page.cut(
            await WebhookDelivery.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first
        )

    @_away_is_unavailable
    async def replay(self, admin_id: str, delivery_id: str) -> WebhookDelivery:
        """Send one that has ended again, as if it were new: the same message with the same id.

        Raises NotFoundError, DeliveryPendingError, EndpointDisabledError.
        """
        stored = await WebhookDelivery.find_one({"_id": delivery_id})
        if stored is None:
            raise NotFoundError("delivery")
        await require_enabled(stored.endpoint_id)

        async def change(session: AsyncClientSession) -> None:
            done = await WebhookDelivery.get_pymongo_collection().update_one(
                {"_id": delivery_id, "next_try_at": None}, {"$set": as_if_new(self._clock())}, session=session
            )
            if done.matched_count == 0:
                raise DeliveryPendingError

        await self._changes.make(admin_id, "replay_webhook_delivery", delivery_id, {}, change)
        replayed = await WebhookDelivery.find_one({"_id": delivery_id})
        return replayed or stored

    @_away_is_unavailable
    async def send_test(self, admin_id: str, endpoint_id: str) -> WebhookDelivery:
        """Send an event of the type `webhook.test` to one endpoint. Raises NotFoundError, EndpointDisabledError."""
        await require_enabled(endpoint_id)
        made: list[str] = []

        async def change(session: AsyncClientSession) -> None:
            event = check_event(endpoint_id, self._clock())
            await self._recorder.record_alone(event, session)
            made[:] = [await self._router.send_to(endpoint_id, self._recorder.row(event), session)]

        await self._changes.make(admin_id, "send_test_event", endpoint_id, {}, change)
        delivery = await WebhookDelivery.find_one({"_id": made[0]})
        if delivery is None:
            raise OutgoingWebhooksUnavailableError
        return delivery


async def require_enabled(endpoint_id: str) -> None:
    """Raises NotFoundError, EndpointDisabledError."""
    endpoint = await WebhookEndpoint.find_one({"_id": endpoint_id})
    if endpoint is None:
        raise NotFoundError("endpoint")
    if not endpoint.enabled:
        raise EndpointDisabledError


def as_if_new(now: datetime) -> dict[str, Any]:
    """The values of a delivery that is due and was never tried; what is kept of its tries stays."""
    return {
        "state": DeliveryState.PENDING.value,
        "tries": 0,
        "next_try_at": now,
        "delivered_at": None,
        "expires_at": now + DELIVERIES_KEPT,
    }


def check_event(endpoint_id: str, now: datetime) -> Event:
    """One that means nothing, by which an endpoint is tried; another each time."""
    return Event(EventType.WEBHOOK_TEST, new_id("test"), now, {"endpointId": endpoint_id})


def _query(chosen: DeliveryFilter) -> dict[str, Any]:
    named = {"endpoint_id": chosen.endpoint_id, "event_id": chosen.event_id, "event_type": chosen.event_type}
    for name, value in named.items():
        if value is not None and len(value) > _MOST_FILTER_CHARACTERS:
            raise InvalidInputError(name, Phrase("must have at most {most} characters", most=_MOST_FILTER_CHARACTERS))
    query: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    if chosen.state is not None:
        query["state"] = chosen.state.value
    return query
