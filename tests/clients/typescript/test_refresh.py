"""Subscriptions of the TypeScript client whose access tokens are all ended at once: they refresh, and go on."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import tokentill
from tests.support.server import LiveServer

PROGRAM = Path(__file__).with_name("watch.ts")
WENT_ON = {"seen": ["10000", "10000"], "refreshes": 1}


@pytest.mark.nightly  # a key that leaked ends after some seconds
@pytest.mark.usefixtures("typescript_client")
async def test_they_refresh_once_and_go_on(node: str, start_server: Callable[..., LiveServer]) -> None:
    server = await asyncio.to_thread(start_server)
    process = await asyncio.create_subprocess_exec(
        node, str(PROGRAM), server.graphql_url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(90):
        assert await process.stdout.readline() == b"watching\n"
        rotate = ["rotate-signing-key", "--now", "--data-dir", str(server.data_dir)]
        rotated = await asyncio.to_thread(tokentill, *rotate)
        assert rotated.returncode == 0, rotated.stderr
        told = json.loads(await process.stdout.readline())
        assert await process.wait() == 0
    kinds = ["tokens, sse", "tokens, websocket", "cookies, sse", "cookies, websocket"]
    assert told == dict.fromkeys(kinds, WENT_ON)
