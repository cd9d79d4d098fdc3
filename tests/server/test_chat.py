"""Chat on a real server process: a real upstream, a client that goes, a server that stops (C3, C6, faults 23, 24)."""

import asyncio
from pathlib import Path

import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.aimock import aimock
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.subscription import sse_events, websocket_events

WELCOME = 10_000
ESSAY = """
subscription Essay($key: String!, $after: Int! = 0) {
  chatStream(input: { message: "Write", modelId: "offline/essay", idempotencyKey: $key }, afterIndex: $after) {
    __typename
    ... on ChatStarted { heldTokens }
    ... on ChatDelta { index nextIndex text }
    ... on ChatCompleted { reply { content finishReason } usage { cost } balance { available held } }
    ... on UserError { code message }
  }
}
"""
FIXTURES = [
    {
        "match": {"userMessage": "hello"},
        "response": {
            "content": "Hello! How can I help you today?",
            "usage": {"prompt_tokens": 21, "completion_tokens": 34, "total_tokens": 55},
        },
    },
    {"match": {"userMessage": "fail"}, "response": {"error": {"message": "Broken"}, "status": 500}},
]


async def signed_up(server: LiveServer) -> GraphQLClient:
    client = GraphQLClient(server.graphql_url)
    await client.register(f"{new_id('ada')}@example.com")
    return client


async def balance(client: GraphQLClient) -> dict:
    return (await client.execute(OPERATIONS["Balance"]))["balance"]


async def first_deltas(stream, count: int) -> list[dict]:
    """The first few deltas of a stream that is then left."""
    deltas: list[dict] = []
    async for event in stream:
        chat_event = event["data"]["chatStream"]
        assert chat_event["__typename"] in {"ChatStarted", "ChatDelta"}, chat_event
        if chat_event["__typename"] == "ChatDelta":
            deltas.append(chat_event)
        if len(deltas) == count:
            break
    await stream.aclose()
    return deltas


@pytest.mark.node
async def test_a_chat_costs_what_the_providers_usage_says(start_server, tmp_path: Path):
    with aimock(FIXTURES, tmp_path, "--chunk-size", "5") as url:
        server = start_server(env={"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_API_KEY": "key", "DEFAULT_MODEL": "gpt-4o"})
        async with await signed_up(server) as client:
            chat = (await client.execute(OPERATIONS["Chat"], {"message": "hello", "key": "1"}))["chat"]
            assert chat["reply"]["content"] == "Hello! How can I help you today?"
            assert chat["usage"] == {
                "inputTokens": "21",
                "outputTokens": "34",
                "cacheReadTokens": "0",
                "cacheWriteTokens": "0",
                "reasoningTokens": "0",
                "cost": "55",
            }
            assert chat["balance"] == {"available": str(WELCOME - 55), "held": "0"}
            failed = (await client.execute(OPERATIONS["Chat"], {"message": "fail", "key": "2"}))["chat"]
            assert (failed["__typename"], failed["code"], failed["retryable"]) == (
                "OperationRefused",
                "PROVIDER_UNAVAILABLE",
                True,
            )
            assert (await balance(client))["available"] == str(WELCOME - 55)


@pytest.mark.parametrize(("events", "address"), [(websocket_events, "websocket_url"), (sse_events, "graphql_url")])
async def test_a_reader_who_comes_back_reads_on(live_server: LiveServer, events, address):
    async with await signed_up(live_server) as client:
        url = getattr(live_server, address)
        before = await first_deltas(events(url, ESSAY, {"key": "essay"}, token=client.token), 3)
        assert int((await balance(client))["held"]) > 0
        after = before[-1]["nextIndex"]
        rest = [
            event["data"]["chatStream"]
            async for event in events(url, ESSAY, {"key": "essay", "after": after}, token=client.token)
        ]
        completed = rest[-1]
        assert completed["__typename"] == "ChatCompleted", completed
        deltas = [*before, *(event for event in rest if event["__typename"] == "ChatDelta")]
        assert "".join(delta["text"] for delta in deltas) == completed["reply"]["content"]
        assert [delta["index"] for delta in deltas[1:]] == [delta["nextIndex"] for delta in deltas[:-1]]
        assert completed["balance"]["held"] == "0"


async def test_a_client_that_goes_leaves_nothing_held(live_server: LiveServer):
    async with await signed_up(live_server) as client:
        await first_deltas(websocket_events(live_server.websocket_url, ESSAY, {"key": "gone"}, token=client.token), 2)
        for _ in range(150):
            await asyncio.sleep(0.2)
            if (left := await balance(client))["held"] == "0":
                break
        assert left["held"] == "0"
        assert int(left["lifetimeSpent"]) > 0


async def test_a_server_that_is_stopped_in_mid_stream_charges_what_it_delivered(start_server):
    server: LiveServer = start_server()
    async with await signed_up(server) as client:
        stream = websocket_events(server.websocket_url, ESSAY, {"key": "cut"}, token=client.token)
        await first_deltas(stream, 2)
        assert await asyncio.to_thread(server.stop) == 0
        server.start()
        standing = await balance(client)
        assert standing["held"] == "0"
        assert int(standing["available"]) == WELCOME - int(standing["lifetimeSpent"])
        again = [
            event["data"]["chatStream"]
            async for event in websocket_events(server.websocket_url, ESSAY, {"key": "cut"}, token=client.token)
        ]
        assert again[-1]["__typename"] == "ChatCompleted", again[-1]
        assert again[-1]["usage"]["cost"] == standing["lifetimeSpent"]
