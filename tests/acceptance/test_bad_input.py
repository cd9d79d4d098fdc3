"""What no client should send, sent to the real operations of a real server: told by a code, and nothing is stored."""

import json
from typing import Any

import httpx
import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.server import LiveServer

BOUNDED_CHAT = """mutation Chat($message: String!, $key: String!, $maxTokens: Int) {
  chat(input: { message: $message, modelId: "offline/echo", idempotencyKey: $key, maxTokens: $maxTokens }) {
    __typename ... on UserError { code }
  }
}"""
BOUNDED_STREAM = """subscription Chat($message: String!, $key: String!, $maxTokens: Int, $afterIndex: Int! = 0) {
  chatStream(input: { message: $message, idempotencyKey: $key, maxTokens: $maxTokens }, afterIndex: $afterIndex) {
    __typename ... on UserError { code }
  }
}"""
PAGES = ("Conversations", "Purchases", "UsageHistory")
OPERATOR = {"$gt": ""}
TOO_LARGE = [str(number) for number in (2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**63)]
NOT_WHOLE = ["1e3", "1000.0", "1.5"]
NO_JSON = ["NaN", "Infinity", "-Infinity", "9" * 5_000]


@pytest.fixture(scope="module")
async def ada(live_server: LiveServer):
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


async def everything(client: GraphQLClient) -> dict[str, Any]:
    """All that the caller has."""
    found = {name: await client.execute(OPERATIONS[name], {"first": 100}) for name in PAGES}
    return {**found, **await client.execute(OPERATIONS["Balance"]), **await client.execute(OPERATIONS["Me"])}


@pytest.fixture(autouse=True)
async def _nothing_is_stored(ada: GraphQLClient):
    before = await everything(ada)
    yield
    assert await everything(ada) == before
    assert before["balance"] == {**before["balance"], "available": "10000", "held": "0"}


async def post(client: GraphQLClient, content: bytes | str, *, accept: str = "") -> httpx.Response:
    """The answer to a body as it is."""
    headers = {
        "content-type": "application/json",
        "accept": accept or "application/graphql-response+json",
        "authorization": f"Bearer {client.token}",
    }
    return await client.http.post(client.url, content=content, headers=headers)


async def send(client: GraphQLClient, document: str, variables: dict[str, Any], name: str, raw: str) -> httpx.Response:
    """The answer to an operation one of whose variables is this text of JSON."""
    body = json.dumps({"query": document, "variables": {**variables, name: "PLACE"}}).replace('"PLACE"', raw)
    accept = "text/event-stream" if document.startswith("subscription") else ""
    return await post(client, body, accept=accept)


def refused(response: httpx.Response, code: str) -> None:
    """It was answered 400 with this code, before anything ran."""
    assert (response.status_code, code_of(response)) == (400, code), response.text
    assert "data" not in response.json()


def code_of(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    code: str = error["extensions"]["code"]
    return code


def chat(**changes: Any) -> dict[str, Any]:
    return {"message": "hello", "key": "bad", **changes}


NUMBERS = [
    (BOUNDED_CHAT, chat(), "maxTokens"),
    (BOUNDED_STREAM, chat(), "maxTokens"),
    (BOUNDED_STREAM, chat(), "afterIndex"),
    *[(OPERATIONS[name], {}, "first") for name in PAGES],
]


@pytest.mark.parametrize(("document", "variables", "name"), NUMBERS)
@pytest.mark.parametrize(
    ("raw", "code"),
    [*[(raw, "BAD_USER_INPUT") for raw in TOO_LARGE + NOT_WHOLE], *[(raw, "BAD_REQUEST") for raw in NO_JSON]],
)
async def test_numbers_that_are_no_amounts(ada, document, variables, name, raw, code):
    refused(await send(ada, document, variables, name, raw), code)


@pytest.mark.parametrize("raw", [*TOO_LARGE, *NOT_WHOLE, "9" * 5_000, "NaN"])
async def test_literals_that_are_no_amounts(ada, raw):
    document = BOUNDED_CHAT.replace(", $maxTokens: Int", "").replace("$maxTokens", raw)
    refused(await ada.send(document, chat()), "GRAPHQL_VALIDATION_FAILED")


@pytest.mark.parametrize("raw", ["0", "-1"])
async def test_amounts_out_of_their_bounds(ada, raw):
    answer = (await send(ada, BOUNDED_CHAT, chat(), "maxTokens", raw)).json()
    assert answer == {"data": {"chat": {"__typename": "OperationRefused", "code": "INVALID_INPUT"}}}
    for name in ("maxTokens", "afterIndex") if raw == "-1" else ("maxTokens",):
        response = await send(ada, BOUNDED_STREAM, chat(), name, raw)
        assert response.status_code == 200
        assert '"code":"INVALID_INPUT"' in response.text
        assert "ChatStarted" not in response.text
    for name in PAGES:
        response = await send(ada, OPERATIONS[name], {}, "first", raw)
        assert (response.status_code, code_of(response)) == (200, "INVALID_INPUT")


@pytest.mark.parametrize(
    ("operation", "variables", "names"),
    [
        ("Chat", chat(), ("message", "model", "conversation", "key")),
        ("ChatStream", chat(), ("message", "key")),
        ("Claim", {"key": "bad"}, ("key",)),
        ("CancelChat", {"key": "bad"}, ("key",)),
        ("Purchase", {"packageId": "package_1m", "method": "CARD", "key": "bad"}, ("packageId", "method", "key")),
        ("CancelPurchase", {"paymentId": "pay_1", "key": "bad"}, ("paymentId", "key")),
        ("Register", {"email": "eve@example.com", "password": PASSWORD}, ("email", "password")),
        ("Login", {"email": "eve@example.com", "password": PASSWORD}, ("email", "password")),
        ("RefreshSession", {"refreshToken": "rt_1"}, ("refreshToken",)),
        ("Logout", {"refreshToken": "rt_1"}, ("refreshToken",)),
        ("Messages", {"conversation": "con_1", "first": 5}, ("conversation", "after")),
        ("UsageHistory", {"first": 5}, ("after", "from", "to")),
    ],
)
async def test_values_that_are_no_text(ada, operation, variables, names):
    for name in names:
        for value in (OPERATOR, [OPERATOR], True, "a\0b"):
            response = await send(ada, OPERATIONS[operation], variables, name, json.dumps(value))
            refused(response, "BAD_USER_INPUT")
        response = await send(ada, OPERATIONS[operation], variables, name, '"a\\ud800b"')
        refused(response, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('"a\\u0000b"', "BAD_USER_INPUT"),
        ('"a\\u{0}b"', "BAD_USER_INPUT"),
        ('"""a\0b"""', "BAD_USER_INPUT"),
        ('"a\\ud800b"', "GRAPHQL_PARSE_FAILED"),
        ('{ gt: "" }', "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_literals_that_are_no_text(ada, message, code):
    document = f'mutation {{ chat(input: {{ message: {message}, idempotencyKey: "bad" }}) {{ __typename }} }}'
    refused(await ada.send(document), code)


async def test_bodies_that_are_no_json(ada):
    body = json.dumps({"query": OPERATIONS["Chat"], "variables": chat(message="PLACE")})
    deep = "[" * 100_000 + "]" * 100_000
    for bad in (
        body.encode().replace(b"PLACE", b"\xff\xfe"),
        body.encode().replace(b"PLACE", b"\xed\xa0\x80"),
        body.replace("PLACE", "\\udc00\\ud800"),
        body.replace("PLACE", "\0"),
        body.replace('"PLACE"', deep),
        body.replace('"PLACE"', '{"a":' * 100_000 + "1" + "}" * 100_000),
        deep,
        body[:-1],
    ):
        refused(await post(ada, bad), "BAD_REQUEST")
