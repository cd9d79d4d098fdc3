"""D1-D3: the examples of docs/usage.md as they are written, against a real server."""

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT, LiveServer

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "usage.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
COMMAND = re.compile(r"^tokentill ([a-z -]+?) *(#.*)?$", re.MULTILINE)


async def test_the_examples_tell_the_same_of_the_same_charges(live_server: LiveServer, tmp_path: Path) -> None:
    async with GraphQLClient(live_server.graphql_url) as ada:
        await ada.register("usage-page@example.com")
        for number in range(2):
            await ada.execute(OPERATIONS["Chat"], {"message": "Where did they go?", "key": f"usage-page-{number}"})
    script = "\n".join(["set -eu", f"TOKEN={ada.token}", TOOLS, *SHELL]).replace(
        "http://127.0.0.1:8000", live_server.url
    )
    script = COMMAND.sub(rf"{sys.executable} -m server.cli \1 --data-dir {live_server.data_dir}", script)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # its files go where the test ends, not into the checkout
    command = ["bash", "-c", script]
    finished = await asyncio.to_thread(
        subprocess.run, command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    lines = finished.stdout.splitlines()
    history, stats, last = lines[:3]
    commands = [line for line in lines if line.startswith("Clean")]
    charges = [edge["node"] for edge in answer(history)["usageHistory"]["edges"]]
    cost = sum(int(charge["cost"]) for charge in charges)
    assert (len(charges), cost > 0) == (2, True)
    summed = answer(stats)["usageStats"]
    assert summed["totals"] == {
        "requests": 2,
        "inputTokens": str(sum(int(charge["inputTokens"]) for charge in charges)),
        "outputTokens": str(sum(int(charge["outputTokens"]) for charge in charges)),
        "cost": str(cost),
    }
    for name in ("series", "byModel", "byProvider", "byKind", "byConversation"):
        assert sum(int(row["cost"]) for row in summed[name]) == cost, name
    assert sum(int(point["cost"]) for group in summed["groups"] for point in group["series"]) == cost
    assert answer(last)["conversationUsage"]["cost"] in {row["cost"] for row in summed["byConversation"]}
    assert answer(last)["me"]["usage"]["cost"] == str(cost)
    assert [line.partition(";")[0] for line in commands] == ["Clean: 0 wrong, 0 made"] * 2


def answer(line: str) -> dict[str, Any]:
    return json.loads(line)["data"]
