"""Customers (https://docs.stripe.com/api/customers)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import no_such
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params

__all__ = ["create", "delete", "retrieve", "update"]

_IGNORED = ("address", "shipping", "preferred_locales", "tax_exempt", "invoice_settings")


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/customers."""
    customer: Json = {
        "id": new_id("cus"),
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": call.now,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "email": None,
        "livemode": False,
        "metadata": {},
        "name": None,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
    }
    _apply(call.params, customer)
    call.save(customer)
    call.emit("customer.created", customer)
    return customer


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/customers/{id}; a deleted one says that it is."""
    call.params.finish()
    return call.get("customer", ids["id"])


def update(call: Call, ids: Json) -> Json:
    """POST /v1/customers/{id}."""
    customer = _living(call, ids["id"])
    before = dict(customer)
    _apply(call.params, customer)
    call.save(customer)
    changed = {name: value for name, value in before.items() if customer[name] != value}
    call.emit("customer.updated", customer, changed)
    return customer


def delete(call: Call, ids: Json) -> Json:
    """DELETE /v1/customers/{id}."""
    customer = _living(call, ids["id"])
    call.params.finish()
    gone: Json = {"id": customer["id"], "object": "customer", "deleted": True}
    call.store.put(gone, kind="deleted_customer")
    call.emit("customer.deleted", customer)
    return gone


def _living(call: Call, customer_id: str) -> Json:
    customer = call.get("customer", customer_id)
    if customer.get("deleted"):
        raise no_such("customer", customer_id)
    return customer


def _apply(params: Params, customer: Json) -> None:
    for name in ("description", "name", "phone"):
        value = params.text(name)
        if value is not None:
            customer[name] = value or None
    email = params.email("email")
    if email is not None:
        customer["email"] = email or None
    merged = {**customer["metadata"], **(params.metadata() or {})}
    customer["metadata"] = {key: value for key, value in merged.items() if value}
    params.ignore(*_IGNORED)
    params.finish()
