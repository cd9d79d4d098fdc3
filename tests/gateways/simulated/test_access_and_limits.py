"""Who may call, and how much of anything is taken."""

from collections.abc import Iterator

import httpx
import pytest

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from tests.gateways.support import http

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("key", ["", "sk_live_abc", "pk_live_abc", "hello", "sk_test_", "sk_test_é"])
async def test_other_keys_get_401(simulated: SimulatedStripe, key: str) -> None:
    headers = {"Authorization": b"Bearer " + key.encode()} if key else {}
    async with httpx.AsyncClient(base_url=simulated.api_base, headers=headers) as client:
        answer = await client.get("/v1/account")
    assert (answer.status_code, answer.json()["error"]["type"]) == (401, "invalid_request_error")
    assert answer.headers["request-id"].startswith("req_")


async def test_the_key_as_curl_gives_it(simulated: SimulatedStripe) -> None:
    async with httpx.AsyncClient(base_url=simulated.api_base, auth=("sk_test_any", "")) as client:
        account = await client.get("/v1/account")
    assert account.json()["capabilities"]["wechat_pay_payments"] == "active"


@pytest.fixture
def locked() -> Iterator[SimulatedStripe]:
    with SimulatedStripe(Options(key="sk_test_only")) as simulated:
        yield simulated


async def test_with_a_key_of_its_own_no_other_opens_it(locked: SimulatedStripe) -> None:
    assert (locked.secret_key, locked.publishable_key) == ("sk_test_only", "pk_test_only")
    async with http(locked, "sk_test_other") as other, http(locked) as own:
        assert (await other.get("/v1/account")).status_code == 401
        assert (await own.get("/v1/account")).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"amount=1000&currency=cny&description=" + b"x" * 300_000, FORM, 413),
        (b"a=1&" * 2_000, FORM, 400),
        (b"a[b][c][d][e][f][g][h]=1", FORM, 400),
        (b"a[b=1", FORM, 400),
        (b"=1", FORM, 400),
        (b"a=1&a[b]=2", FORM, 400),
        (b"a" * 600 + b"=1", FORM, 400),
        (b"description=%ff", FORM, 400),
        (b"\xff\xfe", FORM, 400),
        (b'{"amount": 1000}', "application/json", 400),
        (b"amount=1e3&currency=cny", FORM, 400),
        (b"amount=1000.5&currency=cny", FORM, 400),
        (b"amount=" + b"9" * 5_000 + b"&currency=cny", FORM, 400),
        (b"amount=NaN&currency=cny", FORM, 400),
        (b"amount[$gt]=&currency=cny", FORM, 400),
        ("amount=\uff11000&currency=cny".encode(), FORM, 400),
    ],
)
async def test_bad_bodies_are_refused(simulated: SimulatedStripe, body: bytes, kind: str, status: int) -> None:
    async with http(simulated) as client:
        answer = await client.post("/v1/payment_intents", content=body, headers={"Content-Type": kind})
        assert answer.status_code == status
        assert answer.json()["error"]["type"] == "invalid_request_error"
        assert (await client.get("/v1/payment_intents")).json()["data"] == []


async def test_what_is_not_simulated_says_so(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        for answer in (await client.get("/v1/quotes"), await client.delete("/v1/account")):
            assert (answer.status_code, answer.json()["error"]["type"]) == (404, "invalid_request_error")
        missing = await client.get("/v1/payment_intents/pi_none")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "resource_missing")
