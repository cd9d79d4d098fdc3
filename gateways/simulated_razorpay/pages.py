"""The page on which a person pays, declines, refunds or disputes: `/` and `/pay/{order}`."""

import hashlib
import hmac
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.simulated.amounts import minor_units
from gateways.simulated.page_html import SECURITY_HEADERS
from gateways.simulated_razorpay import orders, reversals
from gateways.simulated_razorpay.book import Book, Json
from gateways.simulated_razorpay.errors import ApiError
from gateways.simulated_razorpay.page_html import OPEN_DISPUTES, list_page, message_page, order_page
from gateways.simulated_razorpay.params import MAXIMUM_BODY_BYTES
from gateways.simulated_razorpay.signing import payment_signature

__all__ = ["page_routes"]

_LISTED = 50


def page_routes(book: Book) -> list[Route]:
    """The routes of the page."""

    async def index(_request: Request) -> Response:
        return _html(list_page(book.all("order")[:_LISTED]))

    async def show(request: Request) -> Response:
        try:
            return _html(_page_of(book, request.path_params["id"]))
        except ApiError:
            return _html(message_page("No such order", "There is no order of this id."), 404)

    async def decide(request: Request) -> Response:
        order_id = request.path_params["id"]
        try:
            form = await _read_form(request)
            if not hmac.compare_digest(form.get("token", "").encode(), _token(book, order_id).encode()):
                return _html(message_page("Not accepted", "This form is out of date. Open the order again."), 403)
            with book.store.transaction():
                _act(book, order_id, form)
        except ApiError as error:
            return _html(message_page("Not done", str(error), f"/pay/{order_id}"), error.status)
        book.dispatcher.wake()
        return RedirectResponse(f"/pay/{order_id}", 303, SECURITY_HEADERS)

    return [
        Route("/", index, methods=["GET"]),
        Route("/pay/{id}", show, methods=["GET"]),
        Route("/pay/{id}", decide, methods=["POST"]),
    ]


def _act(book: Book, order_id: str, form: dict[str, str]) -> None:
    """What the person pressed."""
    action = form.get("action", "")
    if action in orders.OUTCOMES:
        orders.attempt(book, order_id, action, form.get("method", "card"))
        return
    payment = _captured(book, order_id)
    if payment is None:
        raise ApiError(400, "BAD_REQUEST_ERROR", "Nothing was paid yet.")
    dispute = next((each for each in _disputes(book, payment) if each["status"] in OPEN_DISPUTES), None)
    if action == "refund":
        reversals.refund(book, payment["id"], _refund_of(form, payment))
    elif action == "dispute" and dispute is None:
        reversals.dispute(book, payment["id"])
    elif action in {"won", "lost"} and dispute is not None:
        reversals.decide_dispute(book, dispute["id"], action)
    else:
        raise ApiError(400, "BAD_REQUEST_ERROR", "Press one of the buttons.")


def _page_of(book: Book, order_id: str) -> str:
    order = book.get("order", order_id)
    payment = _captured(book, order_id)
    signature = payment_signature(order_id, payment["id"], book.options.key_secret) if payment else None
    return order_page(
        order,
        attempts=book.payments_of(order_id),
        token=_token(book, order_id),
        may_pay=orders.is_open(book, order),
        signature=signature,
        disputes=_disputes(book, payment) if payment else [],
    )


def _captured(book: Book, order_id: str) -> Json | None:
    return next((each for each in book.payments_of(order_id) if each["captured"]), None)


def _disputes(book: Book, payment: Json) -> list[Json]:
    return [each for each in book.all("dispute") if each["payment_id"] == payment["id"]]


def _refund_of(form: dict[str, str], payment: Json) -> Json:
    try:
        amount = minor_units(form.get("amount"), payment["currency"])
    except ValueError as error:
        raise ApiError(400, "BAD_REQUEST_ERROR", str(error)) from None
    return {} if amount is None else {"amount": amount}


async def _read_form(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAXIMUM_BODY_BYTES:
            raise ApiError(413, "BAD_REQUEST_ERROR", "The form is too large.")
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=10))
    except ValueError:
        raise ApiError(400, "BAD_REQUEST_ERROR", "The form cannot be read.") from None


def _token(book: Book, order_id: str) -> str:
    """So that another site cannot press the buttons."""
    return hmac.new(book.form_key, order_id.encode(), hashlib.sha256).hexdigest()


def _html(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status, SECURITY_HEADERS)
