"""What every webhook does: read the body, verify, hand on, answer.

Senders take any 2xx as "done" and deliver again after everything else, so 2xx is said only when the event's effect, or
its flag for an admin, is durable. The signature is the caller's only credential: there are no cookies, so no CSRF, and
no access token.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from gateways.errors import EventMalformedError, SignatureInvalidError
from models.ids import new_id
from services.errors import TokentillError
from webhooks.body import BodyTooLargeError, BodyTooSlowError, read_raw_body

__all__ = ["Endpoint", "webhook_endpoint"]

_log = structlog.get_logger(__name__)

BODY_SECONDS = 10

Endpoint = Callable[[Request], Awaitable[Response]]


class _Event(Protocol):
    @property
    def event_id(self) -> str:
        """The sender's id of the event."""


_EventT = TypeVar("_EventT", bound=_Event)


def webhook_endpoint(
    source: str,
    parse: Callable[[bytes, Mapping[str, str]], _EventT | None],
    receive: Callable[[_EventT], Awaitable[None]],
    *,
    maximum_bytes: int,
) -> Endpoint:
    """The endpoint of one sender, whose name `source` stands in logs. Answers are JSON with a stable `code`.

    `parse` verifies and reads, without writing anything; None is an event that nobody here needs. `receive` makes the
    effect durable; TimeoutError and all that it raises has the event delivered again.
    200 RECEIVED; 400 SIGNATURE_INVALID or EVENT_MALFORMED, 408, 413: nothing was written; 503, 500: deliver again.
    """

    async def endpoint(request: Request) -> Response:
        try:
            body = await read_raw_body(request, maximum_bytes=maximum_bytes, timeout_seconds=BODY_SECONDS)
            event = parse(body, request.headers)
        except BodyTooLargeError:
            return _answer(413, "BODY_TOO_LARGE", close=True)
        except (BodyTooSlowError, ClientDisconnect):
            return _answer(408, "REQUEST_TIMEOUT", close=True)
        except SignatureInvalidError as error:
            _log.warning("webhook_refused", source=source, code="SIGNATURE_INVALID", reason=str(error))
            return _answer(400, "SIGNATURE_INVALID")
        except EventMalformedError as error:
            _log.warning("webhook_refused", source=source, code="EVENT_MALFORMED", reason=str(error))
            return _answer(400, "EVENT_MALFORMED")
        return _answer(200, "RECEIVED") if event is None else await _handle(event, receive)

    return endpoint


async def _handle(event: _EventT, receive: Callable[[_EventT], Awaitable[None]]) -> Response:
    try:
        await receive(event)
    except TimeoutError:
        _log.warning("webhook_not_handled", event_id=event.event_id, code="TIMEOUT")
        return _answer(503, "TIMEOUT")
    except TokentillError as error:
        _log.warning("webhook_not_handled", event_id=event.event_id, code=error.code)
        return _answer(503, error.code)
    except Exception:  # noqa: BLE001 - whatever it was, the sender must be told to deliver again
        error_id = new_id("err")
        _log.exception("webhook_failed", event_id=event.event_id, error_id=error_id)
        return _answer(500, "INTERNAL", error_id=error_id)
    return _answer(200, "RECEIVED")


def _answer(status: int, code: str, *, close: bool = False, error_id: str | None = None) -> Response:
    content = {"code": code} if error_id is None else {"code": code, "errorId": error_id}
    return JSONResponse(content, status_code=status, headers={"Connection": "close"} if close else None)
