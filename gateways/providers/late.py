"""A provider that is made when it is first asked: its SDK takes a second to load, and many servers never need it."""

import asyncio
import importlib
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from gateways.providers.keys import KeyedProvider
from gateways.providers.provider import ListedModel, ProviderEvent, ProviderRequest, TokenCounts

__all__ = ["LateProvider"]


class LateProvider:
    """A KeyedProvider that `make` makes, once `module` is loaded."""

    def __init__(
        self, name: str, *, publishes_prices: bool | None, module: str, make: Callable[[], KeyedProvider]
    ) -> None:
        self.name = name
        self.publishes_prices = publishes_prices
        self._module = module
        self._make = make
        self._made: KeyedProvider | None = None

    async def list_models(self) -> list[ListedModel]:
        """See `ChatProvider`."""
        return await (await self._provider()).list_models()

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See `ChatProvider`."""
        async with aclosing((await self._provider()).stream(request)) as events:
            async for event in events:
                yield event

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:
        """See `ChatProvider`."""
        return await (await self._provider()).usage_record(request_id, seconds)

    async def test_key(self, secret: str, model: str) -> None:
        """See `KeyedProvider`."""
        await (await self._provider()).test_key(secret, model)

    async def close(self) -> None:
        """See `ChatProvider`."""
        if self._made is not None:
            await self._made.close()

    async def _provider(self) -> KeyedProvider:
        if self._made is None:
            await asyncio.to_thread(importlib.import_module, self._module)
        if self._made is None:  # else another call has made it meanwhile
            self._made = self._make()
        return self._made
