"""The example of the TypeScript client, run as a newcomer runs it (examples/typescript/firstFiveMinutes.ts)."""

import asyncio
from pathlib import Path

import pytest

from tests.support.server import LiveServer

PROGRAM = Path(__file__).parents[2] / "examples" / "typescript" / "firstFiveMinutes.ts"


@pytest.mark.usefixtures("typescript_client")
async def test_it_claims_buys_chats_and_shows_the_usage(node: str, live_server: LiveServer) -> None:
    process = await asyncio.create_subprocess_exec(
        node, str(PROGRAM), live_server.graphql_url, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(60):
        output, _ = await process.communicate()
    lines = output.decode().splitlines()
    assert process.returncode == 0, lines
    claimed, bought, reply, cost, usage = lines
    assert claimed == "claimed 1000, available 11000"
    assert bought == "bought 500000, available 511000"
    assert 'You said: "What is a token?"' in reply
    assert usage == f"CHAT offline/echo {cost}"
