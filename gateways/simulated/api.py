"""`/v1`: from an HTTP request to a resource's function and back."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.simulated.access import authenticate, require_secret
from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError
from gateways.simulated.expansion import expand
from gateways.simulated.faults import Fault
from gateways.simulated.form import parse_form, read_body
from gateways.simulated.ids import new_id
from gateways.simulated.replies import Reply
from gateways.simulated.resources import (
    account,
    attaching,
    charges,
    checkout_items,
    checkout_sessions,
    customers,
    disputes,
    events,
    invoices,
    payment_intents,
    payment_methods,
    portal_sessions,
    prices,
    products,
    refunds,
    setup_intents,
    subscriptions,
    tax_calculations,
    tax_transactions,
)
from gateways.simulated.resources.lists import list_of
from gateways.simulated.simulator import Simulator
from gateways.stripe.version import STRIPE_API_VERSION

__all__ = ["api_routes"]

_log = structlog.get_logger(__name__)

Operation = Callable[[Call, Json], Json]
_NO_FAULT = Fault(times=0)

_ROUTES: tuple[tuple[str, str, Operation], ...] = (
    ("GET", "/account", account.retrieve),
    ("POST", "/billing_portal/sessions", portal_sessions.create),
    ("GET", "/charges", list_of("charge", "/v1/charges", "customer", "payment_intent")),
    ("GET", "/charges/{id}", charges.retrieve),
    ("POST", "/checkout/sessions", checkout_sessions.create),
    ("GET", "/checkout/sessions", list_of("checkout.session", "/v1/checkout/sessions", "customer", "payment_intent")),
    ("GET", "/checkout/sessions/{id}", checkout_sessions.retrieve),
    ("POST", "/checkout/sessions/{id}/expire", checkout_sessions.expire),
    ("GET", "/checkout/sessions/{id}/line_items", checkout_items.line_items),
    ("POST", "/customers", customers.create),
    ("GET", "/customers", list_of("customer", "/v1/customers")),
    ("GET", "/customers/{id}", customers.retrieve),
    ("POST", "/customers/{id}", customers.update),
    ("DELETE", "/customers/{id}", customers.delete),
    (
        "GET",
        "/customers/{id}/payment_methods",
        list_of("payment_method", "/v1/payment_methods", "type", within="customer"),
    ),
    ("GET", "/disputes", list_of("dispute", "/v1/disputes", "charge", "payment_intent")),
    ("GET", "/disputes/{id}", disputes.retrieve),
    ("POST", "/disputes/{id}", disputes.update),
    ("POST", "/disputes/{id}/close", disputes.close),
    ("GET", "/events", list_of("event", "/v1/events", "type")),
    ("GET", "/events/{id}", events.retrieve),
    ("GET", "/invoice_payments", invoices.list_payments),
    ("GET", "/invoices", invoices.listing),
    ("GET", "/invoices/{id}", invoices.retrieve),
    ("POST", "/payment_intents", payment_intents.create),
    ("GET", "/payment_intents", list_of("payment_intent", "/v1/payment_intents", "customer")),
    ("GET", "/payment_intents/{id}", payment_intents.retrieve),
    ("POST", "/payment_intents/{id}", payment_intents.update),
    ("POST", "/payment_intents/{id}/cancel", payment_intents.cancel),
    ("POST", "/payment_intents/{id}/confirm", payment_intents.confirm),
    ("POST", "/payment_methods", payment_methods.create),
    ("GET", "/payment_methods", list_of("payment_method", "/v1/payment_methods", "customer", "type")),
    ("GET", "/payment_methods/{id}", payment_methods.retrieve),
    ("POST", "/payment_methods/{id}/attach", attaching.attach),
    ("POST", "/payment_methods/{id}/detach", attaching.detach),
    ("POST", "/prices", prices.create),
    ("GET", "/prices", prices.listing),
    ("GET", "/prices/{id}", prices.retrieve),
    ("POST", "/products", products.create),
    ("GET", "/products", list_of("product", "/v1/products")),
    ("GET", "/products/{id}", products.retrieve),
    ("POST", "/refunds", refunds.create),
    ("GET", "/refunds", list_of("refund", "/v1/refunds", "charge", "payment_intent")),
    ("GET", "/refunds/{id}", refunds.retrieve),
    ("POST", "/refunds/{id}", refunds.update),
    ("POST", "/setup_intents", setup_intents.create),
    ("GET", "/setup_intents", list_of("setup_intent", "/v1/setup_intents", "customer")),
    ("GET", "/setup_intents/{id}", setup_intents.retrieve),
    ("POST", "/setup_intents/{id}/cancel", setup_intents.cancel),
    ("POST", "/setup_intents/{id}/confirm", setup_intents.confirm),
    ("POST", "/refunds/{id}/cancel", refunds.cancel),
    ("POST", "/subscriptions", subscriptions.create),
    ("GET", "/subscriptions", subscriptions.listing),
    ("GET", "/subscriptions/{id}", subscriptions.retrieve),
    ("POST", "/subscriptions/{id}", subscriptions.update),
    ("DELETE", "/subscriptions/{id}", subscriptions.cancel),
    ("GET", "/tax/associations/find", tax_transactions.find),
    ("POST", "/tax/calculations", tax_calculations.create),
    ("GET", "/tax/calculations/{id}", tax_calculations.retrieve),
    ("GET", "/tax/calculations/{id}/line_items", tax_calculations.line_items),
    ("GET", "/tax/transactions/{id}", tax_transactions.retrieve),
    ("GET", "/tax/transactions/{id}/line_items", tax_transactions.line_items),
)

_FOR_BROWSERS: tuple[Operation, ...] = (
    payment_intents.retrieve,
    payment_intents.confirm,
    payment_methods.create,
    setup_intents.retrieve,
    setup_intents.confirm,
)


def api_routes(simulator: Simulator) -> list[Route]:
    """The routes below `/v1`, and one that answers everything else as Stripe does."""
    routes = [Route(path, _endpoint(simulator, operation), methods=[method]) for method, path, operation in _ROUTES]
    every = ["GET", "POST", "DELETE", "PUT", "PATCH"]
    return [*routes, Route("/{rest:path}", _endpoint(simulator, _unknown), methods=every)]


def _unknown(_call: Call, _ids: Json) -> Json:
    message = "Unrecognized request URL or method. The simulated Stripe may not have this part of the API."
    raise ApiError(404, "invalid_request_error", message)


def _endpoint(simulator: Simulator, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        request_id = new_id("req")
        headers = {"request-id": request_id, "stripe-version": STRIPE_API_VERSION}
        fault = simulator.faults.take(request.url.path) or _NO_FAULT
        try:
            reply = await _answer(simulator, operation, request, request_id, fault)
        except ApiError as error:
            reply = Reply(error.status, _encode(error.body), request_id)
        if reply.request_id != request_id:
            headers |= {"idempotent-replayed": "true", "original-request": reply.request_id}
        _log.debug("simulated_api_call", method=request.method, path=request.url.path, status=reply.status)
        await asyncio.sleep(fault.delay_after_seconds)
        return Response(reply.body, reply.status, headers, "application/json")

    return endpoint


async def _answer(simulator: Simulator, operation: Operation, request: Request, request_id: str, fault: Fault) -> Reply:
    body = await read_body(request) if request.method == "POST" else request.url.query.encode("ascii")
    params = parse_form(body)
    publishable = authenticate(request, simulator.options, params.pop("key", None))
    if operation not in _FOR_BROWSERS:
        require_secret(publishable=publishable)
    key = request.headers.get("idempotency-key") if request.method == "POST" else None
    call = simulator.call(params, request_id=request_id, idempotency_key=key)
    call.api_version, call.publishable = request.headers.get("stripe-version"), publishable
    if key is None:
        await _suffer(fault)
        return _execute(simulator, operation, call, request, params)
    with simulator.replies.claim(key):
        # Gives way once at least, so that a second request with this key really meets the first.
        try:
            await _suffer(fault)
        except ApiError as error:
            if fault.kept:
                with simulator.store.transaction():
                    _keep(simulator, call, request, params, Reply(error.status, _encode(error.body), request_id))
            raise
        stored = simulator.replies.find(key, request.url.path, params, now=simulator.options.now())
        return stored or _execute(simulator, operation, call, request, params)


async def _suffer(fault: Fault) -> None:
    await asyncio.sleep(fault.delay_before_seconds)
    if fault.status is not None:
        raise ApiError(fault.status, "api_error", "The test that runs here asked for this error.")


def _execute(simulator: Simulator, operation: Operation, call: Call, request: Request, params: Json) -> Reply:
    """Run and store in one transaction; what failed before it began is rolled back and not stored."""
    paths = _pop_expand(call, params)
    with simulator.store.transaction():
        try:
            answer = operation(call, dict(request.path_params))
            expand(simulator.store, answer, paths)
            reply = Reply(200, _encode(answer), call.request_id or "")
        except ApiError as error:
            if not error.executed:
                raise
            reply = Reply(error.status, _encode(error.body), call.request_id or "")
        _keep(simulator, call, request, params, reply)
    simulator.dispatcher.wake()
    return reply


def _keep(simulator: Simulator, call: Call, request: Request, params: Json, reply: Reply) -> None:
    if call.idempotency_key is not None:
        now = simulator.options.now()
        simulator.replies.keep(call.idempotency_key, request.url.path, params, reply, now=now)


def _pop_expand(call: Call, params: Json) -> list[str]:
    return call.params.texts("expand") or [] if "expand" in params else []


def _encode(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, indent=2).encode("utf-8")
