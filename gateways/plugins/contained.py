"""Keeps a provider of a plug-in to what `ChatProvider` promises, whatever it does itself."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import astuple, replace

import structlog

from gateways.providers import (
    ChatProvider,
    CompletionBegun,
    CompletionEnd,
    FinishReason,
    ListedModel,
    ProviderError,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)

__all__ = ["ContainedProvider"]

_log = structlog.get_logger(__name__)

_LIST_SECONDS = 15.0
_MOST_MODELS = 5_000
_MOST_ID_CHARACTERS = 200
_MOST_TOKENS = 2**31


class ContainedProvider:
    """A ChatProvider: what `inner` raises becomes a ProviderError, and what hangs is broken off.

    It cannot help where `inner` holds up the event loop itself: a plug-in is a part of the server.
    """

    def __init__(self, inner: ChatProvider, *, first_seconds: float, idle_seconds: float) -> None:
        self.name = inner.name
        self.publishes_prices = inner.publishes_prices
        self._inner = inner
        self._first_seconds = first_seconds
        self._idle_seconds = idle_seconds

    async def list_models(self) -> list[ListedModel]:
        """See `ChatProvider`."""
        try:
            async with asyncio.timeout(_LIST_SECONDS):
                models = await self._inner.list_models()
        except Exception as error:  # noqa: BLE001  whatever it is, it becomes a code of ours
            raise self._mapped(error) from None
        listed: object = models
        if not isinstance(listed, list) or not all(isinstance(model, ListedModel) for model in listed):
            raise self._mapped(TypeError())
        return [model for model in models[:_MOST_MODELS] if _is_sound(model)]

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See `ChatProvider`."""
        async with aclosing(self._inner.stream(request)) as events:
            seconds = self._first_seconds
            while (event := await self._next(events, seconds)) is not None:
                seconds = self._idle_seconds
                yield event

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:
        """See `ChatProvider`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._inner.usage_record(request_id, seconds)
        except Exception as error:  # noqa: BLE001  as above; the local count serves instead
            self._mapped(error)
            return None

    async def close(self) -> None:
        """See `ChatProvider`."""
        try:
            async with asyncio.timeout(_LIST_SECONDS):
                await self._inner.close()
        except Exception as error:  # noqa: BLE001  as above
            self._mapped(error)

    async def _next(self, events: AsyncIterator[ProviderEvent], seconds: float) -> ProviderEvent | None:
        try:
            async with asyncio.timeout(seconds):
                event = await anext(events)
        except StopAsyncIteration:
            return None
        except Exception as error:  # noqa: BLE001  as above
            raise self._mapped(error) from None
        sound = _sound(event)
        if sound is None:
            raise self._mapped(TypeError())
        return sound

    def _mapped(self, error: Exception) -> ProviderError:
        if isinstance(error, ProviderError):
            return error
        _log.warning("plugin_provider_failed", provider=self.name, error=type(error).__name__)
        return ProviderError("PROVIDER_TIMEOUT" if isinstance(error, TimeoutError) else "PROVIDER_BAD_RESPONSE")


def _is_sound(model: ListedModel) -> bool:
    """Whether the catalogue can read it: one row that it cannot would take all others along."""
    prices: object = {} if model.prices is None else model.prices
    return (
        _is_text(model.id, _MOST_ID_CHARACTERS)
        and model.id.isascii()
        and _is_text(model.name, _MOST_ID_CHARACTERS)
        and isinstance(prices, Mapping)
        and all(isinstance(text, str) for price in prices.items() for text in price)
        and all(_is_count(tokens, least=1) for tokens in (model.context_window, model.max_output_tokens))
    )


def _sound(event: object) -> ProviderEvent | None:
    """The event as it can be stored and charged; None when it is none."""
    match event:
        case TextDelta(text=str(text)) if text:
            return TextDelta(text.encode("utf-8", "replace").decode())
        case CompletionBegun(request_id=request_id) if _is_text(request_id, _MOST_ID_CHARACTERS):
            return event
        case CompletionEnd(finish_reason=FinishReason(), usage=None | TokenCounts()):
            counts = () if event.usage is None else astuple(event.usage)
            if all(_is_count(count) and count is not None for count in counts):
                return event
            return replace(event, usage=None, unsound_usage=True)
        case _:
            return None


def _is_text(value: object, most: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= most and value.isprintable()


def _is_count(value: object, *, least: int = 0) -> bool:
    """Also of one that is not told."""
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and least <= value < _MOST_TOKENS)
