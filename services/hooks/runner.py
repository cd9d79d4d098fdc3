"""Tells the hooks of plug-ins of events, beside what sends them to other systems."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from gateways.plugins import HookEvent, HookPlugin
from services.hooks.thread import HookThread

__all__ = ["HookRunner", "SendsOn"]


class SendsOn(Protocol):
    """What makes the deliveries of outgoing webhooks."""

    async def route(self, events: Sequence[Mapping[str, Any]]) -> None:
        """See `DeliveryRouter.route`."""

    async def wanted(self, event_type: str) -> bool:
        """See `DeliveryRouter.wanted`."""


class HookRunner:
    """All hooks of a process. It stands before `router`, and is asked in its place.

    Hooks hear of an event on the server that wrote it down, once; again only when that server died just then.
    """

    def __init__(self, router: SendsOn, hooks: Sequence[tuple[str, HookPlugin]]) -> None:
        self._router = router
        self._hooks = [HookThread(name, plugin) for name, plugin in hooks]

    def start(self) -> None:
        """Begin; on the event loop of the server."""
        for hook in self._hooks:
            hook.start()

    async def stop(self) -> None:
        """End all hooks. Each has some seconds."""
        for hook in self._hooks:
            await hook.stop()

    async def route(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Deliveries first, which are stored; then the hooks. Raises PyMongoError."""
        await self._router.route(events)
        for row in events:
            event = HookEvent(row["_id"], row["type"], row["at"], row["data"])
            for hook in self._hooks:
                if hook.wants(event.type):
                    hook.offer(event)

    async def wanted(self, event_type: str) -> bool:
        """Whether anybody hears of events of this type. Raises PyMongoError."""
        return any(hook.wants(event_type) for hook in self._hooks) or await self._router.wanted(event_type)
