"""B3: the example of docs/guests.md as it is written, against a real server."""

import asyncio
import json
import re
import subprocess

from tests.support.server import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGE = (ROOT / "docs" / "guests.md").read_text("utf-8")
TOOLS, *_ = re.findall(r"```sh\n(gql\(\).*?)```", README, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROMISED = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)


async def test_the_example_does_what_the_page_says(live_server):
    script = "\n".join(["set -eu", TOOLS, *SHELL]).replace("http://127.0.0.1:8000", live_server.url)
    finished = await asyncio.to_thread(
        subprocess.run, ["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert [json.loads(line) for line in finished.stdout.splitlines() if line] == [
        json.loads(each) for each in PROMISED
    ]
