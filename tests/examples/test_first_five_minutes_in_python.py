"""The example of the Python client, from signing up to what a chat cost, against a real server."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import httpx

from tests.support.server import LiveServer

ROOT = Path(__file__).parents[2]


async def press_pay(page: str) -> None:
    async with httpx.AsyncClient() as http:
        form = (await http.get(page)).text
        token = re.search(r'name="token" value="(\w+)"', form)
        assert token
        assert (await http.post(page, data={"token": token[1], "outcome": "pay"})).status_code == 303


async def test_it_buys_and_chats(live_server: LiveServer):
    command = [
        sys.executable,
        "-W",
        "error",
        str(ROOT / "examples/python/first_five_minutes.py"),
        live_server.graphql_url,
        "Hello!",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "codegen/python"), "PYTHONIOENCODING": "utf-8"}
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=environment)
    assert process.stdout is not None
    async with asyncio.timeout(60):
        lines = [(await process.stdout.readline()).decode() for _ in range(2)]
        assert lines[0] == "Claimed 1000\n"
        asked = re.fullmatch(r"Pay CN¥35\.00 for Popular: (http\S+)\n", lines[1])
        assert asked
        await press_pay(asked[1])
        rest, _ = await process.communicate()
    bought, reply, cost, usage = rest.decode().splitlines()
    assert process.returncode == 0
    assert bought == "Bought 500000"
    assert 'You said: "Hello!"' in reply
    charged = re.fullmatch(r"Cost (\d+), left (\d+)", cost)
    assert charged
    assert int(charged[1]) + int(charged[2]) == 511_000
    assert usage == f"CHAT: {charged[1]} tokens for offline/echo"
