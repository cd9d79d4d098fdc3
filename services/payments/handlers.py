"""Events about anything but a payment: hints that an object at the gateway has changed.

Such an event is never believed. Whoever handles its object fetches the object as it is now and makes our state follow
it, so that it cannot matter in which order events come, how often, or how late; a sweeper repeats the same call.

Handlers are registered in payments/service.py (checkout.session, order), reversals/service.py (refund, dispute, charge)
and subscriptions/service.py (subscription, invoice).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateway import GatewayEvent
from models.webhook_event import WebhookEvent
from services.payments.decisions import FlagCode
from services.payments.errors import GatewayUnreachableError

__all__ = ["EventHandler", "EventHandlers", "Hint", "MoneyReturner", "PaymentElsewhere"]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something happened to this object. `event_id` names the event for flags and logs."""

    source: str
    """The gateway's name."""
    object_type: str
    object_id: str
    event_id: str
    type: str
    """The gateway's name of what happened, for objects about which it tells more than matters."""

    @classmethod
    def of(cls, event: GatewayEvent | WebhookEvent) -> Self | None:
        """The hint that an event gives, whether it comes just now or was stored; None when it names no object."""
        if event.object_type is None or event.object_id is None:
            return None
        return cls(event.source, event.object_type, event.object_id, event.event_id, event.type)


EventHandler = Callable[[Hint], Awaitable[FlagCode | None]]
"""Makes our state follow the object; the code when an admin must look at it. Safe to repeat.

When it returns, the effect or the flag is durable. Else it raises: GatewayError where the gateway gives no answer,
LedgerError, PaymentsUnavailableError, or a fault.
"""


PaymentElsewhere = Callable[[str, str], Awaitable[FlagCode | None]]
"""Takes a payment that none of ours names: the gateway's name, and its id of the payment. Subscriptions have such.

It follows what the payment is for and gives None or a flag; UNKNOWN_PAYMENT when it is not for anything of ours.
"""


MoneyReturner = Callable[[str], Awaitable[None]]
"""Lets all the money of a payment of ours go back. When it returns, that is stored, to be done. Safe to repeat."""


class EventHandlers:
    """Who handles the objects of which type. One handler a type."""

    def __init__(self) -> None:
        self._handlers: dict[str, EventHandler] = {}
        self.elsewhere: PaymentElsewhere | None = None
        self.returner: MoneyReturner | None = None

    def add(self, object_type: str, handler: EventHandler) -> None:
        """Let `handler` handle all objects of this type; raises ValueError when the type has a handler."""
        if object_type in self._handlers:
            raise ValueError(f"events of {object_type} have a handler already")
        self._handlers[object_type] = handler

    async def take_elsewhere(self, source: str, reference: str) -> FlagCode | None:
        """Whatever is to be done about a payment that none of ours names. Raises as `handle` does."""
        if self.elsewhere is None:
            return FlagCode.UNKNOWN_PAYMENT
        try:
            return await self.elsewhere(source, reference)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError:
            return FlagCode.UNKNOWN_PAYMENT

    async def handle(self, hint: Hint | None) -> FlagCode | None:
        """What the object's handler says; nothing is done for objects without one.

        An object that the gateway does not give out is flagged. Raises GatewayUnreachableError, and what the handler
        does.
        """
        handler = self._handlers.get(hint.object_type) if hint is not None else None
        if handler is None or hint is None:
            return None
        try:
            return await handler(hint)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError:
            return FlagCode.UNRESOLVED
