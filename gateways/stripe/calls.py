"""How the parts of the Stripe gateway call Stripe."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

__all__ = ["Caller"]

_Answer = TypeVar("_Answer")


class Caller(Protocol):
    """Bounds a call of the SDK in time; raises GatewayUnavailableError or GatewayRefusedError for its failures."""

    async def __call__(self, call: Awaitable[_Answer]) -> _Answer:
        """What `call` gives."""
