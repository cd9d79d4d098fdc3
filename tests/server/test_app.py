import httpx
import pytest
from starlette.applications import Starlette

from server.app import create_app
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
        assert (await http.get("/nothing")).status_code == 404
