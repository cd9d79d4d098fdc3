"""A5, A13, fault rows 11, 13 and 15: what Razorpay's webhook route takes and refuses; a refusal writes nothing."""

import asyncio
import json

import pytest

from models.payment import PaymentStatus
from tests.support.razorpay_shop import open_razorpay_shop

TOKENS = 1000


@pytest.fixture(scope="module")
async def shop(database, settings):
    async with open_razorpay_shop(database, settings) as shop:
        yield shop


@pytest.fixture
async def paid(shop, viewer):
    """A payment that was paid at Razorpay, and its event, which is not delivered yet."""
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.pay(payment)
    return payment, await shop.last_event(payment, "payment.captured")


async def refused(shop, body, headers, code="SIGNATURE_INVALID"):
    before = await shop.documents()
    answer = await shop.http.post(shop.webhook_url, content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (400, {"code": code})
    assert await shop.documents() == before


async def test_a_signed_event_is_received_and_credits(shop, viewer, paid):
    payment, event = paid
    answer = await shop.post_event(event)
    assert (answer.status_code, answer.json()) == (200, {"code": "RECEIVED"})
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_a_hundred_copies_at_once_under_one_id_or_many_credit_once(shop, viewer, paid):
    payment, event = paid
    copies = [event if n % 2 else {**event, "id": f"{event['id']}_{n}"} for n in range(100)]
    answers = await asyncio.gather(*(shop.post_event(copy) for copy in copies))
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert (await shop.post_event(event)).status_code == 200
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_a_forged_unsigned_or_changed_event_is_refused(shop, viewer, paid):
    payment, event = paid
    body = json.dumps(event["body"]).encode()
    good = shop.signed(body)
    await refused(shop, body, shop.signed(body, secret="somebody else's"))
    await refused(shop, body, {"content-type": "application/json"})
    await refused(shop, body.replace(b"49900", b"99900"), good)
    await refused(shop, body + b" ", good)
    await refused(shop, b"", good)
    for signature in (b"", b"0" * 64, "\u00e9".encode(), good["x-razorpay-signature"][:-1].encode()):
        await refused(shop, body, {**good, "x-razorpay-signature": signature})
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING
    assert await shop.credits(viewer) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b"[" * 30_000,
        b'{"entity": "event"}',
        b'{"entity": "event", "event": {"$gt": ""}, "created_at": 1}',
        b'{"entity": "event", "event": "payment.captured", "created_at": NaN}',
        b'{"entity": "event", "event": "payment.captured", "created_at": ' + b"9" * 5000 + b"}",
        b'{"entity": "event", "event": "\\ud800", "created_at": 1}',
        b'{"entity": "event", "event": "refund.processed", "created_at": 1, "payload": {}}',
    ],
)
async def test_a_signed_body_that_is_no_event_is_refused(shop, body):
    await refused(shop, body, shop.signed(body), code="EVENT_MALFORMED")


async def test_a_signed_event_of_another_kind_is_received_and_does_nothing(shop):
    body = json.dumps({"entity": "event", "event": "subscription.charged", "created_at": 1, "payload": {}}).encode()
    answer = await shop.http.post(shop.webhook_url, content=body, headers=shop.signed(body, event_id="evt_other"))
    assert (answer.status_code, answer.json()) == (200, {"code": "RECEIVED"})
    row = await shop.event("evt_other")
    assert (row.object_type, row.flag) == (None, None)
    assert row.handled_at is not None


async def test_an_event_without_an_id_is_known_by_its_body(shop, viewer, paid):
    payment, event = paid
    body = json.dumps(event["body"]).encode()
    headers = shop.signed(body)
    del headers["x-razorpay-event-id"]
    for _ in range(2):
        assert (await shop.http.post(shop.webhook_url, content=body, headers=headers)).status_code == 200
    [row] = await shop.events_of(payment)
    assert (row.event_id.startswith("sha256:"), row.deliveries) == (True, 2)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_handling_that_is_cut_short_is_left_to_a_redelivery(shop, viewer, paid, monkeypatch):
    payment, event = paid

    async def hang(*_args, **_more):
        await asyncio.sleep(60)

    with monkeypatch.context() as patched:
        patched.setattr("webhooks.payments.HANDLING_SECONDS", 0.5)
        patched.setattr(shop.ledger, "grant", hang)
        answer = await shop.post_event(event)
        assert (answer.status_code, answer.json()) == (503, {"code": "TIMEOUT"})
    assert await shop.credits(viewer) == []
    assert (await shop.post_event(event)).status_code == 200
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]
