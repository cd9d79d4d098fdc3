"""One provider's model list, kept for a while."""

import asyncio
from datetime import datetime, timedelta

import structlog

from gateways.providers import ChatProvider, ListedModel, ProviderError
from services.clock import Clock

__all__ = ["ProviderList"]

logger = structlog.get_logger(__name__)

_PATIENCE_SECONDS = 2.0
_RETRY_AFTER = timedelta(seconds=30)


class ProviderList:
    """A cached list: one refresh in flight, and a stale copy while the provider is down or slow."""

    def __init__(self, provider: ChatProvider, seeds: list[ListedModel], *, keep_seconds: int, clock: Clock) -> None:
        self.provider = provider
        self._seeds = seeds
        self._keep = timedelta(seconds=keep_seconds)
        self._clock = clock
        self._models: list[ListedModel] | None = None
        self._due_at: datetime | None = None
        self._refresh: asyncio.Task[None] | None = None

    async def models(self) -> list[ListedModel]:
        """The provider's models: fresh ones, else the last that it gave, else seeds. Never raises."""
        if self._due_at is None or self._clock() >= self._due_at:
            await self._refreshed()
        return self._seeds if self._models is None else self._models

    async def close(self) -> None:
        """Stop a refresh that runs."""
        if self._refresh is not None:
            self._refresh.cancel()
            await asyncio.wait({self._refresh})

    async def _refreshed(self) -> None:
        if self._refresh is None or self._refresh.done():
            self._refresh = asyncio.create_task(self._read())
        # With a copy at hand nobody waits long; the first time there is nothing to serve instead.
        await asyncio.wait({self._refresh}, timeout=None if self._due_at is None else _PATIENCE_SECONDS)

    async def _read(self) -> None:
        try:
            self._models = await self.provider.list_models()
        except ProviderError as error:
            self._due_at = self._clock() + _RETRY_AFTER
            logger.warning("model_list_failed", provider=self.provider.name, code=error.code)
        else:
            self._due_at = self._clock() + self._keep
            logger.info("model_list_read", provider=self.provider.name, models=len(self._models))
