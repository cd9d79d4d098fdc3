"""What one request to the simulator works with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gateways.simulated.errors import ApiError, invalid_request, no_such
from gateways.simulated.ids import new_id
from gateways.simulated.options import Options
from gateways.simulated.params import Params
from gateways.simulated.store import Store
from gateways.stripe.version import STRIPE_API_VERSION

__all__ = ["Call", "Json"]

Json = dict[str, Any]

MAXIMUM_OBJECTS = 500_000


@dataclass(slots=True)
class Call:
    """One request: its parameters, its place in time, and what it may touch.

    `emitted` is told of each new event, so that it is delivered once the transaction is committed.
    """

    options: Options
    store: Store
    params: Params
    now: int
    emitted: Callable[[Json], None]
    request_id: str | None = None
    idempotency_key: str | None = None
    api_version: str | None = None
    publishable: bool = False

    def get(self, kind: str, object_id: str) -> Json:
        """The object of the path; raises 404."""
        found = self.store.get(kind, object_id)
        if found is None:
            raise no_such(kind, object_id)
        return found

    def named(self, kind: str, object_id: str, param: str) -> Json:
        """The object that a parameter names; raises 400."""
        found = self.store.get(kind, object_id)
        if found is None or found.get("deleted"):
            raise no_such(kind, object_id, param=param, status=400)
        return found

    def save(self, item: Json) -> Json:
        """Keep the object and give it back."""
        if self.store.object_count >= MAXIMUM_OBJECTS:
            raise ApiError(429, "invalid_request_error", "The simulated Stripe is full.", code="rate_limit")
        self.store.put(item)
        return item

    def emit(self, event_type: str, item: Json, previous: Json | None = None) -> None:
        """Record an event about the object as it is now, and have it delivered."""
        data: Json = {"object": item}
        if previous is not None:
            data["previous_attributes"] = previous
        event = {
            "id": new_id("evt"),
            "object": "event",
            "api_version": STRIPE_API_VERSION,
            "created": self.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 1 if self.options.webhook_url else 0,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": event_type,
        }
        self.save(event)
        self.emitted(event)

    def check_secret(self, item: Json) -> None:
        """A publishable key reaches an object only with the object's client secret."""
        secret = self.params.text("client_secret")
        if self.publishable and secret is None:
            raise invalid_request("A publishable key needs the client_secret.", param="client_secret")
        if secret is not None and secret != item["client_secret"]:
            raise invalid_request(
                "The client_secret provided does not match the client_secret associated with this PaymentIntent.",
                param="client_secret",
                code="payment_intent_invalid_parameter",
            )
