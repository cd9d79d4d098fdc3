"""The README's first five minutes, run as they are written, against a server that was just started."""

import json
import re
import subprocess
import sys

import pytest

from tests.support.server import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.split("## The first five minutes")[1].split("\n## ")[0]
SHELL = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
PROMISED = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", SECTION, re.DOTALL)]


@pytest.fixture(scope="module")
def printed(live_server) -> str:
    """Everything that the commands printed, on this server's ports instead of the usual ones."""
    audit = f"{sys.executable} -m server.cli audit --data-dir {live_server.data_dir}"
    script = "set -eu\nTOKEN=\n" + "\n".join(SHELL)
    script = script.replace("http://127.0.0.1:8000", live_server.url).replace(".venv/bin/tokentill audit", audit)
    finished = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def answers(printed: str) -> list[dict]:
    return [json.loads(line) for line in printed.splitlines() if line.startswith('{"data"')]


def test_the_section_has_commands_and_promises():
    assert (len(SHELL), len(PROMISED)) == (9, 3)


@pytest.mark.parametrize("promised", PROMISED, ids=["welcome", "claimed", "paid"])
def test_what_the_readme_promises_is_what_is_printed(printed, promised):
    assert promised in answers(printed)


def test_chat_stream_and_history_answer(printed):
    data = [answer["data"] for answer in answers(printed)]
    chat = next(answer["chat"] for answer in data if "chat" in answer)
    history = next(answer["usageHistory"] for answer in data if "usageHistory" in answer)
    assert chat["reply"]["content"]
    assert chat["balance"]["held"] == "0"
    assert "ChatStarted" in printed
    assert "ChatCompleted" in printed
    assert [edge["node"]["kind"] for edge in history["edges"]] == ["CHAT", "CHAT"]
    assert history["edges"][1]["node"]["cost"] == chat["usage"]["cost"]


def test_errors_are_not_among_the_answers(printed):
    assert '"errors"' not in printed
    assert '"code"' not in printed
