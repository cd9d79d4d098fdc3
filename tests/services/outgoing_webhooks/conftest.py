"""Everything that sends webhooks, twice, on one database: two servers that know nothing of each other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from database.setup import Database
from models.admin_action import AdminAction
from models.ids import new_id
from models.outgoing_event import OutgoingEvent
from models.webhook_delivery import WebhookDelivery
from models.webhook_endpoint import WebhookEndpoint
from server.events import EventServices, event_services
from services.clock import system_clock
from services.events import Event, EventType
from services.ledger import Ledger
from services.mail import Outbox
from services.outgoing_webhooks.endpoints import EndpointOrder
from services.sealing import Sealing
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.webhook_receiver import WebhookReceiver, webhook_receiver

ADMIN = "usr_admin"


@dataclass
class Hooks:
    """One server, an endpoint of the receiver's, and its secret."""

    server: EventServices
    other: EventServices
    receiver: WebhookReceiver
    clock: MovableClock
    endpoint: WebhookEndpoint
    secret: str

    async def record(self, **data: str) -> Event:
        """Something happens."""
        event = Event(EventType.USER_CREATED, new_id("usr"), self.clock(), {"userId": "usr_1", **data})
        await self.server.events.record([event])
        return event

    async def send(self, server: EventServices | None = None) -> None:
        """Send all that is due."""
        sender = (server or self.server).webhook_sender
        await sender.sweep()
        await sender.idle()

    async def delivery(self) -> WebhookDelivery:
        """The newest one."""
        found = await WebhookDelivery.find({"endpoint_id": self.endpoint.id}).sort("-_id").first_or_none()
        assert found is not None
        return found

    async def stored(self) -> WebhookEndpoint:
        found = await WebhookEndpoint.get(self.endpoint.id)
        assert found is not None
        return found


@pytest.fixture
def clock() -> MovableClock:
    """Receivers compare with the real time."""
    return MovableClock(system_clock())


@pytest.fixture
async def receiver() -> AsyncIterator[WebhookReceiver]:
    async with webhook_receiver() as receiver:
        yield receiver


@pytest.fixture
async def hooks(
    database: Database, settings: Settings, ledger: Ledger, clock: MovableClock, receiver: WebhookReceiver
) -> AsyncIterator[Hooks]:
    for model in (AdminAction, WebhookEndpoint, WebhookDelivery, OutgoingEvent):
        await model.get_pymongo_collection().delete_many({})
    allowed = settings.model_copy(
        update={"webhook_private_origins": [receiver.origin, f"{receiver.origin[:-1]}"], "webhook_timeout_seconds": 30}
    )
    parts: dict[str, Any] = {
        "database": database,
        "clock": clock,
        "ledger": ledger,
        "outbox": Outbox(None, clock),
        "sealing": Sealing.from_settings(settings),
    }
    server, other = (event_services(settings=allowed, **parts) for _ in range(2))
    made = await server.webhook_endpoints.create(ADMIN, EndpointOrder(url=f"{receiver.origin}/hooks"))
    yield Hooks(server, other, receiver, clock, made.endpoint, made.secret)
    await server.webhook_sender.stop()
    await other.webhook_sender.stop()
