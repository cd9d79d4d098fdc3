"""The page's own answers; a browser drives it in tests/browser."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.graphiql.page import CONTENT_SECURITY_POLICY, graphiql_routes
from tests.support.server import LiveServer


def client(static_folder: Path) -> httpx.AsyncClient:
    app = Starlette(routes=graphiql_routes(static_folder))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "built").touch()
    (tmp_path / "app.js").write_text("1")
    return tmp_path


async def test_the_page_and_its_files(built: Path):
    async with client(built) as http:
        page = await http.get("/graphiql")
        assert page.status_code == 200
        assert page.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert "http:" not in page.text
        assert "https:" not in page.text
        assert (await http.get("/graphiql/static/app.js")).text == "1"
        assert (await http.get("/graphiql/static/../page.py")).status_code == 404


async def test_a_page_that_is_not_built_says_how(tmp_path: Path):
    async with client(tmp_path) as http:
        page = await http.get("/graphiql")
    assert page.status_code == 503
    assert "make setup" in page.text


def test_scripts_come_from_here_only():
    directives = dict(each.split(" ", 1) for each in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    for name in ("script-src", "connect-src", "worker-src"):
        assert directives[name] == "'self'"


def test_switches_take_the_page_and_the_introspection_away(start_server: Callable[..., LiveServer]):
    server = start_server(env={"GRAPHIQL": "false", "INTROSPECTION": "false"})
    assert httpx.get(f"{server.url}/graphiql").status_code == 404
    assert httpx.get(f"{server.url}/graphiql/static/app.js").status_code == 404
    answer = httpx.post(server.graphql_url, json={"query": "{ __schema { queryType { name } } }"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
