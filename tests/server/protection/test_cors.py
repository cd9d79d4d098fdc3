import pytest
from starlette.middleware import Middleware

from server.protection.cors import Cors
from tests.server.protection.conftest import MakeClient

ORIGIN = "https://shop.example"
CORS = Middleware(Cors, origins=[ORIGIN, "http://localhost:5173"])


def preflight(origin: str = ORIGIN, method: str = "POST", names: str = "authorization,content-type") -> dict[str, str]:
    return {"Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": names}


async def test_a_listed_origin_may_ask_what_the_api_needs(behind: MakeClient) -> None:
    async with behind(CORS) as http:
        answer = await http.options("/told", headers=preflight())
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-methods"] == "GET, POST"
    assert {"Authorization", "Content-Type"} <= set(answer.headers["access-control-allow-headers"].split(", "))
    assert answer.headers["access-control-max-age"] == "600"
    assert "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://a.shop.example",
        "https://SHOP.example",
        "null",
        "*",
        "",
    ],
)
async def test_any_other_origin_may_not(behind: MakeClient, origin: str) -> None:
    async with behind(CORS) as http:
        asked = await http.options("/told", headers=preflight(origin))
        got = await http.get("/told", headers={"Origin": origin})
    assert (asked.status_code, asked.json()["code"]) == (403, "ORIGIN_NOT_ALLOWED")
    assert got.status_code == 200
    for answer in (asked, got):
        assert [name for name in answer.headers if name.startswith("access-control-")] == []
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(
    "asked", [preflight(method="DELETE"), preflight(names="x-evil"), preflight(names="authorization, cookie")]
)
async def test_a_listed_origin_may_not_ask_for_more(behind: MakeClient, asked: dict[str, str]) -> None:
    async with behind(CORS) as http:
        answer = await http.options("/told", headers=asked)
    assert (answer.status_code, answer.json()["code"]) == (403, "PREFLIGHT_NOT_ALLOWED")
    assert "access-control-allow-headers" not in answer.headers


async def test_a_listed_origin_reads_answers_and_those_of_refusals(behind: MakeClient) -> None:
    async with behind(CORS) as http:
        for path in ("/told", "/nothing"):
            answer = await http.get(path, headers={"Origin": ORIGIN})
            assert answer.headers["access-control-allow-origin"] == ORIGIN
            readable = "X-Query-Cost, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
            assert answer.headers["access-control-expose-headers"] == readable
            assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(("path", "vary"), [("/told", "Origin"), ("/own", "Accept, Origin")])
async def test_caches_keep_sites_apart(behind: MakeClient, path: str, vary: str) -> None:
    async with behind(CORS) as http:
        assert (await http.get(path)).headers.get_list("vary") == [vary]


async def test_cookies_are_for_their_own_list_alone(behind: MakeClient) -> None:
    cookies = Middleware(Cors, origins=[ORIGIN, "https://app.example"], cookie_origins=["https://app.example"])
    names = "content-type,x-tokentill-session"
    async with behind(cookies) as http:
        asked = [
            await http.options("/told", headers=preflight(origin, names=names))
            for origin in (ORIGIN, "https://app.example")
        ]
        got = [await http.get("/told", headers={"Origin": origin}) for origin in (ORIGIN, "https://app.example")]
    assert [answer.status_code for answer in asked] == [403, 204]
    assert "X-Tokentill-Session" in asked[1].headers["access-control-allow-headers"].split(", ")
    for answers in (asked, got):
        assert [answer.headers.get("access-control-allow-credentials") for answer in answers] == [None, "true"]
