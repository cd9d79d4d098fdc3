"""Events (https://docs.stripe.com/api/events)."""

from gateways.simulated.call import Call, Json

__all__ = ["retrieve"]


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/events/{id}."""
    call.params.finish()
    return call.get("event", ids["id"])
