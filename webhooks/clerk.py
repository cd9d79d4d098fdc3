"""`POST /webhooks/clerk`: verify, hand to the service, answer.

2xx is said only when the event's effect is durable, for Svix delivers again after everything else. The signature is the
caller's only credential: there are no cookies, so no CSRF, and no access token.
"""

import asyncio

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateways.clerk import ClerkEvent, ClerkWebhook
from gateways.errors import EventMalformedError, SignatureInvalidError
from models.ids import new_id
from services.errors import TokentillError
from services.sign_in.clerk_events import ClerkEvents
from webhooks.body import BodyTooLargeError, BodyTooSlowError, read_raw_body

__all__ = ["CLERK_WEBHOOK_PATH", "clerk_webhook_routes"]

_log = structlog.get_logger(__name__)

CLERK_WEBHOOK_PATH = "/webhooks/clerk"
BODY_SECONDS = 10
HANDLING_SECONDS = 12
"""Svix waits 15 s."""


def clerk_webhook_routes(events: ClerkEvents, webhook: ClerkWebhook | None, *, maximum_bytes: int) -> list[Route]:
    """The one route; none without a secret. `maximum_bytes` bounds the body. Answers are JSON with a stable `code`.

    200 RECEIVED; 400 SIGNATURE_INVALID or EVENT_MALFORMED, 408, 413: nothing was written; 503, 500: deliver again.
    """
    if webhook is None:
        return []

    async def clerk_webhook(request: Request) -> Response:
        try:
            body = await read_raw_body(request, maximum_bytes=maximum_bytes, timeout_seconds=BODY_SECONDS)
            event = webhook.parse_event(body, request.headers)
        except BodyTooLargeError:
            return _answer(413, "BODY_TOO_LARGE", close=True)
        except (BodyTooSlowError, ClientDisconnect):
            return _answer(408, "REQUEST_TIMEOUT", close=True)
        except SignatureInvalidError as error:
            _log.warning("webhook_refused", source="clerk", code="SIGNATURE_INVALID", reason=str(error))
            return _answer(400, "SIGNATURE_INVALID")
        except EventMalformedError as error:
            _log.warning("webhook_refused", source="clerk", code="EVENT_MALFORMED", reason=str(error))
            return _answer(400, "EVENT_MALFORMED")
        return _answer(200, "RECEIVED") if event is None else await _handle(event, events)

    return [Route(CLERK_WEBHOOK_PATH, clerk_webhook, methods=["POST"])]


async def _handle(event: ClerkEvent, events: ClerkEvents) -> Response:
    try:
        async with asyncio.timeout(HANDLING_SECONDS):
            await events.receive(event)
    except TimeoutError:
        _log.warning("webhook_not_handled", event_id=event.event_id, code="TIMEOUT")
        return _answer(503, "TIMEOUT")
    except TokentillError as error:
        _log.warning("webhook_not_handled", event_id=event.event_id, code=error.code)
        return _answer(503, error.code)
    except Exception:  # noqa: BLE001 - whatever it was, Svix must be told to deliver again
        error_id = new_id("err")
        _log.exception("webhook_failed", event_id=event.event_id, error_id=error_id)
        return _answer(500, "INTERNAL", error_id=error_id)
    return _answer(200, "RECEIVED")


def _answer(status: int, code: str, *, close: bool = False, error_id: str | None = None) -> Response:
    content = {"code": code} if error_id is None else {"code": code, "errorId": error_id}
    return JSONResponse(content, status_code=status, headers={"Connection": "close"} if close else None)
