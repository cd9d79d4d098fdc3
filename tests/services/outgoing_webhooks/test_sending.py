"""Deliveries to a receiver that was not written here (G8)."""

import json
from datetime import timedelta

import pytest
from standardwebhooks import WebhookVerificationError

from models.outgoing_event import OutgoingEvent
from models.webhook_delivery import DeliveryState, WebhookDelivery
from models.webhook_endpoint import DisabledReason
from models.webhook_secret import WebhookSecret
from services.events import EventType
from services.outgoing_webhooks import schedule
from services.outgoing_webhooks.endpoints import EndpointOrder

ADMIN = "usr_admin"


async def test_a_receiver_verifies_what_it_gets(hooks):
    event = await hooks.record()
    await hooks.send()
    (received,) = hooks.receiver.received
    assert received.verified(hooks.secret) == {
        "type": "user.created",
        "timestamp": event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "data": {"userId": "usr_1"},
    }
    assert (received.path, received.id) == ("/hooks", event.id)
    assert received.headers["content-type"] == "application/json"
    delivery = await hooks.delivery()
    assert (delivery.state, delivery.tries, delivery.next_try_at) == (DeliveryState.DELIVERED, 1, None)
    assert [(each.status, each.failure) for each in delivery.attempts] == [(204, None)]


async def test_a_changed_byte_and_another_secret_do_not_verify(hooks):
    await hooks.record()
    await hooks.send()
    (received,) = hooks.receiver.received
    with pytest.raises(WebhookVerificationError):
        received.verified("whsec_" + "A" * 43 + "=")
    changed = type(received)(received.path, received.headers, received.body.replace(b"usr_1", b"usr_2"))
    with pytest.raises(WebhookVerificationError):
        changed.verified(hooks.secret)


async def test_the_same_event_is_sent_once_however_often_it_is_recorded(hooks):
    event = await hooks.record()
    assert await hooks.server.events.record([event, event]) == 0
    assert await hooks.other.events.record([event]) == 0
    await hooks.send()
    await hooks.send(hooks.other)
    assert len(hooks.receiver.received) == 1


async def test_what_fails_is_sent_again_with_the_same_id_and_bytes_and_a_new_timestamp(hooks):
    hooks.receiver.statuses = [500]
    await hooks.record()
    await hooks.send()
    failed = await hooks.delivery()
    assert (failed.state, failed.attempts[0].failure) == (DeliveryState.PENDING, "STATUS")
    await hooks.send()
    assert len(hooks.receiver.received) == 1  # it is not due yet
    hooks.clock.move(seconds=6)
    await hooks.send(hooks.other)
    first, second = hooks.receiver.received
    assert (first.id, first.body) == (second.id, second.body)
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 6
    assert second.verified(hooks.secret)["type"] == "user.created"
    assert (await hooks.delivery()).state is DeliveryState.DELIVERED


@pytest.mark.parametrize(
    ("status", "asked", "least", "most"),
    [
        (429, "3600", 3_600, 3_960),
        (503, "3600", 3_600, 3_960),
        (500, "3600", 4.5, 5.5),
        (429, "1", 4.5, 5.5),
        (429, "soon", 4.5, 5.5),
        (429, "999999999", 72_000, 79_200),
    ],
)
async def test_who_asks_to_be_left_alone_is_up_to_the_longest_pause(hooks, status, asked, least, most):
    hooks.receiver.statuses, hooks.receiver.retry_after = [status], asked
    await hooks.record()
    await hooks.send()
    delivery = await hooks.delivery()
    assert least <= (delivery.next_try_at - delivery.attempts[0].at).total_seconds() <= most
    assert (delivery.state, delivery.attempts[0].failure) == (DeliveryState.PENDING, "STATUS")


async def test_it_is_given_up_after_three_days(hooks):
    hooks.receiver.statuses = [500] * 20
    began = hooks.clock()
    await hooks.record()
    for _ in range(schedule.TRIES_MAXIMUM):
        await hooks.send()
        delivery = await hooks.delivery()
        if delivery.next_try_at is not None:
            hooks.clock.now = delivery.next_try_at
    assert (delivery.state, delivery.tries, len(hooks.receiver.received)) == (DeliveryState.FAILED, 10, 10)
    assert timedelta(days=2.6) < hooks.clock() - began < timedelta(days=3.4)


@pytest.mark.parametrize(("status", "failure"), [(301, "REDIRECT"), (304, "REDIRECT"), (404, "STATUS"), (199, None)])
async def test_only_2xx_is_success_and_no_redirect_is_followed(hooks, status, failure):
    hooks.receiver.statuses = [status]
    await hooks.record()
    await hooks.send()
    attempt = (await hooks.delivery()).attempts[0]
    assert attempt.failure == (failure or "CONNECTION_FAILED")
    assert [each.path for each in hooks.receiver.received] == ["/hooks"]


async def test_one_that_answers_nothing_in_time_and_one_that_is_not_there(hooks):
    hooks.receiver.hang = True
    hooks.server.webhook_sender._poster._timeout_seconds = 0.2
    await hooks.record()
    await hooks.send()
    assert (await hooks.delivery()).attempts[0].failure == "TIMED_OUT"
    hooks.server.webhook_sender._poster._timeout_seconds = 30
    await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(url=hooks.receiver.origin[:-1]))
    await hooks.record()
    await hooks.send()
    assert (await hooks.delivery()).attempts[0].failure == "CONNECTION_FAILED"


async def test_only_the_beginning_of_an_answer_is_kept(hooks):
    hooks.receiver.statuses, hooks.receiver.answer = [500], b"no\x00\x1b[31m " + b"x" * 1_000_000
    await hooks.record()
    await hooks.send()
    answer = (await hooks.delivery()).attempts[0].answer
    assert (answer[:10], len(answer)) == ("no  [31m x", 500)


async def test_a_server_that_died_while_sending_leaves_it_to_another(hooks):
    await hooks.record()
    assert await hooks.server.webhook_sender._take(hooks.endpoint.id) is not None  # and never ends
    await hooks.send(hooks.other)
    assert hooks.receiver.received == []
    hooks.clock.move(seconds=schedule.LEASE.total_seconds())
    await hooks.send(hooks.other)
    assert len(hooks.receiver.received) == 1


async def test_what_ends_every_server_that_tries_it_is_given_up(hooks):
    await hooks.record()
    for _ in range(schedule.TRIES_MAXIMUM):
        assert await hooks.server.webhook_sender._take(hooks.endpoint.id) is not None
        hooks.clock.move(seconds=schedule.LEASE.total_seconds())
    await hooks.send()
    delivery = await hooks.delivery()
    assert (delivery.state, delivery.attempts[0].failure) == (DeliveryState.FAILED, "INTERRUPTED")
    assert hooks.receiver.received == []


async def test_a_server_that_died_before_there_were_deliveries_leaves_them_to_another(hooks, monkeypatch):
    async def die(_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(hooks.server.events._deliveries, "route", die)
    with pytest.raises(RuntimeError):
        await hooks.record()
    assert await OutgoingEvent.count() == 1
    assert await WebhookDelivery.count() == 0
    hooks.clock.move(seconds=31)
    assert await hooks.other.events.sweep(100) == 1
    assert await hooks.other.events.sweep(100) == 0
    await hooks.send(hooks.other)
    assert len(hooks.receiver.received) == 1


async def test_two_servers_send_each_of_many_once(hooks):
    events = [await hooks.record() for _ in range(20)]
    await hooks.server.webhook_sender.sweep()
    await hooks.other.webhook_sender.sweep()
    await hooks.server.webhook_sender.idle()
    await hooks.other.webhook_sender.idle()
    assert sorted(each.id for each in hooks.receiver.received) == sorted(event.id for event in events)


async def test_410_disables_the_endpoint_and_ends_what_waits(hooks):
    hooks.receiver.statuses = [410]
    await hooks.record()
    await hooks.send()
    endpoint = await hooks.stored()
    assert (endpoint.enabled, endpoint.disabled_reason) == (False, DisabledReason.GONE)
    assert (await hooks.delivery()).state is DeliveryState.FAILED


async def test_what_happens_while_an_endpoint_is_off_can_be_replayed(hooks):
    endpoints = hooks.server.webhook_endpoints
    await endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=False))
    event = await hooks.record()
    await hooks.send()
    missed = await hooks.delivery()
    assert (missed.state, missed.tries, hooks.receiver.received) == (DeliveryState.FAILED, 0, [])
    await endpoints.update(ADMIN, hooks.endpoint.id, EndpointOrder(enabled=True))
    await hooks.server.webhook_deliveries.replay(ADMIN, missed.id)
    await hooks.send()
    assert [each.id for each in hooks.receiver.received] == [event.id]


async def test_an_endpoint_that_takes_nothing_for_days_is_disabled(hooks):
    hooks.receiver.statuses = [500] * 20
    await hooks.record()
    await hooks.send()
    assert (await hooks.stored()).failing_since == hooks.clock()
    hooks.clock.move(days=4.9)
    await hooks.record()
    await hooks.send()
    assert (await hooks.stored()).enabled
    hooks.clock.move(days=0.1)
    await hooks.record()
    await hooks.send()
    endpoint = await hooks.stored()
    assert (endpoint.enabled, endpoint.disabled_reason) == (False, DisabledReason.FAILING)
    tried = len(hooks.receiver.received)
    hooks.clock.move(days=1)
    await hooks.send()
    assert await WebhookDelivery.find({"state": {"$ne": "failed"}}).count() == 0
    assert len(hooks.receiver.received) == tried


async def test_a_success_ends_the_count_of_days(hooks):
    hooks.receiver.statuses = [500]
    await hooks.record()
    await hooks.send()
    hooks.clock.move(days=4)
    await hooks.send()
    assert (await hooks.stored()).failing_since is None


async def test_after_a_rotation_both_secrets_verify_for_a_day(hooks):
    newer = (await hooks.server.webhook_endpoints.rotate(ADMIN, hooks.endpoint.id)).secret
    await hooks.record()
    await hooks.send()
    (received,) = hooks.receiver.received
    assert received.headers["webhook-signature"].count("v1,") == 2
    assert received.verified(newer) == received.verified(hooks.secret)


async def test_a_day_later_only_the_new_one_does(hooks):
    hooks.clock.move(days=-1)
    newer = (await hooks.server.webhook_endpoints.rotate(ADMIN, hooks.endpoint.id)).secret
    hooks.clock.move(days=1)
    await hooks.record()
    await hooks.send()
    (received,) = hooks.receiver.received
    assert received.verified(newer)
    with pytest.raises(WebhookVerificationError):
        received.verified(hooks.secret)


async def test_rotated_twice_the_first_secret_is_good_for_nothing_at_once(hooks):
    second = (await hooks.server.webhook_endpoints.rotate(ADMIN, hooks.endpoint.id)).secret
    third = (await hooks.server.webhook_endpoints.rotate(ADMIN, hooks.endpoint.id)).secret
    await hooks.record()
    await hooks.send()
    (received,) = hooks.receiver.received
    assert received.verified(second) == received.verified(third)
    with pytest.raises(WebhookVerificationError):
        received.verified(hooks.secret)


async def test_a_secret_that_cannot_be_opened_sends_nothing(hooks):
    await WebhookSecret.get_pymongo_collection().update_many(
        {"endpoint_id": hooks.endpoint.id}, {"$set": {"sealed": "1.gone.AAAA"}}
    )
    await hooks.record()
    await hooks.send()
    assert hooks.receiver.received == []
    assert (await hooks.delivery()).attempts[0].failure == "SECRET_UNREADABLE"


async def test_an_endpoint_gets_the_types_that_it_asked_for(hooks):
    only = EndpointOrder(event_types=[EventType.BALANCE_LOW, EventType.BALANCE_LOW])
    assert (await hooks.server.webhook_endpoints.update(ADMIN, hooks.endpoint.id, only)).event_types == ["balance.low"]
    await hooks.record()
    assert await WebhookDelivery.count() == 0


async def test_the_log_tells_no_secret_and_no_body(hooks, caplog):
    await hooks.record(note="unmistakable")
    await hooks.send()
    assert hooks.secret not in caplog.text
    assert hooks.secret.removeprefix("whsec_") not in caplog.text
    assert "unmistakable" not in caplog.text
    stored = [json.dumps(row, default=str) async for row in WebhookSecret.get_pymongo_collection().find({})]
    assert not any(hooks.secret.removeprefix("whsec_") in row for row in stored)
