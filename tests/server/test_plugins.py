"""A plug-in in a package of its own, installed as a person installs it, and used by a real server (G10)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.graphql import GraphQLClient
from tests.support.scratch import scratch_folder
from tests.support.server import ROOT, LiveServer
from tests.support.waiting import wait_until

CHAT = """
mutation ($message: String!, $key: String!) {
  chat(input: { message: $message, modelId: "weather/today", idempotencyKey: $key }) {
    __typename
    ... on ChatCompleted { reply { content } usage { inputTokens outputTokens } }
    ... on UserError { code }
  }
}
"""


@pytest.fixture(scope="module")
def installed() -> Iterator[Path]:
    """A folder with the example, installed there by pip, without any registry."""
    with scratch_folder() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
             "--disable-pip-version-check", "--target", str(folder), str(ROOT / "examples" / "plugin")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        yield folder


async def test_a_server_offers_its_models_and_tells_its_hook(
    start_server: Callable[..., LiveServer], installed: Path
) -> None:
    diary = installed / "diary.jsonl"
    options = {"weather": {"place": "Paris", "diary": str(diary)}}
    env = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(installed)]),
        "PLUGINS": "weather",
        "PLUGIN_OPTIONS": json.dumps(options),
        "FEATURES_OFF": "gifts",
    }
    server = start_server(env=env)
    assert "Plug-ins            weather\n" in server.log
    assert "Switched off        gifts\n" in server.log
    async with GraphQLClient(server.graphql_url) as client:
        user_id = (await client.register("plugged@example.com"))["user"]["id"]
        chatted = await client.execute(CHAT, {"message": "What is the weather like?", "key": "1"})
        assert chatted["chat"] == {
            "__typename": "ChatCompleted",
            "reply": {"content": "In Paris there is rain today."},
            "usage": {"inputTokens": "5", "outputTokens": "6"},
        }
        refused = await client.execute(CHAT, {"message": "And yesterday?", "key": "2"})
        assert refused["chat"]["code"] == "PROVIDER_REFUSED"
        [error] = await client.errors("{ gifts { edges { node { id } } } }")
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        wait_until(lambda: diary.exists() and user_id in diary.read_text("utf-8"), seconds=30)
    lines = [json.loads(line) for line in diary.read_text("utf-8").splitlines()]
    assert {line["type"] for line in lines} == {"user.created"}
    assert server.stop() == 0
