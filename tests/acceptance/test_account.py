"""E4: the examples of docs/account.md as they are written, and the command that deletes, against a real server."""

import asyncio
import json
import re
import subprocess
from pathlib import Path

from models.ids import new_id
from tests.support.command import tokentill
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT, LiveServer

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "account.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROMISED = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
PASSWORD = "correct horse battery"


async def test_the_examples_do_what_the_page_says(live_server: LiveServer, tmp_path: Path) -> None:
    email = f"{new_id('ada')}@example.com"
    async with GraphQLClient(live_server.graphql_url) as ada:
        await ada.register(email, PASSWORD)
    script = "\n".join(["set -eu", f"TOKEN={ada.token} EMAIL={email}", TOOLS, *SHELL]).replace(
        "http://127.0.0.1:8000", live_server.url
    )
    finished = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    printed = [json.loads(line) for line in finished.stdout.splitlines() if line]
    assert printed == [json.loads(each) for each in PROMISED]


async def test_an_account_is_deleted_by_a_command_beside_a_server(live_server: LiveServer) -> None:
    folder = ["--data-dir", str(live_server.data_dir)]
    email = f"{new_id('ada')}@example.com"
    async with GraphQLClient(live_server.graphql_url) as ada:
        user_id = (await ada.register(email, PASSWORD))["user"]["id"]
    nobody = await asyncio.to_thread(tokentill, "erase-user", "nobody@example.com", "--reason", "Letter", *folder)
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "Nobody has the e-mail or id nobody@example.com" in nobody.stderr
    done = await asyncio.to_thread(tokentill, "erase-user", email, "--reason", "Letter", *folder)
    assert (done.returncode, done.stdout) == (0, f"{user_id} is out; a server removes what is left within minutes.\n")
    last = await asyncio.to_thread(tokentill, "erase-user", live_server.admin_email, "--reason", "Letter", *folder)
    assert (last.returncode, "This is the only admin" in last.stderr) == (2, True)
