"""The page on which a person pays or declines: `/` and `/pay/{payment_intent}`."""

from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.form import parse_form, read_body
from gateways.simulated.form_tokens import form_token, is_form_token
from gateways.simulated.page_html import SECURITY_HEADERS, list_page, message_page, payment_page
from gateways.simulated.resources.attempts import fail, payer_refused, process, succeed
from gateways.simulated.resources.checkout_paying import follow_intent
from gateways.simulated.resources.next_actions import return_address
from gateways.simulated.resources.payment_methods import create_of_type
from gateways.simulated.resources.tax_transactions import calculation_of
from gateways.simulated.reversal_pages import REVERSALS, reversal_section, reverse
from gateways.simulated.simulator import Simulator

__all__ = ["OPEN_STATUSES", "finish_payment", "page_routes"]

OPEN_STATUSES = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
_LISTED, _LOOKED_THROUGH = 50, 500


def page_routes(simulator: Simulator) -> list[Route]:
    """The routes of the page."""

    async def index(_request: Request) -> Response:
        found = simulator.store.find("payment_intent", limit=_LOOKED_THROUGH)
        waiting = [intent for intent in found if intent["status"] in OPEN_STATUSES]
        paid = [intent for intent in found if intent["status"] == "succeeded"]
        sessions = simulator.store.find("checkout.session", limit=_LOOKED_THROUGH)
        checkouts = [session for session in sessions if session["status"] == "open"]
        return _html(list_page(waiting[:_LISTED], paid[:_LISTED], checkouts[:_LISTED]))

    async def show(request: Request) -> Response:
        intent = simulator.store.get("payment_intent", request.path_params["id"])
        if intent is None:
            return _not_found()
        token = form_token(simulator, intent["id"])
        reversals = reversal_section(simulator.store, intent, token)
        calculation = calculation_of(simulator.call({}), intent)
        return _html(payment_page(intent, token, return_address(simulator.store, intent), reversals, calculation))

    async def decide(request: Request) -> Response:
        intent_id = cast("str", request.path_params["id"])
        try:
            form = parse_form(await read_body(request))
        except ApiError as error:
            return _html(message_page("Not understood", str(error)), error.status)
        token, outcome = form.get("token"), form.get("outcome")
        if not is_form_token(simulator, intent_id, token):
            return _html(message_page("Not accepted", "This form is out of date. Open the payment again."), 403)
        if simulator.store.get("payment_intent", intent_id) is None:
            return _not_found()
        try:
            with simulator.store.transaction():
                _carry_out(simulator.call({}), intent_id, outcome, form)
        except ApiError as error:
            return _html(message_page("Not done", str(error), f"/pay/{intent_id}"), error.status)
        simulator.dispatcher.wake()
        return RedirectResponse(f"/pay/{intent_id}", 303, SECURITY_HEADERS)

    return [
        Route("/", index, methods=["GET"]),
        Route("/pay/{id}", show, methods=["GET"]),
        Route("/pay/{id}", decide, methods=["POST"]),
    ]


def finish_payment(call: Call, intent_id: str, outcome: str, method_type: str | None = None) -> Json:
    """What the payer does: `pay`, `decline`, or `process` (paid, and the money is on its way).

    A payment that has ended stays as it is; one that is processing can still be paid or declined.
    """
    intent = call.get("payment_intent", intent_id)
    if intent["status"] not in OPEN_STATUSES | {"processing"}:
        return intent
    intent = _act(call, intent, outcome, _method_of(call, intent, method_type))
    follow_intent(call, intent)
    return intent


def _act(call: Call, intent: Json, outcome: str, method: Json) -> Json:
    if outcome == "decline":
        return fail(call, intent, method, payer_refused(method))
    if outcome == "process":
        return process(call, intent, method)
    if method["type"] == "crypto" and intent["status"] != "processing":  # a chain takes its time to confirm
        intent = process(call, intent, method)
    return succeed(call, intent, method)


def _carry_out(call: Call, intent_id: str, outcome: object, form: Json) -> None:
    if isinstance(outcome, str) and outcome in REVERSALS:
        reverse(call, intent_id, outcome, form)
    elif outcome in {"pay", "decline"}:
        method = form.get("method")
        finish_payment(call, intent_id, str(outcome), method if isinstance(method, str) else None)
    else:
        raise invalid_request("Press one of the buttons.")


def _method_of(call: Call, intent: Json, method_type: str | None) -> Json:
    if intent["payment_method"] is not None:
        return call.named("payment_method", intent["payment_method"], "payment_method")
    kinds: list[str] = intent["payment_method_types"]
    return create_of_type(call, method_type if method_type is not None and method_type in kinds else kinds[0])


def _html(page: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page, status, SECURITY_HEADERS)


def _not_found() -> HTMLResponse:
    return _html(message_page("No such payment", "The simulated Stripe has no payment of this name."), 404)
