"""A5, fault rows 13, 26, 27, 28: what the webhook route refuses, and that a refusal writes nothing."""

import asyncio
import json
import time

import httpx
import pytest

from models.ids import new_id
from models.payment import PaymentMethod, PaymentStatus
from tests.support.shop import MAXIMUM_BODY_BYTES
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
async def paid(shop, viewer):
    """A payment that was paid at Stripe, and its event, which is not delivered yet."""
    await shop.control("/deliveries/hold")
    payment = (await shop.payments.purchase(viewer, "package_500k", PaymentMethod.CARD, new_id("key"))).payment
    await shop.confirm(payment)
    return payment, await shop.last_event(payment, "payment_intent.succeeded")


async def refused(shop, body, headers, status=400, code="SIGNATURE_INVALID"):
    """The route refuses this, and no collection has a document more or less."""
    before = await shop.documents()
    answer = await shop.http.post(shop.webhook_url, content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (status, {"code": code})
    assert await shop.documents() == before


async def started_only(shop, chunks):
    """Status and body of the answer to a chunked request that never ends."""
    url = httpx.URL(shop.webhook_url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = f"POST {url.path} HTTP/1.1\r\nHost: {url.host}\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode() + chunks)
    answer = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


async def test_a_signed_event_is_received_and_credits(shop, viewer, paid):
    payment, event = paid
    answer = await shop.post_event(event)
    assert (answer.status_code, answer.json()) == (200, {"code": "RECEIVED"})
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_a_stale_early_forged_unsigned_or_changed_event_is_refused(shop, viewer, paid):
    payment, event = paid
    body = json.dumps(event).encode()
    good = shop.signed(body)
    await refused(shop, body, shop.signed(body, at=time.time() - 301))
    await refused(shop, body, shop.signed(body, at=time.time() + 310))
    await refused(shop, body, shop.signed(body, secret="whsec_of_somebody_else"))
    await refused(shop, body, {"content-type": "application/json"})
    await refused(shop, body.replace(b"3500", b"9999"), good)
    await refused(shop, body + b" ", good)
    await refused(shop, b"", good)
    for header in (
        "",
        "t=1",
        "v1=0",
        "t=x,v1=y",
        "t=" + "9" * 5000 + ",v1=0",
        "t=1,v0=abc",
        "\u00e9".encode().decode("latin-1"),
    ):
        await refused(shop, body, {**good, "stripe-signature": header.encode("latin-1")})
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING
    assert await shop.credits(viewer) == []


async def test_a_live_event_is_refused_by_a_test_shop(shop, paid):
    _, event = paid
    body = json.dumps(event | {"livemode": True}).encode()
    await refused(shop, body, shop.signed(body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b"[" * 30_000,
        b'{"a":' * 10_000,
        b'{"object": "event"}',
        b'{"object": "event", "id": {"$gt": ""}}',
        b'{"object": "event", "id": "\\ud800"}',
        b'{"object": "event", "created": ' + b"9" * 5000 + b"}",
    ],
)
async def test_a_signed_body_that_is_no_event_is_refused(shop, body):
    before = await shop.documents()
    answer = await shop.http.post(shop.webhook_url, content=body, headers=shop.signed(body))
    assert answer.status_code == 400
    assert answer.json()["code"] in {"EVENT_MALFORMED", "SIGNATURE_INVALID"}
    assert await shop.documents() == before


@pytest.mark.parametrize("amount", [-1, 1e3, 3500.0, "3500", None, True, [3500], {"$gt": 0}, 2**64])
async def test_amounts_that_are_no_whole_numbers_are_refused(shop, viewer, paid, amount):
    _, event = paid
    event["data"]["object"]["amount_received"] = amount
    body = json.dumps(event).encode()
    await refused(shop, body, shop.signed(body), code="EVENT_MALFORMED")
    body = body.replace(json.dumps(amount).encode(), b"NaN")
    await refused(shop, body, shop.signed(body), code="EVENT_MALFORMED")
    assert await shop.credits(viewer) == []


async def test_a_body_that_is_too_large_is_refused_whether_or_not_it_says_so(shop):
    body = b" " * (MAXIMUM_BODY_BYTES + 1)
    await refused(shop, body, shop.signed(body), 413, "BODY_TOO_LARGE")

    chunk = b"400\r\n" + b" " * 1024 + b"\r\n"
    before = await shop.documents()
    assert await started_only(shop, chunk * (MAXIMUM_BODY_BYTES // 1024 + 1)) == (413, b'{"code":"BODY_TOO_LARGE"}')
    assert await shop.documents() == before


async def test_only_post_is_taken(shop):
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        assert (await shop.http.request(method, shop.webhook_url)).status_code == 405


async def test_a_body_that_stops_arriving_is_given_up(shop, monkeypatch):
    monkeypatch.setattr("webhooks.endpoint.BODY_SECONDS", 0.1)

    before = await shop.documents()
    assert await started_only(shop, b"1\r\n{\r\n") == (408, b'{"code":"REQUEST_TIMEOUT"}')
    assert await shop.documents() == before


async def test_handling_that_takes_too_long_is_left_to_a_redelivery(shop, viewer, paid, monkeypatch):
    payment, event = paid

    async def hang(*_args, **_more):
        await asyncio.sleep(60)

    with monkeypatch.context() as patched:
        patched.setattr("webhooks.payments.HANDLING_SECONDS", 0.1)
        patched.setattr(shop.ledger, "grant", hang)
        answer = await shop.post_event(event)
        assert (answer.status_code, answer.json()) == (503, {"code": "TIMEOUT"})
    assert await shop.credits(viewer) == []
    assert (await shop.post_event(event)).status_code == 200
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
