"""npm's graphql-http audits a real server for GraphQL over HTTP (H1)."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.server import LiveServer

FOLDER = Path(__file__).parents[3] / "codegen"
AUDITS = 61

pytestmark = pytest.mark.node


def test_every_audit_passes(node: str, live_server: LiveServer):
    if not (FOLDER / "node_modules" / "graphql-http").is_dir():
        pytest.skip("the npm packages of codegen/ are not installed (make setup)")
    command = [node, "audit.mjs", live_server.graphql_url]
    finished = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=60, check=True)
    results = json.loads(finished.stdout)
    assert [each for each in results if each["status"] != "ok"] == []
    assert len(results) == AUDITS
