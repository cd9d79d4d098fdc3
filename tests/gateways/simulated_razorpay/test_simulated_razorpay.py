"""The simulated Razorpay acts as Razorpay's documentation says, for its API, for tests, and for people."""

import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from gateways.simulated.options import SimulatorRefusedError
from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.signing import payment_signature
from settings import Environment

ORDER = {"amount": 50_000, "currency": "INR", "receipt": "r1", "notes": {"a": "b"}}


@pytest.fixture(scope="module")
def simulated() -> Iterator[SimulatedRazorpay]:
    with SimulatedRazorpay(RazorpayOptions()) as simulated:
        yield simulated


@pytest.fixture
async def http(simulated) -> AsyncIterator[httpx.AsyncClient]:
    auth = (simulated.key_id, simulated.key_secret)
    async with httpx.AsyncClient(base_url=simulated.api_base, auth=auth, timeout=10) as http:
        yield http


async def make(http, **changes):
    answer = await http.post("/v1/orders", json=ORDER | changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_order_begins_unpaid(http):
    order = await make(http)
    created = order.pop("created_at")
    assert created > 1_700_000_000
    assert order.pop("id").startswith("order_")
    assert order == {
        "entity": "order",
        "amount": 50_000,
        "amount_paid": 0,
        "amount_due": 50_000,
        "currency": "INR",
        "receipt": "r1",
        "offer_id": None,
        "status": "created",
        "attempts": 0,
        "notes": {"a": "b"},
    }


@pytest.mark.parametrize(
    "body",
    [
        ORDER | {"amount": 99},
        ORDER | {"amount": "50000"},
        ORDER | {"amount": 1e3},
        ORDER | {"currency": "USD"},
        ORDER | {"receipt": "r" * 41},
        ORDER | {"notes": {str(n): "x" for n in range(16)}},
        ORDER | {"surprise": 1},
        [],
    ],
)
async def test_orders_that_razorpay_refuses(http, body):
    answer = await http.post("/v1/orders", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "BAD_REQUEST_ERROR"


async def test_only_the_key_opens_it(simulated):
    async with httpx.AsyncClient(base_url=simulated.api_base) as http:
        for auth in (None, (simulated.key_id, "wrong"), ("rzp_live_1", simulated.key_secret), (simulated.key_id, "")):
            assert (await http.get("/v1/orders", auth=auth)).status_code == 401
        # The methods are what the form in a browser asks for, with the key id alone.
        assert (await http.get("/v1/methods", auth=(simulated.key_id, ""))).json()["upi"] is True


async def test_an_order_is_paid_once_after_any_number_of_declines(http, simulated):
    order = await make(http)
    for outcome in ("decline", "decline", "pay"):
        told = (await http.post(f"/_simulator/orders/{order['id']}/{outcome}", json={})).json()
    assert told["razorpay_signature"] == payment_signature(
        order["id"], told["razorpay_payment_id"], simulated.key_secret
    )
    now = (await http.get(f"/v1/orders/{order['id']}")).json()
    assert (now["status"], now["attempts"], now["amount_paid"], now["amount_due"]) == ("paid", 3, 50_000, 0)
    tried = (await http.get(f"/v1/orders/{order['id']}/payments")).json()["items"]
    assert [each["status"] for each in tried] == ["captured", "failed", "failed"]
    again = await http.post(f"/_simulator/orders/{order['id']}/pay", json={})
    assert again.status_code == 400
    listed = (await http.get("/_simulator/events")).json()["data"]
    told = [each["body"]["event"] for each in listed if order["id"] in str(each["body"])]
    assert told == ["order.paid", "payment.captured", "payment.authorized", "payment.failed", "payment.failed"]


async def test_lists_have_from_to_count_and_skip(http):
    made = [(await make(http, receipt=f"list-{n}"))["id"] for n in range(3)]
    page = (await http.get("/v1/orders", params={"count": 2})).json()
    assert (page["count"], [order["id"] for order in page["items"]]) == (2, made[:0:-1])
    rest = (await http.get("/v1/orders", params={"count": 1, "skip": 2})).json()
    assert [order["id"] for order in rest["items"]] == [made[0]]
    assert (await http.get("/v1/orders", params={"to": 1})).json()["items"] == []
    assert (await http.get("/v1/orders", params={"from": 9_999_999_999})).json()["items"] == []
    for wrong in ({"count": 101}, {"count": 0}, {"skip": "x"}):
        assert (await http.get("/v1/orders", params=wrong)).status_code == 400


async def test_a_refund_key_is_for_one_request(http):
    order = await make(http)
    attempt = (await http.post(f"/_simulator/orders/{order['id']}/pay", json={})).json()["razorpay_payment_id"]
    headers = {"x-refund-idempotency": "refund-0001"}
    first = await http.post(f"/v1/payments/{attempt}/refund", json={"amount": 100}, headers=headers)
    again = await http.post(f"/v1/payments/{attempt}/refund", json={"amount": 100}, headers=headers)
    assert first.json() == again.json()
    other = await http.post(f"/v1/payments/{attempt}/refund", json={"amount": 200}, headers=headers)
    assert other.json()["error"]["description"].startswith("Different request")
    short = await http.post(f"/v1/payments/{attempt}/refund", json={}, headers={"x-refund-idempotency": "short"})
    assert short.status_code == 400
    whole = await http.post(f"/v1/payments/{attempt}/refund", json={})
    assert whole.json()["amount"] == 49_900
    assert (await http.get(f"/v1/payments/{attempt}")).json()["status"] == "refunded"


async def test_a_person_pays_is_refunded_and_disputes_on_the_page(http):
    order = await make(http, receipt="<b>page</b>")
    page = await http.get(f"/pay/{order['id']}")
    assert "&lt;b&gt;page&lt;/b&gt;" in page.text
    assert "no money moves" in page.text
    for action, seen in (
        ("decline", "Declined."),
        ("pay", "Paid."),
        ("dispute", "It is disputed."),
        ("won", "razorpay_signature"),
        ("refund", "Refunded: ₹500.00 INR"),
    ):
        token = re.search(r'name="token" value="([0-9a-f]+)"', page.text)[1]
        done = await http.post(f"/pay/{order['id']}", data={"token": token, "action": action, "method": "upi"})
        assert done.status_code == 303, done.text
        page = await http.get(f"/pay/{order['id']}")
        assert seen in page.text
    assert 'name="token"' not in page.text  # nothing is left to do
    assert order["id"] in (await http.get("/")).text


async def test_the_page_takes_no_forged_form(http):
    order = await make(http)
    done = await http.post(f"/pay/{order['id']}", data={"token": "0" * 64, "action": "pay"})
    assert done.status_code == 403
    assert (await http.get(f"/v1/orders/{order['id']}")).json()["status"] == "created"
    assert (await http.get("/pay/order_unknown")).status_code == 404


async def test_its_state_outlives_it(tmp_path):
    options = RazorpayOptions(state_file=tmp_path / "razorpay.sqlite")
    auth = (options.key_id, options.key_secret)
    with SimulatedRazorpay(options) as first:
        async with httpx.AsyncClient(base_url=first.api_base, auth=auth) as http:
            order = await make(http)
    with SimulatedRazorpay(options) as second:
        async with httpx.AsyncClient(base_url=second.api_base, auth=auth) as http:
            assert (await http.get(f"/v1/orders/{order['id']}")).json() == order


def test_it_does_not_run_in_production_nor_with_a_live_key():
    with pytest.raises(SimulatorRefusedError):
        RazorpayOptions(environment=Environment.PRODUCTION)
    with pytest.raises(ValueError, match="rzp_test_"):
        RazorpayOptions(key_id="rzp_live_1")
    with pytest.raises(ValueError, match="http"):
        RazorpayOptions(webhook_url="ftp://x")
