"""Streams as server-sent events (C3), in graphql-sse's distinct connections mode, on a real port."""

import asyncio
import json

import httpx
import pytest
import structlog
from httpx_sse import aconnect_sse

from server.graphql import events
from tests.server.graphql.conftest import stopping
from tests.server.graphql.example import Record
from tests.support.waiting import PATIENCE_SECONDS

STREAM = "text/event-stream"


async def collect(server: str, query: str, *, accept: str = STREAM, **headers: str) -> list[tuple[str, object]]:
    """Each event's name and data."""
    async with (
        httpx.AsyncClient() as client,
        aconnect_sse(
            client, "POST", f"http://{server}/graphql", json={"query": query}, headers={"accept": accept, **headers}
        ) as source,
    ):
        assert source.response.status_code == 200
        return [(event.event, json.loads(event.data)) async for event in source.aiter_sse()]


@pytest.mark.parametrize(
    "accept", [STREAM, f"{STREAM}, application/json", f"application/graphql-response+json, {STREAM}"]
)
async def test_each_result_is_an_event_and_the_end_is_one(server, accept):
    assert await collect(server, "subscription { count(to: 3) }", accept=accept) == [
        ("next", {"data": {"count": 1}}),
        ("next", {"data": {"count": 2}}),
        ("next", {"data": {"count": 3}}),
        ("complete", {}),
    ]


async def test_a_query_is_one_event(server):
    assert await collect(server, "{ __typename }") == [("next", {"data": {"__typename": "Query"}}), ("complete", {})]


async def test_the_caller_is_known(server):
    assert await collect(server, "subscription { following }", authorization="Bearer good") == [
        ("next", {"data": {"following": "usr_1"}}),
        ("complete", {}),
    ]


async def test_results_come_one_by_one(server):
    async with (
        httpx.AsyncClient() as client,
        client.stream(
            "POST",
            f"http://{server}/graphql",
            json={"query": "subscription { count(to: 1000, seconds: 60) }"},
            headers={"accept": STREAM},
        ) as response,
    ):
        assert response.headers["content-type"] == f"{STREAM}; charset=utf-8"
        assert response.headers["cache-control"] == "no-store, no-transform"
        assert response.headers["x-request-id"].startswith("req_")
        lines = response.aiter_lines()
        assert [await anext(lines) for _ in range(2)] == ["event: next", 'data: {"data":{"count":1}}']


async def test_a_client_that_leaves_ends_the_stream(server, fresh_record: Record):
    await test_results_come_one_by_one(server)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not fresh_record.ended:  # noqa: ASYNC110 - it happens on the server's side
            await asyncio.sleep(0.01)


async def test_a_silent_stream_is_kept_alive(server, monkeypatch):
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    async with (
        httpx.AsyncClient() as client,
        client.stream(
            "POST",
            f"http://{server}/graphql",
            json={"query": "subscription { count(to: 2, seconds: 0.2) }"},
            headers={"accept": STREAM},
        ) as response,
    ):
        text = (await response.aread()).decode()
    assert text.count(": still here\n\n") >= 2
    assert text.endswith("event: complete\ndata: {}\n\n")


async def test_a_failure_midway_is_masked_logged_and_last(server):
    with structlog.testing.capture_logs() as logs:
        found = await collect(server, "subscription { count(to: 3, brokenAt: 2) }")
    assert [name for name, _ in found] == ["next", "next", "complete"]
    (error,) = found[1][1]["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "hunter2" not in json.dumps(found)
    (entry,) = [each for each in logs if each["event"] == "unexpected_failure"]
    assert entry["error_id"] == error["extensions"]["errorId"]


async def test_an_expected_failure_midway_keeps_its_words(server):
    found = await collect(server, "subscription { count(to: 3, refusedAt: 2) }")
    (error,) = found[1][1]["errors"]
    assert error["message"] == "to: is too far."
    assert error["extensions"] == {"code": "INVALID_INPUT", "retryable": False}


async def test_a_caller_who_must_sign_in(server):
    found = await collect(server, "subscription { following }")
    assert found[0][1]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_what_never_starts_is_an_ordinary_refusal(server):
    async with httpx.AsyncClient() as client:
        refused = await client.post(
            f"http://{server}/graphql", json={"query": "subscription { unknown }"}, headers={"accept": STREAM}
        )
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        no_stream = await client.post(f"http://{server}/graphql", json={"query": "subscription { count }"})
        assert no_stream.status_code == 406
        assert no_stream.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


class TestTheServerHasToEnd:
    @pytest.fixture(autouse=True)
    def soon(self, monkeypatch):
        monkeypatch.setattr(events, "SILENT_SECONDS", 0.3)
        yield
        stopping.clear()

    async def read(self, server: str, query: str) -> str:
        """All that comes, when the server is asked to end after the first result."""
        text = ""
        async with (
            httpx.AsyncClient() as client,
            client.stream(
                "POST", f"http://{server}/graphql", json={"query": query}, headers={"accept": STREAM}
            ) as response,
        ):
            async for part in response.aiter_text():
                text += part
                stopping.set()
        return text

    async def test_a_silent_stream_is_closed_so_that_its_client_connects_again(self, server, fresh_record: Record):
        text = await self.read(server, "subscription { count(to: 9, seconds: 60) }")
        assert text == 'event: next\ndata: {"data":{"count":1}}\n\n'
        assert len(fresh_record.ended) == 1

    async def test_a_busy_stream_is_carried_to_its_end(self, server):
        text = await self.read(server, "subscription { count(to: 9, seconds: 0.05) }")
        assert text.count("event: next") == 9
        assert text.endswith("event: complete\ndata: {}\n\n")


async def test_a_query_or_mutation_as_a_stream_has_its_time_as_well(make_client, fresh_record: Record):
    client = make_client(max_answer_seconds=0.05)
    query = {"query": "mutation { add(input: { number: 1 }, seconds: 60) }"}
    streamed = await client.post("/graphql", json=query, headers={"accept": STREAM})
    plain = await client.post("/graphql", json=query)
    name, data = streamed.text.split("\n")[:2]
    assert name == "event: next"
    assert json.loads(data.removeprefix("data: "))["errors"] == plain.json()["errors"]
    assert plain.json()["errors"][0]["extensions"] == {"code": "TIMEOUT", "retryable": True}
    assert plain.status_code == 503
    assert fresh_record.added == []
