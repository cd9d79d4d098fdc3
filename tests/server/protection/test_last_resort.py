from starlette.middleware import Middleware
from structlog.testing import capture_logs

from server.protection.cors import Cors
from server.protection.headers import SecurityHeaders
from server.protection.last_resort import LastResort
from server.request_log import RequestLog
from tests.server.protection.conftest import MakeClient

STACK = [
    Middleware(RequestLog),
    Middleware(SecurityHeaders, hsts_seconds=0),
    Middleware(Cors, origins=["https://shop.example"]),
    Middleware(LastResort),
]


async def test_a_fault_is_answered_by_its_id_alone_with_all_headers(behind: MakeClient) -> None:
    async with behind(*STACK) as http:
        with capture_logs() as logs:
            answer = await http.get("/broken", headers={"Origin": "https://shop.example", "X-Request-Id": "trace-1"})
    body = answer.json()
    assert (answer.status_code, body["code"], body["retryable"]) == (500, "INTERNAL", False)
    assert body["errorId"] in body["message"]
    assert "hunter2" not in answer.text
    assert answer.headers["x-request-id"] == "trace-1"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    [fault] = [log for log in logs if log["event"] == "unexpected_failure"]
    assert (fault["error_id"], fault["request_id"]) == (body["errorId"], "trace-1")
    assert str(fault["exc_info"]) == "hunter2"
