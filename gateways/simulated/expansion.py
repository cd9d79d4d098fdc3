"""`expand[]`: ids in an answer replaced by their objects (https://docs.stripe.com/api/expanding_objects)."""

from gateways.simulated.call import Json
from gateways.simulated.errors import invalid_request
from gateways.simulated.resources.invoices import default_payment
from gateways.simulated.store import Store

__all__ = ["expand"]

MAXIMUM_PATHS, MAXIMUM_DEPTH = 20, 4
_KINDS = {
    "charge": "charge",
    "customer": "customer",
    "latest_charge": "charge",
    "latest_invoice": "invoice",
    "payment_intent": "payment_intent",
    "payment_method": "payment_method",
    "setup_intent": "setup_intent",
}


def expand(store: Store, answer: Json, paths: list[str]) -> None:
    """Change `answer` in place; raises ApiError 400 for what cannot be expanded."""
    if len(paths) > MAXIMUM_PATHS:
        raise invalid_request(f"You can expand {MAXIMUM_PATHS} properties at once.", param="expand")
    for path in paths:
        parts = path.split(".")
        if len(parts) > MAXIMUM_DEPTH:
            raise invalid_request(f"You cannot expand more than {MAXIMUM_DEPTH} levels.", param="expand")
        _follow(store, answer, parts, path)


def _follow(store: Store, item: Json, parts: list[str], path: str) -> None:
    head, rest = parts[0], parts[1:]
    if head == "data" and isinstance(item.get("data"), list) and rest:
        for element in item["data"]:
            _follow(store, element, rest, path)
        return
    if item.get("object") == "invoice" and head in {"payments", "confirmation_secret"}:
        item[head] = _payments(store, item) if head == "payments" else _secret(store, item)
        return
    if head not in _KINDS or head not in item:
        raise invalid_request(f"This property cannot be expanded ({path[:100]}).", param="expand")
    if isinstance(item[head], str):
        item[head] = store.get(_KINDS[head], item[head])
    if rest and isinstance(item[head], dict):
        _follow(store, item[head], rest, path)


def _payments(store: Store, invoice: Json) -> Json:
    payments = [default_payment(store, invoice)]
    return {"object": "list", "data": payments, "has_more": False, "url": "/v1/invoice_payments"}


def _secret(store: Store, invoice: Json) -> Json | None:
    intent = store.get("payment_intent", default_payment(store, invoice)["payment"]["payment_intent"])
    return None if intent is None else {"client_secret": intent["client_secret"], "type": "payment_intent"}
