"""graphql-transport-ws as a client meets it (C3, E3)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.graphql import connection
from server.graphql.socket_operations import MAXIMUM_OPERATIONS
from tests.server.graphql.conftest import valid_tokens
from tests.server.graphql.example import Record
from tests.support.waiting import PATIENCE_SECONDS


class Socket:
    """Speaks the protocol by hand, so that a test may also break it."""

    def __init__(self, raw: ClientConnection) -> None:
        self.raw = raw

    async def send(self, **message: Any) -> None:
        await self.raw.send(json.dumps(message))

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return json.loads(await self.raw.recv())

    async def introduce(self, payload: object = None) -> None:
        await self.send(type="connection_init", payload=payload)
        assert await self.receive() == {"type": "connection_ack"}

    async def subscribe(self, query: str, operation_id: str = "1", **payload: object) -> None:
        await self.send(id=operation_id, type="subscribe", payload={"query": query, **payload})

    async def closed(self) -> tuple[int, str]:
        """Code and reason of the close that must come now."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with pytest.raises(ConnectionClosed) as closed:
                await self.raw.recv()
        assert closed.value.rcvd is not None
        return closed.value.rcvd.code, closed.value.rcvd.reason


@asynccontextmanager
async def opened(server: str, **options: Any) -> AsyncIterator[Socket]:
    options = {"subprotocols": ["graphql-transport-ws"], **options}
    async with connect(f"ws://{server}/graphql", **options) as raw:
        yield Socket(raw)


async def until_ended(record: Record, count: int = 1) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(record.ended) < count:  # noqa: ASYNC110 - it happens on the server's side
            await asyncio.sleep(0.01)


async def test_a_subscription(server):
    async with opened(server) as socket:
        assert socket.raw.subprotocol == "graphql-transport-ws"
        await socket.introduce()
        await socket.subscribe("subscription C($to: Int!) { count(to: $to) }", variables={"to": 2})
        assert await socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"count": 1}}}
        assert await socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"count": 2}}}
        assert await socket.receive() == {"id": "1", "type": "complete"}


async def test_queries_and_mutations_too(server, fresh_record: Record):
    async with opened(server) as socket:
        await socket.introduce()
        await socket.subscribe("mutation { add(input: { number: 7 }) }")
        assert await socket.receive() == {"id": "1", "type": "next", "payload": {"data": {"add": 1}}}
        assert await socket.receive() == {"id": "1", "type": "complete"}
        await socket.subscribe("{ refused }")  # the id is free again
        answer = await socket.receive()
        assert answer["type"] == "next"
        assert answer["payload"]["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert fresh_record.added == [7]


async def test_ping(server):
    async with opened(server) as socket:
        await socket.send(type="ping")
        assert await socket.receive() == {"type": "pong"}


async def test_two_operations_at_once(server):
    async with opened(server) as socket:
        await socket.introduce()
        await socket.subscribe("subscription { count(to: 2, seconds: 0.05) }", "slow")
        await socket.subscribe("{ __typename }", "quick")
        ids = [(await socket.receive())["id"] for _ in range(5)]
        assert sorted(ids) == ["quick"] * 2 + ["slow"] * 3
        assert ids[-1] == "slow"


class TestWhoAsks:
    @pytest.mark.parametrize("name", ["Authorization", "authorization"])
    async def test_a_valid_token(self, server, name):
        async with opened(server) as socket:
            await socket.introduce({name: "Bearer good"})
            await socket.subscribe("subscription { following }")
            assert (await socket.receive())["payload"] == {"data": {"following": "usr_1"}}

    async def test_no_token(self, server):
        async with opened(server) as socket:
            await socket.introduce({})
            await socket.subscribe("subscription { following }")
            answer = await socket.receive()
            assert answer["type"] == "error"
            assert answer["payload"][0]["extensions"] == {"code": "UNAUTHENTICATED", "retryable": False}

    async def test_the_handshake_says_the_language(self, server):
        async with opened(server, additional_headers={"Accept-Language": "zh-CN"}) as socket:
            await socket.introduce({})
            await socket.subscribe("subscription { following }")
            (error,) = (await socket.receive())["payload"]
            assert error["message"] == "请先登录：在 Authorization 请求头中发送有效的访问令牌。"

    @pytest.mark.parametrize(
        ("handshake", "name", "stated", "message"),
        [
            ("en", "Accept-Language", "zh-CN, en;q=0.5", "请先登录"),
            ("en", "accept-language", "zh", "请先登录"),
            ("zh", "Accept-Language", "en", "Sign in first"),
            ("zh", "Accept-Language", "\u0000", "Sign in first"),
            ("zh", "Accept-Language", 7, "请先登录"),
        ],
    )
    async def test_connection_init_says_it_before_the_handshake(self, server, handshake, name, stated, message):
        async with opened(server, additional_headers={"Accept-Language": handshake}) as socket:
            await socket.introduce({name: stated})
            await socket.subscribe("subscription { following }")
            (error,) = (await socket.receive())["payload"]
            assert error["message"].startswith(message)

    @pytest.mark.parametrize("sent", ["Bearer bad", "good", "", 7, {"token": "good"}])
    async def test_a_wrong_token_is_never_anonymous(self, server, sent):
        async with opened(server) as socket:
            await socket.send(type="connection_init", payload={"Authorization": sent})
            assert await socket.closed() == (4403, "UNAUTHENTICATED")

    async def test_a_token_that_expires_serves_no_further_operation(self, server):
        valid_tokens.add("short")
        async with opened(server) as socket:
            await socket.introduce({"Authorization": "Bearer short"})
            await socket.subscribe("{ whoami }")
            assert (await socket.receive())["payload"] == {"data": {"whoami": "usr_1"}}
            assert (await socket.receive())["type"] == "complete"
            valid_tokens.remove("short")
            await socket.subscribe("{ __typename }")
            answer = await socket.receive()
            assert answer["type"] == "error"
            assert answer["payload"][0]["extensions"] == {"code": "UNAUTHENTICATED", "retryable": False}

    @pytest.mark.parametrize(
        ("origin", "allowed"),
        [
            (None, True),
            ("same", True),
            ("https://shop.example", True),
            ("https://evil.example", False),
            ("https://shop.example.evil.example", False),
            ("null", False),
        ],
    )
    async def test_origins(self, server, origin, allowed):
        origin = f"http://{server}" if origin == "same" else origin
        if allowed:
            async with opened(server, origin=origin) as socket:
                await socket.introduce()
            return
        with pytest.raises(InvalidStatus) as refused:
            async with opened(server, origin=origin):
                pass
        assert refused.value.response.status_code == 403


class TestFailures:
    async def test_midway_and_unexpected(self, server):
        async with opened(server) as socket:
            await socket.introduce()
            with structlog.testing.capture_logs() as logs:
                await socket.subscribe("subscription { count(to: 3, brokenAt: 2) }")
                assert (await socket.receive())["type"] == "next"
                answer = await socket.receive()
            assert (answer["id"], answer["type"]) == ("1", "error")
            (error,) = answer["payload"]
            assert error["extensions"]["code"] == "INTERNAL"
            assert "hunter2" not in json.dumps(answer)
            (entry,) = [each for each in logs if each["event"] == "unexpected_failure"]
            assert entry["error_id"] == error["extensions"]["errorId"]
            await socket.subscribe("{ __typename }")
            assert (await socket.receive())["payload"] == {"data": {"__typename": "Query"}}

    async def test_midway_and_expected(self, server):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.subscribe("subscription { count(to: 3, refusedAt: 1) }")
            answer = await socket.receive()
            assert answer["type"] == "error"
            assert answer["payload"][0]["extensions"] == {"code": "INVALID_INPUT", "retryable": False}

    @pytest.mark.parametrize(
        ("payload", "code"),
        [
            (None, "BAD_REQUEST"),
            ([], "BATCHING_NOT_SUPPORTED"),
            ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
            ({"query": "{ unknown }"}, "GRAPHQL_VALIDATION_FAILED"),
            ({"query": "query Q($n: Int!) { count(to: $n) }"}, "GRAPHQL_VALIDATION_FAILED"),
            ({"query": "subscription Q($n: Int!) { count(to: $n) }", "variables": {"n": "x"}}, "BAD_USER_INPUT"),
            ({"query": "{ __typename }", "variables": {"a": ["x"] * 1_001}}, "BAD_USER_INPUT"),
            ({"query": "{ row " + "{ again " * 20 + "{ number }" + " }" * 21}, "QUERY_TOO_COMPLEX"),
        ],
    )
    async def test_what_never_starts(self, server, payload, code):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.send(id="1", type="subscribe", payload=payload)
            answer = await socket.receive()
            assert (answer["id"], answer["type"]) == ("1", "error")
            assert answer["payload"][0]["extensions"]["code"] == code


class TestEnds:
    async def test_complete_ends_a_subscription(self, server, fresh_record: Record):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.subscribe("subscription { count(to: 1000, seconds: 60) }")
            assert (await socket.receive())["type"] == "next"
            await socket.send(id="1", type="complete")
            await until_ended(fresh_record)
            await socket.subscribe("{ __typename }")
            assert (await socket.receive())["payload"] == {"data": {"__typename": "Query"}}

    async def test_a_client_that_leaves_ends_its_subscriptions(self, server, fresh_record: Record):
        async with opened(server) as socket:
            await socket.introduce()
            for each in range(3):
                await socket.subscribe("subscription { count(to: 1000, seconds: 60) }", str(each))
                assert (await socket.receive())["type"] == "next"
        await until_ended(fresh_record, 3)

    async def test_a_mutation_is_carried_to_its_end(self, server, fresh_record: Record):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.subscribe("mutation { add(input: { number: 1 }, seconds: 0.2) }", "completed")
            await socket.subscribe("mutation { add(input: { number: 2 }, seconds: 0.2) }", "left")
            await asyncio.sleep(0.05)
            await socket.send(id="completed", type="complete")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(fresh_record.added) < 2:  # noqa: ASYNC110 - it happens on the server's side
                await asyncio.sleep(0.01)
        assert sorted(fresh_record.added) == [1, 2]

    async def test_a_connection_has_so_many_operations(self, server, fresh_record: Record):
        async with opened(server) as socket:
            await socket.introduce({"Accept-Language": "zh"})
            for each in range(MAXIMUM_OPERATIONS):
                await socket.subscribe("subscription { count(to: 1000, seconds: 60) }", str(each))
                assert (await socket.receive())["type"] == "next"
            await socket.subscribe("{ __typename }", "more")
            answer = await socket.receive()
            assert (answer["id"], answer["type"]) == ("more", "error")
            assert answer["payload"][0]["extensions"] == {"code": "TOO_MANY_OPERATIONS", "retryable": True}
            assert answer["payload"][0]["message"] == "一个连接最多同时进行 20 个操作。"
        await until_ended(fresh_record, MAXIMUM_OPERATIONS)


class TestProtocol:
    @pytest.mark.parametrize("subprotocols", [["graphql-ws"], None])
    async def test_other_subprotocols(self, server, subprotocols):
        async with opened(server, subprotocols=subprotocols) as socket:
            assert (await socket.closed())[0] == 4406

    async def test_no_introduction(self, server, monkeypatch):
        monkeypatch.setattr(connection, "INITIALISATION_SECONDS", 0.05)
        async with opened(server) as socket:
            assert (await socket.closed())[0] == 4408

    async def test_a_second_introduction(self, server):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.send(type="connection_init")
            assert (await socket.closed())[0] == 4429

    async def test_an_operation_before_the_introduction(self, server):
        async with opened(server) as socket:
            await socket.subscribe("{ __typename }")
            assert await socket.closed() == (4401, "Unauthorized")

    async def test_an_id_that_is_taken(self, server):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.subscribe("subscription { count(to: 1000, seconds: 60) }")
            await socket.receive()
            await socket.subscribe("subscription { count(to: 1000, seconds: 60) }")
            assert (await socket.closed())[0] == 4409

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "7",
            "[]",
            "null",
            b"\x00",
            '{"type": "start"}',
            '{"type": ["ping"]}',
            "{}",
            '{"type": "connection_init", "payload": 7}',
            '{"a": "\\ud800"}',
            "[" * 100_000,
        ],
    )
    async def test_what_is_no_message(self, server, text):
        async with opened(server) as socket:
            await socket.raw.send(text)
            assert (await socket.closed())[0] == 4400

    @pytest.mark.parametrize("bad_id", [None, "", 7, "x" * 129])
    async def test_what_is_no_id(self, server, bad_id):
        async with opened(server) as socket:
            await socket.introduce()
            await socket.send(id=bad_id, type="subscribe", payload={"query": "{ __typename }"})
            assert (await socket.closed())[0] == 4400

    async def test_a_large_message(self, server):
        async with opened(server) as socket:
            await socket.raw.send(" " * 1_048_577)
            assert (await socket.closed())[0] == 1009
