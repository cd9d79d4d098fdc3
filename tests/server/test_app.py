import httpx
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from server.app import create_app
from server.graphiql.page import CONTENT_SECURITY_POLICY
from server.protection.headers import SECURITY_HEADERS
from settings import Settings

ORIGIN = "https://shop.example"


def caller(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def closed(app: Starlette) -> None:
    """Free what an application holds that was never started."""
    await app.state.container.client.close()
    app.state.container.services.identity.close()


@pytest.mark.parametrize("served", [True, False])
async def test_graphiql_is_served_when_the_settings_say_so(settings: Settings, served: bool) -> None:
    app = create_app(Settings(**{**settings.model_dump(exclude_unset=True), "graphiql": served}))
    async with caller(app) as http:
        response = await http.get("/graphiql")
    assert ("GraphiQL" in response.text) is served
    assert served or response.status_code == 404
    await closed(app)


async def test_only_listed_origins_may_call_from_a_browser(settings: Settings) -> None:
    app = create_app(Settings(**{**settings.model_dump(exclude_unset=True), "allowed_origins": [ORIGIN]}))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    async with caller(app) as http:
        listed = await http.options("/graphql", headers={"Origin": ORIGIN, **asked})
        other = await http.options("/graphql", headers={"Origin": "https://evil.example", **asked})
    assert listed.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-origin" not in other.headers
    await closed(app)


async def test_an_unknown_address_is_404(app: Starlette) -> None:
    async with caller(app) as http:
        answer = await http.get("/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def test_a_method_that_an_address_does_not_take_is_405(app: Starlette) -> None:
    async with caller(app) as http:
        answer = await http.delete("/health")
    assert (answer.status_code, answer.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD"]


@pytest.mark.parametrize(
    "path",
    ["/graphql?query={__typename}", "/graphiql", "/graphiql/static/none", "/receipts/pay_1.pdf", "/health", "/nothing"],
)
async def test_every_kind_of_answer_is_protected(settings: Settings, path: str) -> None:
    """One of each header, whether the route sets it or not; GraphiQL has a policy of its own."""
    app = create_app(Settings(**{**settings.model_dump(exclude_unset=True), "graphiql": True}))
    async with caller(app) as http:
        headers = (await http.get(path)).headers
    assert [len(headers.get_list(name)) for name in SECURITY_HEADERS] == [1] * len(SECURITY_HEADERS)
    policy = CONTENT_SECURITY_POLICY if path == "/graphiql" else SECURITY_HEADERS["content-security-policy"]
    assert headers["content-security-policy"] == policy
    await closed(app)


async def test_the_log_names_the_caller_behind_a_listed_proxy_and_tls_is_kept(settings: Settings) -> None:
    behind_proxy = {
        "public_url": "https://tokens.example",
        "trusted_proxies": ["10.0.0.0/8"],
        "https_only": True,
        "hsts_seconds": 31_536_000,
    }
    app = create_app(Settings(**{**settings.model_dump(exclude_unset=True), **behind_proxy}))
    transport = httpx.ASGITransport(app, client=("10.0.0.1", 4711))
    forwarded = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7", "X-Forwarded-Proto": "https"}
    async with httpx.AsyncClient(transport=transport, base_url="http://tokens.example") as http:
        with capture_logs() as logs:
            secure = await http.get("/nothing", headers=forwarded)
            plain = await http.get("/nothing")
    assert (secure.status_code, secure.headers["strict-transport-security"]) == (404, "max-age=31536000")
    assert (plain.status_code, plain.headers["location"]) == (308, "https://tokens.example/nothing")
    assert [log["client"] for log in logs] == ["192.0.2.7", "10.0.0.1"]
    await closed(app)
