"""`/_simulator`: what tests need and Razorpay does not have. JSON in, JSON out, with the key."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from gateways.simulated.faults import MAXIMUM_DELAY_SECONDS, Fault
from gateways.simulated_razorpay import orders, reversals
from gateways.simulated_razorpay.api import authenticate
from gateways.simulated_razorpay.book import Book, Json
from gateways.simulated_razorpay.errors import ApiError, bad_request, unknown_id
from gateways.simulated_razorpay.params import read_json
from gateways.simulated_razorpay.signing import payment_signature

__all__ = ["control_routes"]

MAXIMUM_TIMES = 1_000

Control = Callable[[Book, Request, Json], Any]


def control_routes(book: Book) -> list[Route]:
    """The routes below `/_simulator`."""
    controls: list[tuple[str, str, Control]] = [
        ("GET", "/events", _list_events),
        ("POST", "/events/{id}/deliver", _deliver),
        ("GET", "/deliveries", _list_deliveries),
        ("POST", "/deliveries/hold", _hold),
        ("POST", "/deliveries/release", _release),
        ("POST", "/faults", _order_fault),
        ("DELETE", "/faults", _clear_faults),
        ("POST", "/orders/{id}/change", _change_order),
        ("POST", "/orders/{id}/{outcome}", _attempt),
        ("POST", "/payments/{id}/dispute", _dispute),
        ("POST", "/disputes/{id}/{status}", _decide),
        ("POST", "/refunds/{id}/{status}", _end_refund),
    ]
    routes = [Route(path, _endpoint(book, control), methods=[method]) for method, path, control in controls]
    return [Route("/health", _health(book), methods=["GET"]), *routes]


def _health(book: Book) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"simulated": True, "deliveries": book.dispatcher.outbox.counts()})

    return health


def _endpoint(book: Book, control: Control) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        try:
            authenticate(book, request)
            sent = await read_json(request)
            with book.store.transaction():
                answer = control(book, request, sent)
        except ApiError as error:
            return JSONResponse(error.body, error.status)
        book.dispatcher.wake()
        return JSONResponse(answer)

    return endpoint


def _list_events(book: Book, request: Request, _sent: Json) -> Any:
    """Query: `type`. Newest first, with the id that the header carries."""
    kind = request.query_params.get("type")
    rows = book.store.find("event", limit=MAXIMUM_TIMES)
    return {"data": [{"id": row["id"], "body": row["body"]} for row in rows if kind in {None, row["type"]}]}


def _deliver(book: Book, request: Request, sent: Json) -> Any:
    """Send a stored event `times` more, all at once."""
    row = book.store.get("event", request.path_params["id"])
    if row is None:
        raise unknown_id()
    times = int(_number(sent, "times", 1, MAXIMUM_TIMES, default=1))
    return {"deliveries": book.dispatcher.enqueue(row["id"], row["type"], times=times, at_once=True)}


def _list_deliveries(book: Book, request: Request, _sent: Json) -> Any:
    """Query: `event`, `state`. The newest 1000."""
    query = request.query_params
    found = book.dispatcher.outbox.find(event_id=query.get("event"), state=query.get("state"), limit=MAXIMUM_TIMES)
    return {"data": found, "holding": book.dispatcher.holding}


def _hold(book: Book, _request: Request, _sent: Json) -> Any:
    """From now on new deliveries are kept back."""
    book.dispatcher.holding = True
    return {"holding": True}


def _release(book: Book, _request: Request, sent: Json) -> Any:
    """`seed` shuffles what was kept back; `keep_holding` true keeps back what comes next."""
    book.dispatcher.holding = sent.get("keep_holding") is True
    seed = int(_number(sent, "seed", 0, 2**53)) if "seed" in sent else None
    return {"released": book.dispatcher.release(seed)}


def _order_fault(book: Book, _request: Request, sent: Json) -> Any:
    """See `gateways.simulated.faults.Fault`."""
    fault = Fault(
        path=str(sent.get("path", "/v1/")),
        times=int(_number(sent, "times", 1, MAXIMUM_TIMES, default=1)),
        status=int(_number(sent, "status", 400, 599)) if "status" in sent else None,
        delay_before_seconds=_number(sent, "delay_before_seconds", 0, MAXIMUM_DELAY_SECONDS, default=0),
        delay_after_seconds=_number(sent, "delay_after_seconds", 0, MAXIMUM_DELAY_SECONDS, default=0),
    )
    try:
        book.faults.order(fault)
    except ValueError as error:
        raise bad_request(str(error)) from None
    return {"ordered": True}


def _clear_faults(book: Book, _request: Request, _sent: Json) -> Any:
    book.faults.clear()
    return {"cleared": True}


def _change_order(book: Book, request: Request, sent: Json) -> Any:
    """Make an order say what Razorpay would not: another amount, currency or note."""
    return book.keep({**book.get("order", request.path_params["id"]), **sent})


def _attempt(book: Book, request: Request, sent: Json) -> Any:
    """What the payer does: `pay`, `authorize` or `decline` by `method`; gives what the browser is handed."""
    order_id, method = request.path_params["id"], str(sent.get("method", "card"))
    payment = orders.attempt(book, order_id, request.path_params["outcome"], method)
    signature = payment_signature(order_id, payment["id"], book.options.key_secret)
    return {"razorpay_order_id": order_id, "razorpay_payment_id": payment["id"], "razorpay_signature": signature}


def _dispute(book: Book, request: Request, sent: Json) -> Any:
    """Dispute a payment, or `amount` of it."""
    return reversals.dispute(book, request.path_params["id"], sent.get("amount"))


def _decide(book: Book, request: Request, _sent: Json) -> Any:
    """`under_review`, `won`, `lost` or `closed`."""
    return reversals.decide_dispute(book, request.path_params["id"], request.path_params["status"])


def _end_refund(book: Book, request: Request, _sent: Json) -> Any:
    """`processed` or `failed`."""
    status = request.path_params["status"]
    if status not in {"processed", "failed"}:
        raise bad_request("A refund becomes processed or failed.")
    end = reversals.process_refund if status == "processed" else reversals.fail_refund
    return reversals.shown(end(book, request.path_params["id"]))


def _number(sent: Json, name: str, least: float, most: float, *, default: float | None = None) -> float:
    value = sent.get(name, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise bad_request(f"{name} must be a number from {least} to {most}.", field=name)
    return value
