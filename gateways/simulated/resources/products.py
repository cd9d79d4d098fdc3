"""Products (https://docs.stripe.com/api/products): as much as a price needs."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request
from gateways.simulated.ids import new_id

__all__ = ["create", "retrieve"]


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/products; an id of the shop's own may be given once."""
    params = call.params
    product_id, name = params.text("id", limit=255) or new_id("prod"), params.required("name")
    metadata, description = params.metadata() or {}, params.text("description") or None
    params.finish()
    if call.store.get("product", product_id) is not None:
        raise invalid_request("Product already exists.", param="id", code="resource_already_exists")
    product: Json = {
        "id": product_id,
        "object": "product",
        "active": True,
        "created": call.now,
        "default_price": None,
        "description": description,
        "images": [],
        "livemode": False,
        "marketing_features": [],
        "metadata": metadata,
        "name": name,
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": None,
        "tax_code": None,
        "type": "service",
        "unit_label": None,
        "updated": call.now,
        "url": None,
    }
    call.save(product)
    call.emit("product.created", product)
    return product


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/products/{id}."""
    call.params.finish()
    return call.get("product", ids["id"])
