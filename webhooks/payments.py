"""`POST /webhooks/<gateway>`: verify, record, hand to payments, answer. One route a payment gateway.

Gateways take any 2xx as "done" and deliver again after everything else, so 2xx is said only when the event's effect,
or its flag for an admin, is durable (https://docs.stripe.com/webhooks#webhook-endpoint-def). The signature is the
caller's only credential: there are no cookies, so no CSRF, and no access token.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateways.errors import EventMalformedError, SignatureInvalidError
from gateways.payment_gateway import GatewayEvent, PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.ids import new_id
from services.errors import TokentillError
from services.payments import Payments
from webhooks.body import BodyTooLargeError, BodyTooSlowError, read_raw_body

__all__ = ["payment_webhook_routes", "webhook_path"]

_log = structlog.get_logger(__name__)

BODY_SECONDS = 10
HANDLING_SECONDS = 15
"""Stripe waits longer than this, so it always gets our own answer."""

Endpoint = Callable[[Request], Awaitable[Response]]


def webhook_path(gateway: str) -> str:
    """Where the gateway of this name sends its events: `/webhooks/stripe`."""
    return f"/webhooks/{gateway}"


def payment_webhook_routes(payments: Payments, gateways: PaymentGateways, *, maximum_bytes: int) -> list[Route]:
    """One route for each gateway. `maximum_bytes` bounds the body. Answers are JSON with a stable `code`.

    200 RECEIVED; 400 SIGNATURE_INVALID or EVENT_MALFORMED, 408, 413: nothing was written; 503, 500: deliver again.
    """
    return [
        Route(webhook_path(gateway.name), _endpoint(payments, gateway, maximum_bytes), methods=["POST"])
        for gateway in gateways.all()
    ]


def _endpoint(payments: Payments, gateway: PaymentGateway, maximum_bytes: int) -> Endpoint:
    async def payment_webhook(request: Request) -> Response:
        event = await _read_event(request, gateway, maximum_bytes)
        return event if isinstance(event, Response) else await _handle(event, payments)

    return payment_webhook


async def _read_event(request: Request, gateway: PaymentGateway, maximum_bytes: int) -> GatewayEvent | Response:
    """The verified event, or the answer that refuses it. Nothing is written in here."""
    try:
        body = await read_raw_body(request, maximum_bytes=maximum_bytes, timeout_seconds=BODY_SECONDS)
        return gateway.parse_event(body, request.headers)
    except BodyTooLargeError:
        return _answer(413, "BODY_TOO_LARGE", close=True)
    except (BodyTooSlowError, ClientDisconnect):
        return _answer(408, "REQUEST_TIMEOUT", close=True)
    except SignatureInvalidError as error:
        _log.warning("webhook_refused", source=gateway.name, code="SIGNATURE_INVALID", reason=str(error))
        return _answer(400, "SIGNATURE_INVALID")
    except EventMalformedError as error:
        _log.warning("webhook_refused", source=gateway.name, code="EVENT_MALFORMED", reason=str(error))
        return _answer(400, "EVENT_MALFORMED")


async def _handle(event: GatewayEvent, payments: Payments) -> Response:
    try:
        async with asyncio.timeout(HANDLING_SECONDS):
            await payments.receive(event)
    except TimeoutError:
        _log.warning("webhook_not_handled", event_id=event.event_id, code="TIMEOUT")
        return _answer(503, "TIMEOUT")
    except TokentillError as error:
        _log.warning("webhook_not_handled", event_id=event.event_id, code=error.code)
        return _answer(503, error.code)
    except Exception:  # noqa: BLE001 - whatever it was, the gateway must be told to deliver again
        error_id = new_id("err")
        _log.exception("webhook_failed", event_id=event.event_id, error_id=error_id)
        return _answer(500, "INTERNAL", error_id=error_id)
    return _answer(200, "RECEIVED")


def _answer(status: int, code: str, *, close: bool = False, error_id: str | None = None) -> Response:
    content = {"code": code} if error_id is None else {"code": code, "errorId": error_id}
    return JSONResponse(content, status_code=status, headers={"Connection": "close"} if close else None)
