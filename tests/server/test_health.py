import httpx
from starlette.applications import Starlette

from server.app import create_app
from settings import Settings


async def test_a_server_that_can_serve_says_so(app: Starlette) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        health = await http.get("/health")
        ready = await http.get("/ready")
    assert (health.status_code, health.json()) == (200, {"alive": True})
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "checks": {"database": "ok"}})
    assert ready.headers["cache-control"] == "no-store"


async def test_without_a_database_it_lives_but_is_not_ready(settings: Settings) -> None:
    gone = Settings(**{**settings.model_dump(exclude_unset=True), "mongodb_uri": "mongodb://127.0.0.1:9"})
    app = create_app(gone)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        health = await http.get("/health")
        ready = await http.get("/ready")
    assert health.status_code == 200
    assert ready.status_code == 503
    assert ready.json() == {"ready": False, "checks": {"database": "does not answer within 2 s"}}
    await app.state.container.client.close()
    app.state.container.services.identity.close()
