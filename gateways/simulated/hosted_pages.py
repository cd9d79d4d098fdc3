"""Stripe's own pages on which a person pays a Checkout Session, or saves a card: `/checkout/{id}` and `/setup/{id}`."""

from collections.abc import Awaitable, Callable
from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError
from gateways.simulated.form import parse_form, read_body
from gateways.simulated.form_tokens import form_token, is_form_token
from gateways.simulated.hosted_html import TEST_CARDS, checkout_page, setup_page, success_address
from gateways.simulated.page_html import SECURITY_HEADERS, headers_leading_to, message_page
from gateways.simulated.resources.checkout_items import items_of
from gateways.simulated.resources.checkout_paying import finish_session
from gateways.simulated.resources.checkout_sessions import retrieve as retrieve_session
from gateways.simulated.resources.payment_methods import by_id, keep_address
from gateways.simulated.resources.setup_intents import finish_setup
from gateways.simulated.simulator import Simulator

__all__ = ["hosted_page_routes"]

Show = Callable[[Simulator, Json], str]
Decide = Callable[[Call, Json, str, Json], Json]


def hosted_page_routes(simulator: Simulator) -> list[Route]:
    """The routes of both pages."""
    return [
        *_routes(simulator, "checkout", "checkout.session", _show_session, _decide_session),
        *_routes(simulator, "setup", "setup_intent", _show_setup, _decide_setup),
    ]


def _routes(simulator: Simulator, path: str, kind: str, show: Show, decide: Decide) -> list[Route]:
    async def get(request: Request) -> Response:
        found = _find(simulator, kind, request)
        if found is None:
            return _not_found()
        return HTMLResponse(show(simulator, found), 200, headers_leading_to(found.get("success_url")))

    async def post(request: Request) -> Response:
        found = _find(simulator, kind, request)
        if found is None:
            return _not_found()
        try:
            form = parse_form(await read_body(request))
            if not is_form_token(simulator, found["id"], form.get("token")):
                return _html(message_page("Not accepted", "This form is out of date.", request.url.path), 403)
            outcome, card = form.get("outcome"), form.get("card")
            if outcome not in {"pay", "save", "decline"} or not (card is None or card in TEST_CARDS):
                return _html(message_page("Not understood", "Press one of the buttons."), 400)
            with simulator.store.transaction():
                found = decide(simulator.call({}), found, outcome, form)
        except ApiError as error:
            return _html(message_page("Not understood", str(error), request.url.path), error.status)
        simulator.dispatcher.wake()
        done = success_address(found) if kind == "checkout.session" else None
        return RedirectResponse(done or f"/{path}/{found['id']}", 303, SECURITY_HEADERS)

    return [Route(f"/{path}/{{id}}", cast("Callable[[Request], Awaitable[Response]]", endpoint), methods=[method])
            for method, endpoint in (("GET", get), ("POST", post))]  # fmt: skip


def _find(simulator: Simulator, kind: str, request: Request) -> Json | None:
    object_id = request.path_params["id"]
    if simulator.store.get(kind, object_id) is None:
        return None
    if kind != "checkout.session":
        return simulator.store.get(kind, object_id)
    with simulator.store.transaction():  # a session whose time is over expires when somebody comes
        session = retrieve_session(simulator.call({}), {"id": object_id})
    simulator.dispatcher.wake()
    return session


def _show_session(simulator: Simulator, session: Json) -> str:
    error = None
    if session["payment_intent"] is not None:
        intent = simulator.store.get("payment_intent", session["payment_intent"])
        error = intent["last_payment_error"] if intent is not None else None
    items = items_of(simulator.call({}), session["id"])
    return checkout_page(session, items, form_token(simulator, session["id"]), error)


def _show_setup(simulator: Simulator, setup: Json) -> str:
    saved = setup["payment_method"] if setup["status"] == "succeeded" else None
    method = simulator.store.get("payment_method", saved) if saved is not None else None
    return setup_page(setup, method["card"] if method is not None else None, form_token(simulator, setup["id"]))


def _decide_session(call: Call, session: Json, outcome: str, form: Json) -> Json:
    only_card = session["payment_method_types"] == ["card"]
    return finish_session(call, session, outcome, form.get("card") if only_card else None)


def _decide_setup(call: Call, setup: Json, outcome: str, form: Json) -> Json:
    method = by_id(call, form.get("card") or "pm_card_visa", param="card", status=400)
    said = {name: str(form.get(name) or "").strip()[:20] for name in ("country", "postal_code")}
    keep_address(method, {"country": said["country"].upper()[:2], "postal_code": said["postal_code"]})
    return finish_setup(call, setup, outcome, call.save(method))


def _html(page: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page, status, SECURITY_HEADERS)


def _not_found() -> HTMLResponse:
    return _html(message_page("No such page", "The simulated Stripe has nothing of this name."), 404)
