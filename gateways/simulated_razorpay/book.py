"""What one simulated Razorpay remembers, and the events that it sends about it."""

import secrets
from typing import Any

from gateways.simulated.dispatcher import Dispatcher
from gateways.simulated.faults import Faults
from gateways.simulated.store import Store
from gateways.simulated_razorpay.errors import ApiError, unknown_id
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.signing import packed

__all__ = ["Book", "Json"]

Json = dict[str, Any]

MAXIMUM_OBJECTS = 100_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_CHARACTERS = 14


class Book:
    """Objects as Razorpay's JSON, deliveries of events, and ordered faults. Used from one event loop only."""

    def __init__(self, options: RazorpayOptions) -> None:
        self.options = options
        self.store = Store(options.state_file)
        self.dispatcher = Dispatcher(options, self.store, lambda event: packed(event, options.webhook_secret))
        self.faults = Faults()
        self.form_key = secrets.token_bytes(32)
        """Signs the forms of the payment page; new at every start."""

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self.options.now())

    def keep(self, item: Json) -> Json:
        """Store the object, new or changed, and give it back."""
        if self.store.object_count >= MAXIMUM_OBJECTS:
            raise ApiError(429, "BAD_REQUEST_ERROR", "The simulated Razorpay is full")
        self.store.put({"id": item["id"], "created": item["created_at"], "body": item}, kind=item["entity"])
        return item

    def get(self, kind: str, object_id: str) -> Json:
        """The object of this kind and id; raises ApiError."""
        found = self.store.get(kind, object_id)
        if found is None:
            raise unknown_id()
        body: Json = found["body"]
        return body

    def all(self, kind: str, *, since: int | None = None, until: int | None = None) -> list[Json]:
        """Every object of this kind, newest first, made between these Unix seconds."""
        created = {sign: seconds for sign, seconds in ((">=", since), ("<=", until)) if seconds is not None}
        return [row["body"] for row in self.store.find(kind, limit=MAXIMUM_OBJECTS, created=created)]

    def payments_of(self, order_id: str) -> list[Json]:
        """What was tried to pay the order, newest first."""
        return [payment for payment in self.all("payment") if payment["order_id"] == order_id]

    def emit(self, name: str, **subjects: Json) -> None:
        """Record an event about these objects as they are now, and have it delivered."""
        body = {
            "entity": "event",
            "account_id": "acc_simulated",
            "event": name,
            "contains": list(subjects),
            "payload": {kind: {"entity": item} for kind, item in subjects.items()},
            "created_at": self.now,
        }
        event_id = self.new_id("evt")
        self.store.put({"id": event_id, "created": self.now, "type": name, "body": body}, kind="event")
        self.dispatcher.enqueue(event_id, name)

    @staticmethod
    def new_id(prefix: str) -> str:
        """Such as `order_DaZlswtdcn9UNV`."""
        return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(_ID_CHARACTERS))}"
