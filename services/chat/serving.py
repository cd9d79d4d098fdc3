"""Asks the models that may serve a generation, one after another, until one delivers. It is stopped by its watchers."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

import structlog

from gateways.providers import (
    ChatProvider,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    ProviderError,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from models.generation import FailedRoute
from services.chat.bounds import reply_byte_limit
from services.chat.errors import ServerBusyError
from services.chat.live import LiveGeneration
from services.chat.outcome import Ending
from services.chat.places import Places
from services.chat.routes import Route
from services.chat.structure import structured

__all__ = ["Served", "Serving"]

log = structlog.get_logger(__name__)

_FOR_EVERY_MODEL = frozenset({"CONTENT_FILTERED", "MESSAGE_MODERATED", "PROMPT_TOO_LONG"})
"""Failures that lie in what was said, not in who was asked: no other model is asked then."""


@dataclass(slots=True)
class Served:
    """Which route was taken last, and how it ended."""

    route: Route
    ending: Ending
    request_id: str | None = None
    """The provider's id of the completion, as soon as it is known."""
    failed: list[FailedRoute] = field(default_factory=list)
    """Routes that were taken before the last one, and delivered nothing."""
    first_text_ms: int | None = None
    """Milliseconds that the last route took to its first text, and to its own end; None when these did not come."""
    whole_ms: int | None = None


class Serving:
    """One for a process."""

    def __init__(
        self,
        provider_of: Callable[[str], ChatProvider],
        *,
        timeout_seconds: float,
        drain_seconds: float,
        record_seconds: float,
        places: Places,
    ) -> None:
        self._provider_of = provider_of
        self._timeout_seconds = timeout_seconds
        self._drain_seconds = drain_seconds
        self._record_seconds = record_seconds
        self._places = places
        self._hurry = asyncio.Event()

    def hurry(self) -> None:
        """From now on wait for no provider's record: this server stops."""
        self._hurry.set()

    async def serve(self, live: LiveGeneration, routes: Sequence[Route], rank: int) -> Served:
        """Append to `live` what the first of `routes` that can serve delivers. `live.stop` ends it early.

        Where as many are written as may be, it waits for its place; of those who wait, the larger `rank` goes first.
        A route that failed before it delivered anything gives way to the next. When all have, the error is the first's:
        that of the model which was asked for.
        """
        served = Served(routes[0], Ending(reason=FinishReason.CANCELLED))
        task = asyncio.create_task(self._in_its_place(live, routes, served, rank))
        alone = asyncio.create_task(live.left_alone(self._drain_seconds))
        live.on_stop(task.cancel)
        try:
            await asyncio.wait({task, alone}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                log.info("reply_left_alone", generation=live.generation.id)
                served.ending = Ending(reason=FinishReason.TIMEOUT)
                task.cancel()
                await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            alone.cancel()
        ending = served.ending if task.cancelled() else task.result()
        served.ending = replace(ending, request_id=served.request_id)
        if served.ending.lacks_counts and live.bytes_delivered:
            served.ending = replace(served.ending, record=await self._record(served))
        return served

    async def _in_its_place(self, live: LiveGeneration, routes: Sequence[Route], served: Served, rank: int) -> Ending:
        try:
            async with self._places.place(rank):
                return await self._within_time(live, routes, served)
        except ServerBusyError as error:
            return Ending(error=error)

    async def _within_time(self, live: LiveGeneration, routes: Sequence[Route], served: Served) -> Ending:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await self._first_that_serves(live, routes, served)
        except TimeoutError:
            return Ending(reason=FinishReason.TIMEOUT)

    async def _first_that_serves(self, live: LiveGeneration, routes: Sequence[Route], served: Served) -> Ending:
        first: Ending | None = None
        for route in routes:
            served.route, served.request_id, served.first_text_ms = route, None, None
            ending = await self._ending_of(live, route, served)
            if live.bytes_delivered or not _brought_nothing(ending):
                return ending
            first = first or ending
            code = ending.error.code if ending.error else "EMPTY_REPLY"
            log.info("model_failed", generation=live.generation.id, model=route.choice.model_id, code=code)
            served.failed.append(FailedRoute(provider=route.choice.provider, model_id=route.choice.model_id, code=code))
            if code in _FOR_EVERY_MODEL:
                break
        return first or Ending(error=ProviderError("PROVIDER_UNAVAILABLE"))

    async def _ending_of(self, live: LiveGeneration, route: Route, served: Served) -> Ending:
        try:
            return await self._pump(live, route, served)
        except ProviderError as error:
            return Ending(error=error)

    async def _pump(self, live: LiveGeneration, route: Route, served: Served) -> Ending:
        choice, parameters = route.choice, live.generation.parameters
        request = ProviderRequest(
            choice.model_id, route.turns, choice.max_tokens, parameters.temperature, parameters.top_p
        )
        limit = reply_byte_limit(choice.max_tokens)
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with aclosing(self._events(route, request)) as events:
            async for event in events:
                match event:
                    case CompletionBegun():
                        served.request_id = event.request_id
                    case TextDelta():
                        live.append(event.text)
                        if served.first_text_ms is None:
                            served.first_text_ms = int((loop.time() - began) * 1_000)
                    case CompletionEnd():
                        served.whole_ms = int((loop.time() - began) * 1_000)
                        return Ending(end=event)
                if live.bytes_delivered > limit:
                    return Ending(reason=FinishReason.LENGTH)
        raise ProviderError("PROVIDER_STREAM_CUT")

    def _events(self, route: Route, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        provider = self._provider_of(route.choice.provider)
        if route.structure is None:
            return provider.stream(request)
        return structured(provider, request, route.structure)

    async def _record(self, served: Served) -> TokenCounts | None:
        """What the provider's record says of a reply that it has not counted; None when it is not there in time."""
        if served.request_id is None:
            return None
        provider = self._provider_of(served.route.choice.provider)
        lookup = asyncio.create_task(provider.usage_record(served.request_id, self._record_seconds))
        hurry = asyncio.create_task(self._hurry.wait())
        try:
            await asyncio.wait({lookup, hurry}, return_when=asyncio.FIRST_COMPLETED)
            return lookup.result() if lookup.done() else None
        finally:
            lookup.cancel()
            hurry.cancel()


def _brought_nothing(ending: Ending) -> bool:
    """Of an ending without text: whether another model may do better. Thinking up the whole limit is a result."""
    return ending.error is not None or (ending.end is not None and ending.end.finish_reason is FinishReason.STOP)
