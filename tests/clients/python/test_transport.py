"""The hand-written part of the Python client over HTTP: sessions, errors, variables, time limits."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from tokentill_client import RequestError, Tokens, TokentillClient, UserError
from tokentill_client.generated.base_model import UNSET
from tokentill_client.generated.enums import PaymentMethod, UsageKind
from tokentill_client.generated.input_types import UserFilter, WorkInput
from tokentill_client.variables import jsonable

OLD, NEW = Tokens("old", "refresh-old"), Tokens("new", "refresh-new")
BALANCE = {"balance": dict.fromkeys(["available", "free", "purchased", "held", "debt"], "9007199254740993")}
BALANCE["balance"] |= {"lifetimePurchased": "0", "lifetimeSpent": "0"}


def error(code: str, status: int = 200, **more: Any) -> httpx.Response:
    errors = [{"message": "A sentence.", "extensions": {"code": code, "retryable": False, **more}}]
    return httpx.Response(status, json={"errors": errors})


class Server:
    """Answers as a server whose token `old` has run out."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.refreshes = 0
        self.refreshing = asyncio.Event()
        self.new: dict[str, Any] = {"__typename": "Session", "accessToken": "new", "refreshToken": "refresh-new"}

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        body = json.loads(request.content)
        await asyncio.sleep(0)  # others may ask meanwhile
        if "refreshSession" in body["query"]:
            self.refreshes += 1
            self.refreshing.set()
            assert "authorization" not in request.headers
            assert body["variables"] == {"refreshToken": "refresh-old"}
            return httpx.Response(200, json={"data": {"refreshSession": self.new}})
        if request.headers.get("authorization") == "Bearer old":
            return error("TOKEN_EXPIRED", 401)
        if "authorization" not in request.headers:
            return error("UNAUTHENTICATED")
        return httpx.Response(200, json={"data": BALANCE})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def heard() -> list[Tokens | None]:
    return []


@pytest.fixture
async def client(server: Server, heard: list[Tokens | None]) -> AsyncIterator[TokentillClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as http:
        yield TokentillClient("http://test/graphql", tokens=OLD, on_tokens=heard.append, language="zh", http=http)


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> TokentillClient:
    return TokentillClient("http://test/graphql", http=httpx.AsyncClient(transport=httpx.MockTransport(answer)))


async def test_calls_that_find_the_token_run_out_refresh_it_once(client, server, heard):
    balances = await asyncio.gather(*(client.balance() for _ in range(20)))
    assert {balance.available for balance in balances} == {9_007_199_254_740_993}
    assert server.refreshes == 1
    assert client.tokens == NEW
    assert heard == [NEW]


async def test_a_caller_that_is_cancelled_does_not_take_the_refresh_from_others(client, server):
    first = asyncio.create_task(client.balance())
    await server.refreshing.wait()
    first.cancel()
    assert (await client.balance()).held == 9_007_199_254_740_993
    assert first.cancelled()
    assert (server.refreshes, client.tokens) == (1, NEW)


async def test_a_session_that_cannot_be_refreshed_is_over(client, server, heard):
    server.new = {"__typename": "OperationRefused", "code": "SESSION_ENDED", "message": "It has ended."}
    with pytest.raises(RequestError) as raised:
        await client.balance()
    assert raised.value.code == "UNAUTHENTICATED"
    assert (client.tokens, heard) == (None, [None])


async def test_whoever_signs_in_while_an_old_session_is_refused_stays_signed_in(client, server):
    async def slow(request: httpx.Request) -> httpx.Response:
        if "refreshSession" in json.loads(request.content)["query"]:
            client.tokens = Tokens("other", "refresh-other")
        return await server(request)

    client._http = httpx.AsyncClient(transport=httpx.MockTransport(slow))
    assert (await client.balance()).debt == 9_007_199_254_740_993
    assert client.tokens == Tokens("other", "refresh-other")


async def test_an_api_key_is_not_refreshed(client, server):
    client.tokens = Tokens("old")
    with pytest.raises(RequestError) as raised:
        await client.balance()
    assert (raised.value.code, raised.value.status, server.refreshes) == ("TOKEN_EXPIRED", 401, 0)


async def test_signing_in_and_out_changes_who_is_calling(heard):
    user = {"id": "usr_1", "email": "ada@example.com", "role": "USER"}
    session = {"__typename": "Session", "accessToken": "a", "refreshToken": "r", "expiresAt": "2026-01-01T00:00:00Z"}
    answers = iter([{"login": {**session, "user": user}}, {"logout": {"__typename": "LoggedOut"}}])
    client = answering(lambda _: httpx.Response(200, json={"data": next(answers)}))
    await client.login(email="ada@example.com", password="x")
    assert client.tokens == Tokens("a", "r")
    await client.logout(refresh_token="r")
    assert client.tokens is None


async def test_the_language_is_asked_for(client, server):
    await client.balance()
    assert {request.headers["accept-language"] for request in server.requests} == {"zh"}


def test_tokens_are_not_printed():
    assert "old" not in repr(OLD)


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (error("INTERNAL", errorId="err_1"), ("INTERNAL", False, "err_1", 200, None)),
        (error("SERVER_BUSY", 503, retryable=True), ("SERVER_BUSY", True, None, 503, None)),
        (error("RATE_LIMITED", 429, retryable=True, retryAfterSeconds=7), ("RATE_LIMITED", True, None, 429, 7)),
        (
            httpx.Response(429, json={"code": "RATE_LIMITED"}, headers={"retry-after": "9"}),
            ("RATE_LIMITED", True, None, 429, 9),
        ),
        (httpx.Response(403, json={"code": "HTTPS_REQUIRED"}), ("HTTPS_REQUIRED", False, None, 403, None)),
        (httpx.Response(502, text="<html>"), ("NETWORK", True, None, 502, None)),
        (httpx.Response(200, json=[]), ("NETWORK", True, None, 200, None)),
        (httpx.Response(200, json={"data": None}), ("NETWORK", True, None, 200, None)),
        (httpx.Response(200, json={"errors": [None]}), ("INTERNAL", False, None, 200, None)),
    ],
)
async def test_an_answer_that_is_no_data_is_raised_with_what_it_says(response, told):
    with pytest.raises(RequestError) as raised:
        await answering(lambda _: response).balance()
    failed = raised.value
    assert (failed.code, failed.retryable, failed.error_id, failed.status, failed.retry_after_seconds) == told


async def test_a_server_that_cannot_be_reached_may_be_asked_again():
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    with pytest.raises(RequestError) as raised:
        await answering(refuse).balance()
    assert (raised.value.code, raised.value.retryable) == ("NETWORK", True)


async def test_an_answer_must_come_in_time():
    async def wait(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(RequestError) as raised:
        await answering(wait).balance(timeout_seconds=0.01)
    assert (raised.value.code, raised.value.message) == ("NETWORK", "No answer came in time.")


async def test_what_a_newer_server_answers_is_no_fault_of_pydantics():
    claimed = {"claim": {"__typename": "ClaimPostponed", "code": "X", "message": "Y"}}
    with pytest.raises(RequestError) as raised:
        await answering(lambda _: httpx.Response(200, json={"data": claimed})).claim(key="k")
    assert raised.value.code == "ANSWER_NOT_UNDERSTOOD"
    assert "claim" in raised.value.message
    assert "ClaimPostponed" in raised.value.message


async def test_a_value_of_an_enum_that_is_not_known_is_survived():
    methods = [{"method": method, "available": True, "reason": None} for method in ("CARD", "GOLD")]
    client = answering(lambda _: httpx.Response(200, json={"data": {"paymentMethods": methods}}))
    known, unknown = (each.method for each in await client.payment_methods(package_id="package_1m"))
    assert known is PaymentMethod.CARD
    assert (unknown.name, unknown.value, f"{unknown}") == ("UNKNOWN", "GOLD", "GOLD")
    assert unknown not in list(PaymentMethod)
    assert jsonable({"method": unknown}) == {"method": "GOLD"}


async def test_an_answer_that_is_not_understood_shows_no_token():
    session = {
        "__typename": "Session",
        "accessToken": "secret",
        "refreshToken": ["secret"],
        "expiresAt": "x",
        "user": 1,
    }
    with pytest.raises(RequestError) as raised:
        await answering(lambda _: httpx.Response(200, json={"data": {"login": session}})).login(email="a", password="b")
    assert raised.value.code == "ANSWER_NOT_UNDERSTOOD"
    assert "secret" not in "".join(traceback.format_exception(raised.value))


async def test_a_failure_of_a_union_is_told_from_a_success():
    refused = {"claim": {"__typename": "OperationRefused", "code": "FORBIDDEN", "message": "No."}}
    claimed = await answering(lambda _: httpx.Response(200, json={"data": refused})).claim(key="k")
    assert isinstance(claimed, UserError)
    left = {"logout": {"__typename": "LoggedOut"}}
    answer = await answering(lambda _: httpx.Response(200, json={"data": left})).logout(refresh_token="r")
    assert not isinstance(answer, UserError)


def test_variables_are_what_was_set():
    variables = {
        "first": 2**53 + 1,
        "after": None,
        "search": UNSET,
        "filter": UserFilter(plan_id=None, created_from=datetime(2026, 1, 2, tzinfo=UTC)),
        "work": [WorkInput(kind=UsageKind.CHAT)],
        "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    assert jsonable(variables) == {
        "first": 9_007_199_254_740_993,
        "after": None,
        "filter": {"planId": None, "createdFrom": "2026-01-02T00:00:00Z"},
        "work": [{"kind": "CHAT"}],
        "at": "2026-01-02T03:04:05Z",
    }
