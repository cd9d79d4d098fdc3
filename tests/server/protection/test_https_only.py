import pytest
from starlette.middleware import Middleware
from starlette.types import Message, Receive, Scope, Send

from server.protection.https_only import HttpsOnly
from tests.server.protection.conftest import MakeClient

PUBLIC_URL = "https://tokens.example"
HTTPS_ONLY = Middleware(HttpsOnly, public_url=PUBLIC_URL)
REFUSAL = {"code": "HTTPS_REQUIRED", "message": f"Use {PUBLIC_URL}, over TLS."}


async def sent_by(scope: Scope) -> list[Message]:
    """What is sent for a request that must not reach the application."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError("it was passed on")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await HttpsOnly(app, public_url=PUBLIC_URL)(scope, receive, send)
    return sent


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_browser_is_led_to_the_public_address(behind: MakeClient, method: str) -> None:
    async with behind(HTTPS_ONLY, base_url="http://evil.example") as http:
        answer = await http.request(method, "/told?a=b%20c")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{PUBLIC_URL}/told?a=b%20c")


@pytest.mark.parametrize(("method", "headers"), [("POST", {}), ("GET", {"Authorization": "Bearer t"}), ("OPTIONS", {})])
async def test_what_may_carry_a_secret_is_refused(behind: MakeClient, method: str, headers: dict[str, str]) -> None:
    async with behind(HTTPS_ONLY) as http:
        answer = await http.request(method, "/told", headers=headers)
    assert (answer.status_code, answer.json()) == (403, REFUSAL)


@pytest.mark.parametrize("path", ["/health", "/ready", "/webhooks/stripe"])
async def test_probes_and_webhooks_pass(behind: MakeClient, path: str) -> None:
    async with behind(HTTPS_ONLY) as http:
        assert (await http.post(path)).json()["scheme"] == "http"


async def test_what_came_over_tls_passes(behind: MakeClient) -> None:
    async with behind(HTTPS_ONLY, base_url="https://tokens.example") as http:
        assert (await http.post("/told")).json()["scheme"] == "https"


@pytest.mark.parametrize("path", [b"@evil.example", b".evil.example/a", b"http://evil.example/"])
async def test_no_path_leads_to_another_host(path: bytes) -> None:
    scope = {"type": "http", "scheme": "http", "method": "GET", "path": "/x", "raw_path": path}
    start, _body = await sent_by({**scope, "query_string": b"", "headers": []})
    assert dict(start["headers"])[b"location"] == f"{PUBLIC_URL}/".encode()


async def test_a_plain_websocket_is_refused() -> None:
    sent = await sent_by({"type": "websocket", "scheme": "ws", "path": "/graphql", "headers": []})
    assert [(each["type"], each["code"]) for each in sent] == [("websocket.close", 1008)]
