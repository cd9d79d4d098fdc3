"""What admins do with endpoints and deliveries, and what is written down of it."""

from datetime import timedelta

import pytest

from models.admin_action import AdminAction
from models.webhook_delivery import DeliveryState, WebhookDelivery
from models.webhook_endpoint import DisabledReason, WebhookEndpoint
from models.webhook_secret import WebhookSecret
from services.errors import InvalidInputError, NotFoundError
from services.events import EventType
from services.ledger.errors import IdempotencyConflictError
from services.outgoing_webhooks import admin_changes, bulk_replays
from services.outgoing_webhooks import endpoints as endpoints_module
from services.outgoing_webhooks.bulk_replays import Replayed
from services.outgoing_webhooks.deliveries import DeliveryFilter
from services.outgoing_webhooks.endpoints import EndpointOrder
from services.outgoing_webhooks.errors import DeliveryPendingError, EndpointDisabledError, TooManyEndpointsError
from services.paging import PageRequest
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"


async def actions(endpoint_id: str) -> list[tuple[str, str | None]]:
    rows = await AdminAction.find({"target_id": endpoint_id}).sort("+_id").to_list()
    return [(row.action, row.outcome) for row in rows]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hooks",
        "https://example.com:8443/hooks",
        "https://127.0.0.1/hooks",
        "https://user@example.com/hooks",
        "https://localhost/hooks",
        "ftp://example.com",
        "https://example.com/" + "x" * 2_048,
        "",
    ],
)
async def test_addresses_that_are_not_plainly_public_are_refused(hooks, url):
    if url == "https://127.0.0.1/hooks":  # it is looked at when it is dialled, as every host's addresses are
        made = await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=url))
        await hooks.server.webhook_deliveries.send_test(ADMIN, made.endpoint.id)
        await hooks.send()
        delivery = await WebhookDelivery.find_one({"endpoint_id": made.endpoint.id})
        assert delivery is not None
        assert delivery.attempts[0].failure == "ADDRESS_REFUSED"
        return
    with pytest.raises(InvalidInputError):
        await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=url))
    assert await WebhookEndpoint.count() == 1


async def test_an_address_has_one_endpoint(hooks):
    with pytest.raises(InvalidInputError):
        await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=hooks.endpoint.url))
    second = await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=f"{hooks.receiver.origin}/second"))
    with pytest.raises(InvalidInputError):
        await hooks.server.webhook_endpoints.update(ADMIN, second.endpoint.id, EndpointOrder(url=hooks.endpoint.url))
    assert [row.url for row in await hooks.server.webhook_endpoints.all()] == [hooks.endpoint.url, second.endpoint.url]
    assert await WebhookSecret.find({"endpoint_id": second.endpoint.id}).count() == 1


async def test_there_are_so_many_at_most(hooks, monkeypatch):
    monkeypatch.setattr(endpoints_module, "MOST_ENDPOINTS", 1)
    with pytest.raises(TooManyEndpointsError):
        await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=f"{hooks.receiver.origin}/second"))
    assert await WebhookEndpoint.count() == 1


async def test_every_change_has_its_row(hooks):
    endpoints, endpoint_id = hooks.server.webhook_endpoints, hooks.endpoint.id
    await endpoints.update(ADMIN, endpoint_id, EndpointOrder(description=" Books "))
    await endpoints.rotate(ADMIN, endpoint_id)
    await hooks.server.webhook_deliveries.send_test(ADMIN, endpoint_id)
    await endpoints.delete(ADMIN, endpoint_id)
    assert await actions(endpoint_id) == [
        ("create_webhook_endpoint", "done"),
        ("update_webhook_endpoint", "done"),
        ("rotate_webhook_secret", "done"),
        ("send_test_event", "done"),
        ("delete_webhook_endpoint", "done"),
    ]
    rows = await AdminAction.find({"target_id": endpoint_id}).sort("+_id").to_list()
    assert rows[1].details == {"before": {"description": ""}, "after": {"description": "Books"}}
    assert "whsec_" not in str([row.details for row in rows])
    assert await WebhookSecret.find({"endpoint_id": endpoint_id}).count() == 0


async def test_what_is_refused_leaves_a_row_that_says_so(hooks):
    await hooks.record()
    delivery = await hooks.delivery()
    with pytest.raises(DeliveryPendingError):
        await hooks.server.webhook_deliveries.replay(ADMIN, delivery.id)
    assert await actions(delivery.id) == [("replay_webhook_delivery", "WEBHOOK_DELIVERY_PENDING")]


async def test_a_row_that_a_crash_left_is_closed_and_nothing_was_done(hooks, monkeypatch):
    async def die(_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(admin_changes, "in_transaction", die)
    with pytest.raises(RuntimeError):
        await hooks.server.webhook_endpoints.delete(ADMIN, hooks.endpoint.id)
    assert (await actions(hooks.endpoint.id))[-1] == ("delete_webhook_endpoint", None)
    hooks.clock.move(seconds=61)
    await hooks.other.webhook_endpoints.complete(100)
    assert (await actions(hooks.endpoint.id))[-1] == ("delete_webhook_endpoint", "WEBHOOKS_UNAVAILABLE")
    assert (await hooks.stored()).enabled


async def test_a_test_event_goes_to_one_endpoint_whatever_it_asked_for(hooks):
    await hooks.server.webhook_endpoints.update(
        ADMIN, hooks.endpoint.id, EndpointOrder(event_types=[EventType.USER_CREATED])
    )
    other = await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=f"{hooks.receiver.origin}/second"))
    queued = await hooks.server.webhook_deliveries.send_test(ADMIN, hooks.endpoint.id)
    await hooks.send()
    (received,) = hooks.receiver.received
    assert received.verified(hooks.secret)["type"] == "webhook.test"
    assert (received.path, received.id) == ("/hooks", queued.event_id)
    assert await WebhookDelivery.find({"endpoint_id": other.endpoint.id}).count() == 0


async def test_a_replay_sends_the_same_message_again(hooks):
    await hooks.record()
    await hooks.send()
    replayed = await hooks.server.webhook_deliveries.replay(ADMIN, (await hooks.delivery()).id)
    assert (replayed.state, replayed.tries) == (DeliveryState.PENDING, 0)
    await hooks.send(hooks.other)
    first, second = hooks.receiver.received
    assert (first.id, first.body) == (second.id, second.body)
    delivery = await hooks.delivery()
    assert (delivery.state, delivery.tries, len(delivery.attempts)) == (DeliveryState.DELIVERED, 1, 2)


async def test_nothing_is_sent_to_an_endpoint_that_is_off(hooks):
    await hooks.record()
    off = await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=False))
    assert (off.enabled, off.disabled_reason, off.disabled_at) == (False, DisabledReason.ADMIN, hooks.clock())
    await hooks.send()
    delivery = await hooks.delivery()
    assert (delivery.state, hooks.receiver.received) == (DeliveryState.FAILED, [])
    with pytest.raises(EndpointDisabledError):
        await hooks.server.webhook_deliveries.replay(ADMIN, delivery.id)
    with pytest.raises(EndpointDisabledError):
        await hooks.server.webhook_deliveries.send_test(ADMIN, hooks.endpoint.id)
    on = await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=True))
    assert (on.enabled, on.disabled_reason, on.disabled_at) == (True, None, None)
    await hooks.server.webhook_deliveries.replay(ADMIN, delivery.id)
    await hooks.send()
    assert len(hooks.receiver.received) == 1


async def test_what_is_nowhere_is_not_found(hooks):
    for call in (
        hooks.server.webhook_endpoints.update(ADMIN, "whe_none", EndpointOrder(enabled=True)),
        hooks.server.webhook_endpoints.delete(ADMIN, "whe_none"),
        hooks.server.webhook_endpoints.rotate(ADMIN, "whe_none"),
        hooks.server.webhook_deliveries.send_test(ADMIN, "whe_none"),
        hooks.server.webhook_deliveries.replay(ADMIN, "whd_none"),
    ):
        with pytest.raises(NotFoundError):
            await call


async def test_the_log_has_pages_and_filters(hooks):
    events = [await hooks.record() for _ in range(3)]
    deliveries = hooks.server.webhook_deliveries
    first = await deliveries.page(DeliveryFilter(), PageRequest(2))
    rest = await deliveries.page(DeliveryFilter(), PageRequest(2, first.rows[-1].id))
    assert [row.event_id for row in (*first.rows, *rest.rows)] == [event.id for event in reversed(events)]
    assert (first.has_next, rest.has_next) == (True, False)
    for chosen, count in (
        (DeliveryFilter(endpoint_id=hooks.endpoint.id), 3),
        (DeliveryFilter(endpoint_id="whe_none"), 0),
        (DeliveryFilter(event_id=events[0].id), 1),
        (DeliveryFilter(event_type="user.created"), 3),
        (DeliveryFilter(event_type="user.deleted"), 0),
        (DeliveryFilter(state=DeliveryState.PENDING), 3),
        (DeliveryFilter(state=DeliveryState.FAILED), 0),
    ):
        assert len((await deliveries.page(chosen, PageRequest(10))).rows) == count
    with pytest.raises(InvalidInputError):
        await deliveries.page(DeliveryFilter(), PageRequest(2, "whd_$ne"))


@pytest.fixture
async def missed(hooks):
    """Three events that failed, in the order in which they were made; and their range of time."""
    since = hooks.clock()
    await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=False))
    events = [await hooks.record(number=str(number)) for number in range(3)]
    await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=True))
    return [event.id for event in events], {"since": since, "until": since + timedelta(hours=1)}


async def test_all_that_failed_in_a_time_is_sent_again_once(hooks, missed):
    events, time = missed
    replays = hooks.server.webhook_replays
    first = await replays.replay(ADMIN, hooks.endpoint.id, **time, key="k")
    await hooks.send()
    assert sorted(each.id for each in hooks.receiver.received) == sorted(events)
    assert (first, await hooks.other.webhook_replays.replay(ADMIN, hooks.endpoint.id, **time, key="k")) == (
        Replayed(3, more=False),
        Replayed(3, more=False),
    )
    assert await replays.replay(ADMIN, hooks.endpoint.id, **time, key="next") == Replayed(0, more=False)
    await hooks.send()
    assert len(hooks.receiver.received) == 3
    assert await actions(hooks.endpoint.id) == [
        ("create_webhook_endpoint", "done"),
        ("update_webhook_endpoint", "done"),
        ("update_webhook_endpoint", "done"),
        ("replay_webhook_deliveries", "done"),
        ("replay_webhook_deliveries", "done"),
    ]


async def test_one_call_takes_so_many_and_says_that_there_are_more(hooks, missed, monkeypatch):
    events, time = missed
    monkeypatch.setattr(bulk_replays, "MOST_REPLAYED", 2)
    assert await hooks.server.webhook_replays.replay(ADMIN, hooks.endpoint.id, **time, key="k") == Replayed(
        2, more=True
    )
    await hooks.send()
    assert sorted(each.id for each in hooks.receiver.received) == sorted(events[:2])


async def test_what_is_of_another_time_or_endpoint_or_was_delivered_is_not_sent_again(hooks, missed):
    _, time = missed
    replays = hooks.server.webhook_replays
    earlier = {"since": time["since"] - timedelta(hours=1), "until": time["since"] - timedelta(minutes=1)}
    assert await replays.replay(ADMIN, hooks.endpoint.id, **earlier, key="earlier") == Replayed(0, more=False)
    other = await hooks.server.webhook_endpoints.create(ADMIN, EndpointOrder(url=f"{hooks.receiver.origin}/second"))
    assert await replays.replay(ADMIN, other.endpoint.id, **time, key="other") == Replayed(0, more=False)
    await WebhookDelivery.find({}).update({"$set": {"state": DeliveryState.DELIVERED.value}})
    assert await replays.replay(ADMIN, hooks.endpoint.id, **time, key="delivered") == Replayed(0, more=False)
    await hooks.send()
    assert hooks.receiver.received == []


async def test_what_makes_no_sense_replays_nothing(hooks, missed):
    _, time = missed
    replays, endpoint = hooks.server.webhook_replays, hooks.endpoint.id
    with pytest.raises(InvalidInputError):
        await replays.replay(ADMIN, endpoint, since=time["until"], until=time["since"], key="k")
    with pytest.raises(NotFoundError):
        await replays.replay(ADMIN, "whe_nobody", **time, key="k")
    await replays.replay(ADMIN, endpoint, since=time["since"] - timedelta(1), until=time["since"], key="k")
    with pytest.raises(IdempotencyConflictError):
        await replays.replay(ADMIN, endpoint, **time, key="k")
    await hooks.server.webhook_endpoints.update(ADMIN, endpoint, EndpointOrder(enabled=False))
    with pytest.raises(EndpointDisabledError):
        await replays.replay(ADMIN, endpoint, **time, key="off")
    assert await WebhookDelivery.find({"state": DeliveryState.FAILED.value}).count() == 3


@pytest.mark.parametrize("step", [1, 2])
async def test_a_replay_that_a_crash_left_is_carried_out_once(hooks, missed, step):
    events, time = missed
    replays = hooks.server.webhook_replays
    with kill_switch(step), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await replays.replay(ADMIN, hooks.endpoint.id, **time, key="k")
    assert await WebhookDelivery.find({"state": DeliveryState.PENDING.value}).count() == 0
    hooks.clock.move(minutes=2)
    assert [await hooks.other.webhook_replays.complete(10) for _ in range(2)] == [1, 0]
    assert await replays.replay(ADMIN, hooks.endpoint.id, **time, key="k") == Replayed(3, more=False)
    await hooks.send()
    assert sorted(each.id for each in hooks.receiver.received) == sorted(events)
