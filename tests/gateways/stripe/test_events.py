"""What `parse_event` takes and refuses. Requirement A5; row 13 of the faults."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import stripe

from gateways.errors import EventMalformedError, SignatureInvalidError
from gateways.payment_gateway import GatewayEventKind, GatewayPaymentStatus
from gateways.stripe.gateway import StripeGateway
from gateways.stripe.version import STRIPE_API_VERSION

NOW = 1_800_000_000
SECRET = "whsec_of_this_test"


def make_gateway(secret_key: str = "sk_test_1") -> StripeGateway:
    return StripeGateway(
        secret_key=secret_key,
        publishable_key="pk_test_1",
        webhook_secret=SECRET,
        timeout_seconds=1,
        now=lambda: float(NOW),
    )


GATEWAY = make_gateway()


def intent(**changes: Any) -> dict[str, Any]:
    return {
        "id": "pi_1",
        "object": "payment_intent",
        "amount": 1000,
        "amount_received": 1000,
        "currency": "cny",
        "status": "succeeded",
        "livemode": False,
        "client_secret": "pi_1_secret_2",
        "metadata": {"payment_id": "pay_1"},
        "last_payment_error": None,
    } | changes


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": "evt_1",
        "object": "event",
        "api_version": STRIPE_API_VERSION,
        "created": NOW - 5,
        "data": {"object": intent()},
        "livemode": False,
        "type": "payment_intent.succeeded",
    } | changes


def sign(body: str, *, at: int = NOW, secret: str = SECRET) -> dict[str, str]:
    return {"Stripe-Signature": stripe.WebhookSignature.generate_signature_header(body, secret, at)}


def parse(value: object, gateway: StripeGateway = GATEWAY) -> Any:
    body = json.dumps(value, ensure_ascii=False)
    return gateway.parse_event(body.encode(), sign(body))


def test_a_good_event_is_read() -> None:
    read = parse(event())
    assert (read.source, read.event_id, read.type) == ("stripe", "evt_1", "payment_intent.succeeded")
    assert (read.kind, read.version_expected, read.api_version) == (
        GatewayEventKind.PAYMENT_SUCCEEDED,
        True,
        STRIPE_API_VERSION,
    )
    assert read.created_at == datetime.fromtimestamp(NOW - 5, UTC)
    assert read.object_id == "pi_1"
    assert (read.payment.reference, read.payment.payment_id, read.payment.amount_received) == ("pi_1", "pay_1", 1000)
    assert (read.payment.currency, read.payment.status) == ("CNY", GatewayPaymentStatus.SUCCEEDED)


@pytest.mark.parametrize(
    ("event_type", "kind"),
    [
        ("payment_intent.succeeded", GatewayEventKind.PAYMENT_SUCCEEDED),
        ("payment_intent.payment_failed", GatewayEventKind.PAYMENT_FAILED),
        ("payment_intent.processing", GatewayEventKind.PAYMENT_PROCESSING),
        ("payment_intent.canceled", GatewayEventKind.PAYMENT_CANCELLED),
        ("payment_intent.created", GatewayEventKind.OTHER),
        ("charge.refunded", GatewayEventKind.OTHER),
        ("charge.dispute.created", GatewayEventKind.OTHER),
        ("something.new", GatewayEventKind.OTHER),
    ],
)
def test_types_become_kinds(event_type: str, kind: GatewayEventKind) -> None:
    assert parse(event(type=event_type)).kind is kind


def test_another_api_version_is_read_and_marked() -> None:
    read = parse(event(api_version="2020-08-27"))
    assert (read.version_expected, read.api_version) == (False, "2020-08-27")
    assert parse(event(api_version=None)).version_expected is False


def test_what_nothing_acts_on_needs_no_form() -> None:
    read = parse(event(type="customer.created", data={"object": {"id": "cus_1", "object": "customer"}}))
    assert (read.payment, read.object_id) == (None, "cus_1")
    odd = parse(event(type="payment_intent.created", data={"object": {"object": "payment_intent"}}))
    assert odd.payment is None


@pytest.mark.parametrize("age", [-300, -299, 0, 299, 300])
def test_inside_the_tolerance(age: int) -> None:
    body = json.dumps(event())
    assert GATEWAY.parse_event(body.encode(), sign(body, at=NOW - age)).event_id == "evt_1"


@pytest.mark.parametrize("age", [301, 86_400, -301, -86_400])
def test_stale_and_future_signatures(age: int) -> None:
    body = json.dumps(event())
    with pytest.raises(SignatureInvalidError):
        GATEWAY.parse_event(body.encode(), sign(body, at=NOW - age))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        f"t={NOW}",
        f"t={NOW},v1=",
        f"t={NOW},v1=" + "0" * 64,
        f"t={NOW},v1=é",
        f"v1={'0' * 64}",
        "t=soon,v1=00",
        f"t={'9' * 5_000},v1=00",
    ],
)
def test_forged_headers(header: str) -> None:
    body = json.dumps(event()).encode()
    with pytest.raises(SignatureInvalidError):
        GATEWAY.parse_event(body, {"stripe-signature": header})


def test_unsigned_or_signed_by_another() -> None:
    body = json.dumps(event())
    with pytest.raises(SignatureInvalidError):
        GATEWAY.parse_event(body.encode(), {})
    with pytest.raises(SignatureInvalidError):
        GATEWAY.parse_event(body.encode(), sign(body, secret="whsec_other"))
    _, v0 = sign(body)["Stripe-Signature"].split(",v1=")
    with pytest.raises(SignatureInvalidError):
        GATEWAY.parse_event(body.encode(), {"Stripe-Signature": f"t={NOW},v0={v0}"})


def test_one_good_signature_among_several_is_enough() -> None:
    body = json.dumps(event())
    header = sign(body)["Stripe-Signature"]
    rolled = header.replace(",v1=", f",v1={'0' * 64},v1=")
    assert GATEWAY.parse_event(body.encode(), {"STRIPE-SIGNATURE": rolled}).event_id == "evt_1"


def test_every_changed_byte_is_noticed() -> None:
    body = json.dumps(event())
    headers = sign(body)
    raw = body.encode()
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(SignatureInvalidError):
            GATEWAY.parse_event(changed, headers)
    for changed in (raw + b" ", raw[:-1], b""):
        with pytest.raises(SignatureInvalidError):
            GATEWAY.parse_event(changed, headers)


def test_the_wrong_mode() -> None:
    with pytest.raises(SignatureInvalidError):
        parse(event(livemode=True))
    live = make_gateway("sk_live_1")
    assert live.livemode is True
    with pytest.raises(SignatureInvalidError):
        parse(event(), live)
    assert parse(event(livemode=True), live).event_id == "evt_1"
    for odd in (None, 0, "false"):
        with pytest.raises(SignatureInvalidError):
            parse(event(livemode=odd))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '"event"',
        "{}",
        "[" * 100_000,
        '{"object": "event", "a": NaN}',
        '{"object": "event", "livemode": false, "id": "\\ud800"}',
        '{"object": "v2.core.event", "livemode": false}',
    ],
)
def test_signed_bodies_that_are_no_events(body: str) -> None:
    with pytest.raises(EventMalformedError):
        GATEWAY.parse_event(body.encode(), sign(body))


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(EventMalformedError):
        GATEWAY.parse_event(b"\xff\xfe{}", sign("{}"))


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"id": "e" * 256},
        {"id": {"$gt": ""}},
        {"type": 5},
        {"created": None},
        {"created": "now"},
        {"created": True},
        {"created": 10**18},
        {"data": None},
        {"data": {}},
        {"data": {"object": []}},
        {"data": {"object": {"object": "charge", "id": "ch_1"}}},
        *({"data": {"object": intent(**wrong)}} for wrong in (
            {"id": None}, {"amount": "1000"}, {"amount": 10.5}, {"amount": True}, {"amount": -1}, {"amount": 2**64},
            {"amount_received": None}, {"currency": None}, {"status": "odd"}, {"livemode": None},
        )),
    ],
)  # fmt: skip
def test_signed_events_without_what_every_event_has(changes: dict[str, Any]) -> None:
    with pytest.raises(EventMalformedError):
        parse(event(**changes))


def test_a_failure_without_a_decline_code_and_metadata_of_another_form() -> None:
    error = {"code": "expired_card", "message": "Your card has expired.", "type": "card_error"}
    failed = intent(status="requires_payment_method", last_payment_error=error, metadata={"payment_id": 5})
    read = parse(event(type="payment_intent.payment_failed", data={"object": failed})).payment
    assert (read.failure_code, read.failure_message, read.payment_id) == (
        "expired_card",
        "Your card has expired.",
        None,
    )


def test_errors_do_not_carry_the_body() -> None:
    body = json.dumps(event())
    with pytest.raises(SignatureInvalidError) as caught:
        GATEWAY.parse_event(body.encode(), sign(body, secret="whsec_other"))
    assert "secret_2" not in repr(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
