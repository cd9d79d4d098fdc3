"""Events about other objects than payments reach whoever handles those, from the webhook and from the sweeper."""

import time
from types import SimpleNamespace

import pytest

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.stripe.version import STRIPE_API_VERSION
from models.ids import new_id
from models.webhook_event import WebhookEvent
from services.payments.decisions import FlagCode
from services.payments.errors import GatewayUnreachableError
from services.payments.handlers import EventHandlers, Hint

HINT = Hint("stripe", "gizmo", "giz_1", "evt_1", "gizmo.made")


@pytest.fixture
def told(shop, monkeypatch):
    """What the handler of customers was told; the next calls end as the list of errors says."""
    told, errors = [], []

    async def handle(hint):
        told.append(hint)
        if errors:
            raise errors.pop()

    monkeypatch.setitem(shop.payments._parts.handlers._handlers, "customer", handle)
    return SimpleNamespace(hints=told, errors=errors)


def event_about_a_customer():
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": STRIPE_API_VERSION,
        "created": int(time.time()),
        "livemode": False,
        "type": "customer.updated",
        "data": {"object": {"object": "customer", "id": "cus_1"}},
    }


async def test_a_delivered_event_reaches_the_handler_once_it_is_handled_no_more(shop, told):
    event = event_about_a_customer()
    for _ in range(2):
        assert (await shop.post_event(event)).status_code == 200
    assert told.hints == [Hint("stripe", "customer", "cus_1", event["id"], event["type"])]


async def test_what_the_handler_could_not_do_is_delivered_again(shop, told):
    event = event_about_a_customer()
    told.errors.append(GatewayUnavailableError("No answer."))
    assert (await shop.post_event(event)).status_code == 503
    assert (await shop.event(event["id"])).handled_at is None
    assert (await shop.post_event(event)).status_code == 200
    assert (await shop.event(event["id"])).handled_at is not None
    assert len(told.hints) == 2


async def test_the_sweeper_takes_up_what_was_not_handled(shop, told):
    await WebhookEvent.find({"handled_at": None}).delete()
    event = event_about_a_customer()
    told.errors.append(RuntimeError("a fault"))
    assert (await shop.post_event(event)).status_code == 500
    shop.clock.advance(minutes=2)
    assert (await shop.payments.complete_payments(100)).events == 1
    assert (await shop.event(event["id"])).handled_at is not None
    assert told.hints == [Hint("stripe", "customer", "cus_1", event["id"], event["type"])] * 2


async def test_an_object_has_one_handler():
    handlers, seen = EventHandlers(), []

    async def handle(hint):
        seen.append(hint)

    handlers.add("gizmo", handle)
    with pytest.raises(ValueError, match="gizmo"):
        handlers.add("gizmo", handle)
    assert await handlers.handle(HINT) is None
    assert await handlers.handle(Hint("stripe", "other", "oth_1", "evt_2", "other.made")) is None
    assert await handlers.handle(None) is None
    assert seen == [HINT]


async def test_an_object_that_is_not_given_out_is_flagged_and_one_that_cannot_be_asked_for_is_not():
    handlers = EventHandlers()

    async def refused(hint):
        raise GatewayRefusedError("resource_missing", "No such gizmo.")

    async def away(hint):
        raise GatewayUnavailableError("No answer.")

    handlers.add("refused", refused)
    handlers.add("away", away)
    assert await handlers.handle(Hint("stripe", "refused", "x", "evt_1", "x.made")) is FlagCode.UNRESOLVED
    with pytest.raises(GatewayUnreachableError):
        await handlers.handle(Hint("stripe", "away", "x", "evt_1", "x.made"))
