"""The customer portal: `/portal/{address}`, where a person cancels or resumes a subscription.

https://docs.stripe.com/customer-management
"""

import hmac
from html import escape
from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gateways.simulated.amounts import amount_text
from gateways.simulated.call import Json
from gateways.simulated.errors import ApiError
from gateways.simulated.form import parse_form, read_body
from gateways.simulated.form_tokens import form_token, is_form_token
from gateways.simulated.page_html import SECURITY_HEADERS, message_page, page
from gateways.simulated.resources.subscriptions import update
from gateways.simulated.simulator import Simulator

__all__ = ["portal_page_routes"]

_SESSION_SECONDS = 3_600
_ID_CHARACTERS = len("bps_") + 24
_RUNNING = frozenset({"active", "past_due", "incomplete"})
_OUTCOMES = {"cancel": "true", "resume": "false"}


def portal_page_routes(simulator: Simulator) -> list[Route]:
    """The routes of the page."""

    async def show(request: Request) -> Response:
        session = _session(simulator, request)
        if session is None:
            return _not_found()
        subscriptions = _subscriptions(simulator, session)
        forms = "".join(_row(each, form_token(simulator, each["id"]), request.url.path) for each in subscriptions)
        body = forms or "<p>There is no subscription.</p>"
        back = session["return_url"]
        link = f'<p><a href="{escape(back)}">Back to the shop</a></p>' if back else ""
        return HTMLResponse(page("Your subscription", f"<h1>Your subscription</h1>{body}{link}"), 200, SECURITY_HEADERS)

    async def decide(request: Request) -> Response:
        session = _session(simulator, request)
        if session is None:
            return _not_found()
        try:
            form = parse_form(await read_body(request))
            subscription_id, outcome = str(form.get("subscription", "")), str(form.get("outcome", ""))
            own = subscription_id in {each["id"] for each in _subscriptions(simulator, session)}
            if not own or not is_form_token(simulator, subscription_id, form.get("token")) or outcome not in _OUTCOMES:
                return _message("Not accepted", "This form is out of date. Open the page again.", 403)
            with simulator.store.transaction():
                update(simulator.call({"cancel_at_period_end": _OUTCOMES[outcome]}), {"id": subscription_id})
        except ApiError as error:
            return _message("Not understood", str(error), error.status)
        simulator.dispatcher.wake()
        return RedirectResponse(request.url.path, 303, SECURITY_HEADERS)

    return [
        Route("/portal/{address}", show, methods=["GET"]),
        Route("/portal/{address}", decide, methods=["POST"]),
    ]


def _session(simulator: Simulator, request: Request) -> Json | None:
    """The session whose whole address was asked for, for an hour after it was made."""
    address = cast("str", request.path_params["address"])
    session = simulator.store.get("billing_portal.session", address[:_ID_CHARACTERS])
    if session is None or simulator.options.now() > session["created"] + _SESSION_SECONDS:
        return None
    wanted = str(session["url"]).rpartition("/")[2]
    return session if hmac.compare_digest(wanted.encode(), address.encode()) else None


def _subscriptions(simulator: Simulator, session: Json) -> list[Json]:
    found = simulator.store.find("subscription", limit=100, filters={"customer": session["customer"]})
    return [each for each in found if each["status"] in _RUNNING]


def _row(subscription: Json, token: str, path: str) -> str:
    item = subscription["items"]["data"][0]
    price = item["price"]
    ending = subscription["cancel_at_period_end"]
    name, outcome, style = ("Resume", "resume", "pay") if ending else ("Cancel at period end", "cancel", "decline")
    state = "ends with its period" if ending else subscription["status"]
    cost = f"{amount_text(price['unit_amount'], price['currency'])} each {price['recurring']['interval']}"
    return (
        f"<dl><dt>Subscription</dt><dd>{escape(subscription['description'] or subscription['id'])}</dd>"
        f'<dt>Price</dt><dd>{escape(cost)}</dd><dt>Status</dt><dd id="status">{escape(state)}</dd></dl>'
        f'<form method="post" action="{escape(path)}"><input type="hidden" name="token" value="{escape(token)}">'
        f'<input type="hidden" name="subscription" value="{escape(subscription["id"])}">'
        f'<button class="{style}" id="{outcome}" name="outcome" value="{outcome}">{name}</button></form>'
    )


def _message(title: str, message: str, status: int) -> HTMLResponse:
    return HTMLResponse(message_page(title, message), status, SECURITY_HEADERS)


def _not_found() -> HTMLResponse:
    return _message("No such page", "The simulated Stripe has no portal session of this name.", 404)
