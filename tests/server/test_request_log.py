import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Message
from starlette.websockets import WebSocketClose
from structlog.testing import capture_logs

from server.request_log import RequestLog


async def echo(request: Request) -> JSONResponse:
    bound = structlog.contextvars.get_contextvars()
    return JSONResponse({"header": request.headers["x-request-id"], "bound": bound["request_id"]})


@pytest.fixture
def http() -> httpx.AsyncClient:
    app = RequestLog(Starlette(routes=[Route("/echo", echo), Route("/health", echo)]))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_a_request_has_one_id_in_its_logs_its_handler_and_its_answer(http: httpx.AsyncClient) -> None:
    async with http:
        with capture_logs() as logs:
            response = await http.get("/echo?token=hunter2")
    request_id = response.headers["x-request-id"]
    assert request_id.startswith("req_")
    assert response.json() == {"header": request_id, "bound": request_id}
    assert [(log["event"], log["method"], log["path"], log["status"]) for log in logs] == [
        ("request_finished", "GET", "/echo", 200)
    ]
    assert "hunter2" not in str(logs)


async def test_a_callers_own_id_is_kept_when_it_is_plain(http: httpx.AsyncClient) -> None:
    async with http:
        kept = await http.get("/echo", headers={"X-Request-Id": "trace-1"})
        replaced = await http.get("/echo", headers={"X-Request-Id": "a b\tc"})
    assert kept.headers["x-request-id"] == "trace-1"
    assert replaced.headers["x-request-id"].startswith("req_")


async def test_probes_are_not_logged(http: httpx.AsyncClient) -> None:
    async with http:
        with capture_logs() as logs:
            await http.get("/health")
    assert logs == []


async def test_a_refused_handshake_is_logged_as_it_was_answered_with_its_caller() -> None:
    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(_message: Message) -> None:
        """Nobody reads it."""

    scope = {"type": "websocket", "path": "/graphql", "headers": [], "client": ("192.0.2.7", 4711)}
    with capture_logs() as logs:
        await RequestLog(WebSocketClose(1008))(scope, receive, send)
    assert [(log["method"], log["status"], log["client"]) for log in logs] == [("WEBSOCKET", 403, "192.0.2.7")]
