"""A document that a provider publishes: fetched when it is needed, kept, and not asked for too often."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from gateways.sign_in.errors import SignInUnavailableError

__all__ = ["RemoteDocument"]

_Read = TypeVar("_Read")

FRESH_SECONDS = 3_600
"""From then on a copy is fetched anew."""
STALE_SECONDS = 86_400
"""So long it still serves while the provider does not answer."""
PAUSE_SECONDS = 10
"""Between two fetches, whatever callers ask for: nobody makes us ask a provider more often."""


class RemoteDocument(Generic[_Read]):
    """`fetch` fetches and reads it, and raises SignInUnavailableError. Callers at the same time share a fetch."""

    def __init__(
        self, fetch: Callable[[], Awaitable[_Read]], *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._turn = asyncio.Lock()
        self._copy: _Read | None = None
        self._fetched_at = 0.0
        self._tried_at: float | None = None

    async def read(self) -> _Read:
        """The copy, not older than an hour, or than a day while the provider is down; SignInUnavailableError.

        While one caller fetches it anew, the others go on with what there is.
        """
        if self._copy is not None and self._turn.locked() and self._age() < STALE_SECONDS:
            return self._copy
        return await self._at_most(FRESH_SECONDS)

    async def read_anew(self) -> _Read:
        """A copy that is newer than one in which something was missing, if it was not fetched just now."""
        return await self._at_most(PAUSE_SECONDS)

    async def _at_most(self, age_seconds: float) -> _Read:
        copy = self._copy
        if copy is not None and self._age() < age_seconds:
            return copy
        async with self._turn:
            if self._tried_at is None or self._monotonic() - self._tried_at >= PAUSE_SECONDS:
                await self._try()
        if self._copy is None or self._age() >= STALE_SECONDS:
            raise SignInUnavailableError("the provider's keys or addresses could not be fetched")
        return self._copy

    async def _try(self) -> None:
        self._tried_at = self._monotonic()
        try:
            self._copy = await self._fetch()
        except SignInUnavailableError:
            if self._copy is None:
                raise
        else:
            self._fetched_at = self._monotonic()

    def _age(self) -> float:
        return self._monotonic() - self._fetched_at
