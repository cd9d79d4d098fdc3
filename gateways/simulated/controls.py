"""`/_simulator`: what tests need and Stripe does not have. JSON in, JSON out, with the secret key."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from gateways.simulated.access import authenticate, require_secret
from gateways.simulated.call import Call
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.faults import MAXIMUM_DELAY_SECONDS, Fault
from gateways.simulated.form import MAXIMUM_BODY_BYTES
from gateways.simulated.ids import new_id
from gateways.simulated.pages import finish_payment
from gateways.simulated.resources.billing_cycle import STEPS, pass_time
from gateways.simulated.resources.checkout_paying import finish_session
from gateways.simulated.resources.disputes import end_dispute, open_dispute
from gateways.simulated.resources.invoice_paying import change_subscription
from gateways.simulated.resources.payment_methods import by_id, keep_address
from gateways.simulated.resources.refunds import end_refund, make_refund
from gateways.simulated.resources.setup_intents import finish_setup
from gateways.simulated.simulator import Simulator

__all__ = ["control_routes"]

MAXIMUM_TIMES = 1_000
ISO_CHARACTERS = 3
_SUBJECTS = {
    "pi": "payment_intent",
    "ch": "charge",
    "re": "refund",
    "du": "dispute",
    "cus": "customer",
    "cs": "checkout.session",
    "sub": "subscription",
    "in": "invoice",
}

Control = Callable[[Simulator, Request, dict[str, Any]], Any]


def control_routes(simulator: Simulator) -> list[Route]:
    """The routes below `/_simulator`."""
    controls: list[tuple[str, str, Control]] = [
        ("GET", "/deliveries", _list_deliveries),
        ("POST", "/deliveries/hold", _hold),
        ("POST", "/deliveries/release", _release),
        ("POST", "/events", _make_event),
        ("POST", "/events/{id}/deliver", _deliver),
        ("POST", "/faults", _order_fault),
        ("DELETE", "/faults", _clear_faults),
        ("POST", "/payment_intents/{id}/refund", _refund),
        ("POST", "/payment_intents/{id}/dispute", _dispute),
        ("POST", "/payment_intents/{id}/{outcome}", _finish),
        ("POST", "/checkout_sessions/{id}/{outcome}", _finish_session),
        ("POST", "/setup_intents/{id}/{outcome}", _finish_setup),
        ("POST", "/refunds/{id}/{outcome}", _end_refund),
        ("POST", "/disputes/{id}/{outcome}", _end_dispute),
        ("POST", "/subscriptions/{id}/{step}", _pass_time),
    ]
    routes = [Route(path, _endpoint(simulator, control), methods=[method]) for method, path, control in controls]
    return [Route("/health", _health(simulator), methods=["GET"]), *routes]


def _health(simulator: Simulator) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"simulated": True, "deliveries": simulator.dispatcher.outbox.counts()})

    return health


def _endpoint(simulator: Simulator, control: Control) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def endpoint(request: Request) -> JSONResponse:
        try:
            require_secret(publishable=authenticate(request, simulator.options, None))
            body = await _read_json(request)
            with simulator.store.transaction():
                answer = control(simulator, request, body)
        except ApiError as error:
            return JSONResponse(error.body, error.status)
        simulator.dispatcher.wake()
        return JSONResponse(answer)

    return endpoint


async def _read_json(request: Request) -> dict[str, Any]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAXIMUM_BODY_BYTES:
            raise ApiError(413, "invalid_request_error", "The body is too large.")
    try:
        value = json.loads(bytes(body) or b"{}")
    except (ValueError, RecursionError):
        raise invalid_request("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise invalid_request("The body must be a JSON object.")
    return value


def _list_deliveries(simulator: Simulator, request: Request, _body: dict[str, Any]) -> Any:
    """Query: `event`, `state`. The newest 1000."""
    query = request.query_params
    found = simulator.dispatcher.outbox.find(event_id=query.get("event"), state=query.get("state"), limit=MAXIMUM_TIMES)
    return {"data": found, "holding": simulator.dispatcher.holding}


def _hold(simulator: Simulator, _request: Request, _body: dict[str, Any]) -> Any:
    """From now on new deliveries are kept back."""
    simulator.dispatcher.holding = True
    return {"holding": True}


def _release(simulator: Simulator, _request: Request, body: dict[str, Any]) -> Any:
    """`seed` shuffles what was kept back; `keep_holding` true keeps back what comes next."""
    simulator.dispatcher.holding = body.get("keep_holding") is True
    seed = _number(body, "seed", 0, 2**53) if "seed" in body else None
    return {"released": simulator.dispatcher.release(None if seed is None else int(seed))}


def _deliver(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """Send a stored event `times` more, all at once."""
    event = simulator.call({}).get("event", request.path_params["id"])
    times = int(_number(body, "times", 1, MAXIMUM_TIMES, default=1))
    return {"deliveries": simulator.dispatcher.enqueue(event["id"], event["type"], times=times, at_once=True)}


def _make_event(simulator: Simulator, _request: Request, body: dict[str, Any]) -> Any:
    """A further event about an object: `object`, `type`; `overrides` change the object in it, `event` the event.

    So a test gets a second event for one payment, another API version, a wrong amount or the wrong mode.
    """
    object_id, event_type = str(body.get("object", "")), str(body.get("type", ""))
    call = simulator.call({})
    kind = _SUBJECTS.get(object_id.partition("_")[0], "payment_intent")
    subject = call.get(kind, object_id)
    overrides, event_overrides = body.get("overrides", {}), body.get("event", {})
    if not event_type or not isinstance(overrides, dict) or not isinstance(event_overrides, dict):
        raise invalid_request("Needed: object, type; overrides and event are JSON objects.")
    made: list[dict[str, Any]] = []
    call.emitted = made.append
    call.emit(event_type, subject | overrides)
    event = made[0] | event_overrides | {"id": made[0]["id"], "object": "event", "created": made[0]["created"]}
    simulator.store.put(event)
    simulator.dispatcher.enqueue(event["id"], event_type)
    return event


def _order_fault(simulator: Simulator, _request: Request, body: dict[str, Any]) -> Any:
    """See `Fault`."""
    status = int(_number(body, "status", 400, 599)) if "status" in body else None
    fault = Fault(
        path=str(body.get("path", "/v1/")),
        times=int(_number(body, "times", 1, MAXIMUM_TIMES, default=1)),
        status=status,
        kept=body.get("kept") is True,
        delay_before_seconds=_number(body, "delay_before_seconds", 0, MAXIMUM_DELAY_SECONDS, default=0),
        delay_after_seconds=_number(body, "delay_after_seconds", 0, MAXIMUM_DELAY_SECONDS, default=0),
    )
    try:
        simulator.faults.order(fault)
    except ValueError as error:
        raise invalid_request(str(error)) from None
    return {"ordered": True}


def _clear_faults(simulator: Simulator, _request: Request, _body: dict[str, Any]) -> Any:
    simulator.faults.clear()
    return {"cleared": True}


def _finish(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """What the payer does: `pay`, `decline` or `process`; `method` chooses among several types."""
    outcome = request.path_params["outcome"]
    if outcome not in {"pay", "decline", "process"}:
        raise invalid_request("The outcome is pay, decline or process.")
    method = body.get("method")
    call = simulator.call({}, request_id=new_id("req"))
    return finish_payment(call, request.path_params["id"], outcome, method if isinstance(method, str) else None)


def _finish_session(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """What the payer does on the page of a Checkout Session: `pay`, `decline` or `process`, with test card `card`."""
    outcome, card = request.path_params["outcome"], body.get("card")
    if outcome not in {"pay", "decline", "process"}:
        raise invalid_request("The outcome is pay, decline or process.")
    call = simulator.call({}, request_id=new_id("req"))
    session = call.get("checkout.session", request.path_params["id"])
    return finish_session(call, session, outcome, card if isinstance(card, str) else None)


def _finish_setup(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """What a person does on the page of a SetupIntent: `save` or `decline`, with the test card `card` and `address`."""
    outcome, card = request.path_params["outcome"], str(body.get("card", "pm_card_visa"))
    if outcome not in {"save", "decline"}:
        raise invalid_request("The outcome is save or decline.")
    call = simulator.call({}, request_id=new_id("req"))
    setup = call.get("setup_intent", request.path_params["id"])
    method, address = by_id(call, card, param="card", status=400), body.get("address")
    if isinstance(address, dict):
        keep_address(method, {name: str(value)[:500] for name, value in address.items()})
        call.save(method)
    return finish_setup(call, setup, outcome, method)


def _refund(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """What somebody does in Stripe's dashboard; `amount` for a part."""
    call = simulator.call({}, request_id=new_id("req"))
    return make_refund(call, _charge_of(call, request), _amount(body))


def _dispute(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """What the payer does at their bank; `amount` for a part, `reason`, `inquiry`, another `currency`."""
    call = simulator.call({}, request_id=new_id("req"))
    reason, inquiry = str(body.get("reason", "fraudulent")), body.get("inquiry") is True
    currency, charge = body.get("currency"), _charge_of(call, request)
    if currency is not None and (not isinstance(currency, str) or len(currency) != ISO_CHARACTERS):
        raise invalid_request("The currency is a code of three letters.", param="currency")
    return open_dispute(call, charge, reason=reason, inquiry=inquiry, amount=_amount(body), currency=currency)


def _end_refund(simulator: Simulator, request: Request, _body: dict[str, Any]) -> Any:
    """What the payer's bank says of a refund: `succeed` or `fail`."""
    outcome = {"succeed": "succeeded", "fail": "failed"}.get(request.path_params["outcome"])
    if outcome is None:
        raise invalid_request("The outcome is succeed or fail.")
    return end_refund(simulator.call({}, request_id=new_id("req")), request.path_params["id"], outcome)


def _end_dispute(simulator: Simulator, request: Request, _body: dict[str, Any]) -> Any:
    """How a dispute ends for the shop: `win` or `lose`."""
    outcome = {"win": "won", "lose": "lost"}.get(request.path_params["outcome"])
    if outcome is None:
        raise invalid_request("The outcome is win or lose.")
    return end_dispute(simulator.call({}, request_id=new_id("req")), request.path_params["id"], outcome)


def _charge_of(call: Call, request: Request) -> dict[str, Any]:
    intent = call.get("payment_intent", request.path_params["id"])
    if intent["status"] != "succeeded":
        raise invalid_request("This payment is not paid.")
    return call.get("charge", intent["latest_charge"])


def _amount(body: dict[str, Any]) -> int | None:
    return int(_number(body, "amount", 1, 2**53)) if "amount" in body else None


def _pass_time(simulator: Simulator, request: Request, body: dict[str, Any]) -> Any:
    """Let time pass for a subscription, see `pass_time`; from now on the test card `card` pays, if it is given."""
    step = request.path_params["step"]
    if step not in STEPS:
        raise invalid_request(f"The step is one of {', '.join(sorted(STEPS))}.")
    call, reference, card = simulator.call({}, request_id=new_id("req")), request.path_params["id"], body.get("card")
    if isinstance(card, str):
        method = by_id(call, card, param="card", status=400)
        change_subscription(call, call.get("subscription", reference), {"default_payment_method": method["id"]})
    return pass_time(call, reference, step)


def _number(body: dict[str, Any], name: str, least: float, most: float, *, default: float | None = None) -> float:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        raise invalid_request(f"{name} must be a number from {least} to {most}.", param=name)
    return value
