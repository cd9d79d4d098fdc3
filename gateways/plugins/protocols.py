"""What plug-ins implement. Version 1; a change that would break one gets another version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from gateways.payment_gateway import PaymentGateway
from gateways.providers import ChatProvider

__all__ = ["API_VERSION", "GatewayPlugin", "HookEvent", "HookPlugin", "PluginContext", "ProviderPlugin"]

API_VERSION = 1
"""A plug-in says which one it was written for, by `api_version`."""


@dataclass(frozen=True, slots=True)
class PluginContext:
    """What a plug-in is told when it is made."""

    name: str
    """Its own name, as in PLUGINS."""
    options: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What PLUGIN_OPTIONS has for it. There may be secrets among them: log none."""
    production: bool = False
    """Whether this is a production server."""


@runtime_checkable
class ProviderPlugin(Protocol):
    """Offers models. Group `tokentill.providers`."""

    api_version: int

    def providers(self) -> Sequence[ChatProvider]:
        """Made once. Their names are no other provider's; they stand in the catalogue and on charges."""


@runtime_checkable
class GatewayPlugin(Protocol):
    """Takes money. Group `tokentill.gateways`."""

    api_version: int

    def gateway(self) -> PaymentGateway:
        """Made once, under the name of the plug-in.

        PAYMENT_GATEWAYS routes currencies to it, and its events come to `/webhooks/<name>`.
        """


@dataclass(frozen=True, slots=True)
class HookEvent:
    """Something that happened: the same types and data that outgoing webhooks have (docs/webhooks.md)."""

    id: str
    """The same for the same thing. An event may come twice, when a server dies in between."""
    type: str
    """Such as `payment.succeeded`."""
    at: datetime
    data: Mapping[str, Any]


@runtime_checkable
class HookPlugin(Protocol):
    """Hears of events. Group `tokentill.hooks`.

    It runs in a thread of its own, one event after the other. What it raises is logged; what takes longer than 10 s is
    broken off; where 1,000 events wait, further ones are left out.
    """

    api_version: int
    events: Collection[str]
    """The types that it wants; empty: all."""

    async def handle(self, event: HookEvent) -> None:
        """Called on the event loop of the hook's own thread."""

    async def close(self) -> None:
        """The server stops."""
