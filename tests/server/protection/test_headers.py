import pytest
from starlette.middleware import Middleware

from server.protection.headers import SECURITY_HEADERS, SecurityHeaders
from tests.server.protection.conftest import MakeClient

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("path", ["/told", "/nothing"])
async def test_every_answer_has_the_headers(behind: MakeClient, path: str) -> None:
    async with behind(Middleware(SecurityHeaders, hsts_seconds=0)) as http:
        headers = (await http.get(path)).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert [headers.get_list(name) for name in SECURITY_HEADERS] == [[value] for value in SECURITY_HEADERS.values()]
    assert "strict-transport-security" not in headers


async def test_an_answer_keeps_headers_of_its_own(behind: MakeClient) -> None:
    async with behind(Middleware(SecurityHeaders, hsts_seconds=0)) as http:
        headers = (await http.get("/own")).headers
    assert headers.get_list("cache-control") == ["private"]
    assert headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("seconds", "base_url", "told"),
    [
        (31_536_000, "https://test", "max-age=31536000"),
        (31_536_000, "http://test", None),
        (0, "https://test", None),
    ],
)
async def test_hsts_is_told_over_tls_alone(behind: MakeClient, seconds: int, base_url: str, told: str | None) -> None:
    async with behind(Middleware(SecurityHeaders, hsts_seconds=seconds), base_url=base_url) as http:
        assert (await http.get("/told")).headers.get("strict-transport-security") == told
