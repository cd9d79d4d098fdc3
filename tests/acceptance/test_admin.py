"""F1, F2, F7: the examples of docs/admin.md as they are written, by an admin, against a real server."""

import asyncio
import json
import re
import subprocess
from pathlib import Path

from models.ids import new_id
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT, LiveServer

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "admin.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROMISED = [line for block in re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL) for line in block.splitlines()]


async def test_the_examples_do_what_the_page_says(live_server: LiveServer, tmp_path: Path) -> None:
    email = f"{new_id('ada')}@example.com"
    async with GraphQLClient(live_server.graphql_url) as ada, GraphQLClient(live_server.graphql_url) as admin:
        await ada.register(email)
        await admin.login(live_server.admin_email, live_server.admin_password)
    script = "\n".join(["set -eu", f"TOKEN={admin.token} EMAIL={email}", TOOLS, *SHELL]).replace(
        "http://127.0.0.1:8000", live_server.url
    )
    finished = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    printed = [json.loads(line) for line in finished.stdout.splitlines() if line.startswith("{")]
    assert [line for line in PROMISED if json.loads(line) not in printed] == []
    assert not [answer for answer in printed if "errors" in answer or '"code"' in json.dumps(answer)]
