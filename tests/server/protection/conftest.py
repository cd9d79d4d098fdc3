"""Applications of one route behind the middleware under test, called in process."""

from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

MakeClient = Callable[..., httpx.AsyncClient]


async def told(request: Request) -> Response:
    """Who called, as far as the route knows."""
    return JSONResponse({"client": request.client and request.client.host, "scheme": request.url.scheme})


async def own_headers(_request: Request) -> Response:
    """An answer with headers of its own."""
    return PlainTextResponse("own", headers={"Cache-Control": "private", "Vary": "Accept, Origin"})


async def broken(_request: Request) -> Response:
    """A route with a fault."""
    raise RuntimeError("hunter2")


@pytest.fixture
def behind() -> MakeClient:
    """A client of the routes behind some middleware; `peer` is the address from which it seems to call."""

    def make(*middleware: Middleware, peer: str = "10.0.0.1", base_url: str = "http://test") -> httpx.AsyncClient:
        addresses = ("/told", "/health", "/ready", "/webhooks/stripe")
        routes = [Route(each, told, methods=["GET", "POST"]) for each in addresses]
        routes += [Route("/own", own_headers), Route("/broken", broken)]
        app = Starlette(routes=routes, middleware=middleware)
        transport = httpx.ASGITransport(app, client=(peer, 4711), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=base_url)

    return make
