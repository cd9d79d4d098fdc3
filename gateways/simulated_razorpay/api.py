"""`/v1`: from an HTTP request to what it does and back."""

import asyncio
import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateways.simulated.faults import Fault
from gateways.simulated_razorpay import orders, reversals
from gateways.simulated_razorpay.book import Book, Json
from gateways.simulated_razorpay.errors import ApiError
from gateways.simulated_razorpay.params import number, page_of, read_json

__all__ = ["api_routes", "authenticate"]

Operation = Callable[[Book, Request, Json], Json]
_NO_FAULT = Fault(times=0)


def api_routes(book: Book) -> list[Route]:
    """The routes below `/v1`, and one that answers everything else as Razorpay does."""
    table: list[tuple[str, str, Operation]] = [
        ("GET", "/methods", _methods),
        ("POST", "/orders", lambda book, _, sent: orders.create(book, sent)),
        ("GET", "/orders", _list_orders),
        ("GET", "/orders/{id}", _one("order")),
        ("GET", "/orders/{id}/payments", _payments_of_order),
        ("GET", "/payments", _list("payment")),
        ("GET", "/payments/{id}", _one("payment")),
        ("POST", "/payments/{id}/capture", lambda book, request, _: orders.capture(book, request.path_params["id"])),
        ("POST", "/payments/{id}/refund", _refund),
        ("GET", "/payments/{id}/refunds", _refunds_of_payment),
        ("GET", "/refunds", _list("refund")),
        ("GET", "/refunds/{id}", _one("refund")),
        ("GET", "/disputes", _list("dispute")),
        ("GET", "/disputes/{id}", _one("dispute")),
    ]
    routes = [Route(path, _endpoint(book, operation), methods=[method]) for method, path, operation in table]
    every = ["GET", "POST", "DELETE", "PUT", "PATCH"]
    return [*routes, Route("/{rest:path}", _endpoint(book, _unknown), methods=every)]


def authenticate(book: Book, request: Request, *, public: bool = False) -> None:
    """Basic authentication with key id and secret; the id is enough where Razorpay says so. Raises ApiError 401."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    try:
        given = base64.b64decode(value, validate=True).decode("utf-8") if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        given = ""
    key_id, _, secret = given.partition(":")
    good = hmac.compare_digest(secret.encode(), book.options.key_secret.encode()) or (public and not secret)
    if key_id != book.options.key_id or not good:
        raise ApiError(401, "BAD_REQUEST_ERROR", "Authentication failed")


def _endpoint(book: Book, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        fault = book.faults.take(request.url.path) or _NO_FAULT
        try:
            authenticate(book, request, public=operation is _methods)
            sent = await read_json(request) if request.method == "POST" else {}
            await asyncio.sleep(fault.delay_before_seconds)
            if fault.status is not None:
                raise ApiError(fault.status, "SERVER_ERROR", "The test that runs here asked for this error.")  # noqa: TRY301
            with book.store.transaction():
                answer = reversals.shown(operation(book, request, sent))
        except ApiError as error:
            return JSONResponse(error.body, error.status)
        book.dispatcher.wake()
        await asyncio.sleep(fault.delay_after_seconds)
        return JSONResponse(answer)

    return endpoint


def _unknown(_book: Book, _request: Request, _sent: Json) -> Json:
    raise ApiError(404, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.")


def _methods(book: Book, _request: Request, _sent: Json) -> Json:
    on = book.options.methods
    banks = {"HDFC": "HDFC Bank", "SBIN": "State Bank of India"} if "netbanking" in on else []
    return {"entity": "methods", "card": "card" in on, "upi": "upi" in on, "netbanking": banks}


def _one(kind: str) -> Operation:
    return lambda book, request, _sent: book.get(kind, request.path_params["id"])


def _list(kind: str) -> Operation:
    return lambda book, request, _sent: page_of(request, _between(book, request, kind))


def _between(book: Book, request: Request, kind: str) -> list[Json]:
    found = book.all(kind, since=number(request, "from"), until=number(request, "to"))
    return [reversals.shown(item) for item in found]


def _list_orders(book: Book, request: Request, _sent: Json) -> Json:
    found = _between(book, request, "order")
    receipt = request.query_params.get("receipt")
    page = page_of(request, [order for order in found if receipt in {None, order["receipt"]}])
    if "payments" in request.query_params.getlist("expand[]"):
        page["items"] = [{**order, "payments": _collection(book.payments_of(order["id"]))} for order in page["items"]]
    return page


def _payments_of_order(book: Book, request: Request, _sent: Json) -> Json:
    order = book.get("order", request.path_params["id"])
    return _collection(book.payments_of(order["id"]))


def _refund(book: Book, request: Request, sent: Json) -> Json:
    return reversals.refund(book, request.path_params["id"], sent, request.headers.get("x-refund-idempotency"))


def _refunds_of_payment(book: Book, request: Request, _sent: Json) -> Json:
    payment = book.get("payment", request.path_params["id"])
    return page_of(request, [each for each in _between(book, request, "refund") if each["payment_id"] == payment["id"]])


def _collection(items: list[Json]) -> Json:
    return {"entity": "collection", "count": len(items), "items": items}
