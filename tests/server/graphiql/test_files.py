import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.graphiql.page import CONTENT_SECURITY_POLICY, graphiql_routes

TEXT = "let one = 1;\n" * 100


@pytest.fixture
def http(tmp_path: Path) -> httpx.AsyncClient:
    (tmp_path / "app.js").write_text(TEXT)
    (tmp_path / "app.js.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "alone.js").write_text(TEXT)
    app = Starlette(routes=graphiql_routes(tmp_path))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/graphiql/static")


@pytest.mark.parametrize(
    ("name", "accepted", "coding"),
    [
        ("app.js", "gzip, br", "gzip"),
        ("app.js", "br;q=1.0, GZIP;q=0.5", "gzip"),
        ("app.js", "gzip;q=0", None),
        ("app.js", "gzip; q=0.000", None),
        ("app.js", "identity", None),
        ("app.js", "", None),
        ("alone.js", "gzip", None),
    ],
)
async def test_the_compressed_twin_is_sent_to_who_takes_it(
    http: httpx.AsyncClient, name: str, accepted: str, coding: str | None
) -> None:
    async with http:
        answer = await http.get(f"/{name}", headers={"Accept-Encoding": accepted})
    assert answer.text == TEXT
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


async def test_files_are_kept_and_asked_about(http: httpx.AsyncClient) -> None:
    async with http:
        first = await http.get("/app.js")
        again = await http.get("/app.js", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_that_is_not_there_is_404(http: httpx.AsyncClient) -> None:
    async with http:
        assert (await http.get("/none.js")).status_code == 404
