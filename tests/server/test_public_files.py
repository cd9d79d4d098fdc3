import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from server.public_files import PublicFiles

TEXT = "let one = 1;\n" * 100
BROTLI = b"what stands here is sent as it is"


@pytest.fixture
def http(tmp_path: Path) -> httpx.AsyncClient:
    (tmp_path / "app.js").write_text(TEXT)
    (tmp_path / "app.js.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "both.js").write_text(TEXT)
    (tmp_path / "both.js.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "both.js.br").write_bytes(BROTLI)
    (tmp_path / "alone.js").write_text(TEXT)
    app = Starlette(routes=[Mount("/files", PublicFiles(tmp_path, headers={"Cache-Control": "no-cache"}))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/files")


@pytest.mark.parametrize(
    ("name", "accepted", "coding"),
    [
        ("app.js", "gzip, br", "gzip"),
        ("app.js", "br;q=1.0, GZIP;q=0.5", "gzip"),
        ("app.js", "gzip;q=0", None),
        ("app.js", "gzip; q=0.000", None),
        ("app.js", "identity", None),
        ("app.js", "", None),
        ("alone.js", "gzip, br", None),
        ("both.js", "br;q=0, gzip", "gzip"),
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


@pytest.mark.parametrize("accepted", ["gzip, deflate, br, zstd", "br", "gzip;q=1, br;q=0.1"])
async def test_brotli_is_sent_rather_than_gzip(http: httpx.AsyncClient, accepted: str) -> None:
    async with http, http.stream("GET", "/both.js", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join([each async for each in answer.aiter_raw()])
    assert (answer.headers["content-encoding"], sent) == ("br", BROTLI)
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_a_range_is_one_of_what_is_sent(http: httpx.AsyncClient) -> None:
    asked = {"Accept-Encoding": "br", "Range": "bytes=5-9"}
    async with http, http.stream("GET", "/both.js", headers=asked) as answer:
        sent = b"".join([each async for each in answer.aiter_raw()])
    assert (answer.status_code, sent) == (206, BROTLI[5:10])
    assert answer.headers["content-range"] == f"bytes 5-9/{len(BROTLI)}"


async def test_files_are_kept_and_asked_about(http: httpx.AsyncClient) -> None:
    async with http:
        first = await http.get("/app.js")
        again = await http.get("/app.js", headers={"If-None-Match": first.headers["etag"]})
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_that_is_not_there_is_404(http: httpx.AsyncClient) -> None:
    async with http:
        assert (await http.get("/none.js")).status_code == 404
