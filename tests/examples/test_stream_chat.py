"""The example clients, against two servers behind a line that is cut again and again: every byte arrives once (C3)."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from models.ids import new_id
from tests.support.cutting_proxy import CuttingProxy, cutting_proxy
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.upstream import RawUpstream, answer, chunk, raw_upstream

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED = int(os.environ.get("STREAMS_SEED", "1"))
WORDS = [f"{number}-{'é漢😀x'[number % 4]} " for number in range(200)]
TEXT = "".join(WORDS) + "the end."


@pytest.fixture(scope="module")
async def upstream() -> AsyncIterator[RawUpstream]:
    """A model that writes for some two seconds."""
    async with raw_upstream() as upstream:
        upstream.replies = [[*(part for word in WORDS for part in (chunk(word), 0.012)), *answer("the end.")]]
        yield upstream


@pytest.fixture(scope="module")
async def servers(mongodb_uri: str, upstream: RawUpstream, tmp_path_factory) -> AsyncIterator[list[LiveServer]]:
    """Two server processes on one database."""
    environment = {
        "MONGODB_URI": mongodb_uri,
        "MONGODB_DATABASE": new_id("test"),
        "JWT_SECRET": "a test secret of more than 32 characters",
        "OPENAI_BASE_URL": upstream.base_url,
    }
    servers = [LiveServer(tmp_path_factory.mktemp(f"server-{number}"), env=environment) for number in range(2)]
    await asyncio.gather(*(asyncio.to_thread(server.start) for server in servers))
    yield servers
    await asyncio.gather(*(asyncio.to_thread(server.stop) for server in servers))


async def run(command: list[str], token: str) -> tuple[str, str]:
    """What a program writes to its output and to its errors."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=-1, stderr=-1, env={**os.environ, "TOKENTILL_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    )
    async with asyncio.timeout(60):
        output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return output.decode(), errors.decode()


async def streamed(proxy: CuttingProxy, servers: list[LiveServer], command: list[str]) -> None:
    """The program gets the reply whole, although it is cut, and is charged once."""
    print("seed", SEED)
    async with GraphQLClient(servers[0].graphql_url) as ada:
        await ada.register(f"{new_id('ada')}@example.com")
        output, errors = await run(command, str(ada.token))
        assert output == TEXT
        standing: dict[str, Any] = (await ada.execute("{ balance { available held lifetimeSpent } }"))["balance"]
    assert proxy.cuts >= 3
    assert set(proxy.reached) == {server.port for server in servers}
    assert (standing["held"], standing["lifetimeSpent"]) == ("0", "15")
    assert errors.endswith(f"cost 15, left {standing['available']}\n")


async def test_python_over_server_sent_events(servers, upstream):
    asked = len(upstream.requests)
    async with cutting_proxy([server.port for server in servers], SEED, least=900, most=2_500) as proxy:
        program = str(EXAMPLES / "python" / "stream_chat.py")
        await streamed(proxy, servers, [sys.executable, program, f"http://127.0.0.1:{proxy.port}/graphql", "Write"])
    assert len(upstream.requests) == asked + 1


async def test_typescript_over_a_websocket(servers, upstream, node):
    asked = len(upstream.requests)
    async with cutting_proxy([server.port for server in servers], SEED, least=600, most=1_000) as proxy:
        program = str(EXAMPLES / "typescript" / "streamChat.ts")
        await streamed(proxy, servers, [node, program, f"ws://127.0.0.1:{proxy.port}/graphql", "Write"])
    assert len(upstream.requests) == asked + 1


@pytest.mark.usefixtures("typescript_client")
@pytest.mark.parametrize("transport", ["sse", "websocket"])
async def test_the_typescript_client(servers, upstream, node, transport):
    asked = len(upstream.requests)
    async with cutting_proxy([server.port for server in servers], SEED, least=900, most=2_500) as proxy:
        program = str(EXAMPLES.parent / "tests" / "clients" / "typescript" / "readChat.ts")
        await streamed(proxy, servers, [node, program, f"http://127.0.0.1:{proxy.port}/graphql", "Write", transport])
    assert len(upstream.requests) == asked + 1
