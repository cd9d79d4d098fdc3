"""Any server that speaks OpenAI's chat completions API, through the official SDK.

Answers are read as plain JSON, not as the SDK's types, which trust what a server sends.
Source: https://platform.openai.com/docs/api-reference/chat/streaming.
"""

import asyncio
import json
import random
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

import httpx2
import openai
import structlog
from openai import AsyncOpenAI, AsyncStream

from gateways.providers.answers import adapt, as_provider_error
from gateways.providers.calls import Call
from gateways.providers.chunks import Chunk, read_chunk
from gateways.providers.content import content_of
from gateways.providers.costs import cost_nanodollars
from gateways.providers.errors import ProviderError
from gateways.providers.generation_record import read_generation_record
from gateways.providers.keys import Keys, OneKey, UsableKey
from gateways.providers.list_paging import ListPage, read_all_pages
from gateways.providers.provider import (
    ChatTurn,
    CompletionBegun,
    ListedModel,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from gateways.providers.retrying import RetryRules, pause_before_next
from gateways.providers.stream_end import StreamEnd
from gateways.providers.text_repair import SurrogateJoiner
from gateways.tls import trusted_authorities

__all__ = ["OpenAICompatibleProvider", "ServerProfile"]

logger = structlog.get_logger(__name__)

_LIST_SECONDS = 15.0
"""For all pages of the list."""
_FIRST_RECORD_PAUSE_SECONDS = 0.25
_LONGEST_RECORD_PAUSE_SECONDS = 2.0
_NO_KEY = "none"
_TEST_TOKENS = 16
_MOST_SERVED = 1_000
"""Completions whose keys are remembered, for their records."""


@dataclass(frozen=True, slots=True)
class ServerProfile:
    """What differs between servers. Times are in seconds."""

    name: str
    base_url: str | None
    """With its `/v1`; None for OpenAI itself."""
    publishes_prices: bool | None
    first_byte_seconds: float
    """Longest wait for the first event of a reply, attempts included."""
    idle_seconds: float
    """Longest silence between two events."""
    connect_seconds: float = 5.0
    keeps_records: bool = False
    """Whether it keeps a record of each generation, as OpenRouter does."""
    retry: RetryRules = field(default_factory=RetryRules)

    @property
    def output_limit_name(self) -> str:
        """OpenAI's own models refuse `max_tokens`; other servers know nothing else."""
        return "max_tokens" if self.base_url else "max_completion_tokens"


class OpenAICompatibleProvider:
    """A ChatProvider over HTTP."""

    def __init__(self, profile: ServerProfile, keys: Keys | str) -> None:
        """`keys` are those to choose from, or the only one."""
        self._profile = profile
        self._keys = OneKey(keys) if isinstance(keys, str) else keys
        self._prices: dict[str, Mapping[str, str] | None] = {}
        self._served_by: OrderedDict[str, UsableKey] = OrderedDict()
        """By the id of a completion: only the account that made it is told of it."""
        self._client = AsyncOpenAI(
            api_key=_NO_KEY,  # each call brings its own
            base_url=profile.base_url or "https://api.openai.com/v1",
            max_retries=0,  # attempts are counted here, so that they share one time limit
            timeout=openai.Timeout(profile.idle_seconds, connect=profile.connect_seconds),
            # It reads a stream with half the CPU of the default one.
            http_client=openai.DefaultAioHttpClient(verify=trusted_authorities()),
        )

    @property
    def name(self) -> str:
        """The server's name in catalogue rows and charges."""
        return self._profile.name

    @property
    def publishes_prices(self) -> bool | None:
        """Whether the server's list has prices."""
        return self._profile.publishes_prices

    async def list_models(self) -> list[ListedModel]:
        """The server's models, in its order; raises ProviderError."""
        tried: set[str] = set()
        while True:
            key = await self._keys.take(None, tried)
            try:
                async with asyncio.timeout(_LIST_SECONDS):
                    models = await read_all_pages(partial(self._list_page, key), "/models")
            except Exception as error:  # noqa: BLE001  whatever it is, it becomes a code of ours
                failure = self._mapped(error)
                if not await self._keys.failed(key, None, failure, tried):
                    raise failure from None  # the provider's own text may hold the key
                tried.add(key.id)
            else:
                self._prices = {model.id: model.prices for model in models}
                return models

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """Text in order, then the end; raises ProviderError, PROVIDER_STREAM_CUT when there is no proper end.

        What fails before the first text is tried again, as far as `RetryRules` and the time for the first event allow;
        by another key at once where the key is what was refused.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._profile.first_byte_seconds
        body, attempt = self._body(request), 1
        tried: set[str] = set()
        while True:
            call = Call(request)
            try:
                call.key = await self._keys.take(request.model, tried)
                async with aclosing(self._attempt(body, deadline, call.key)) as events:
                    async for event in events:
                        self._note(call, event)
                        yield event
            except ProviderError as failure:
                if call.delivered:
                    raise
                if await self._other_key(call, failure, tried):
                    continue
                pause = pause_before_next(failure, attempt, self._profile.retry, _up_to)
                if pause is None or loop.time() + pause > deadline:
                    raise
            else:
                return
            finally:
                self._count(call)
            attempt += 1
            tried.clear()
            await asyncio.sleep(pause)

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:
        """See `ChatProvider`. A record is there some seconds after its generation has ended, so it is asked again."""
        if not self._profile.keeps_records:
            return None
        pause = _FIRST_RECORD_PAUSE_SECONDS
        try:
            async with asyncio.timeout(seconds):
                key = self._served_by.get(request_id) or await self._keys.take(None)
                while True:
                    try:
                        body = await self._client.get(
                            "/generation", cast_to=object, options={"params": {"id": request_id}, "headers": _by(key)}
                        )
                    except Exception as error:  # noqa: BLE001  whatever it is, the local count serves instead
                        logger.debug("usage_record_not_there", provider=self.name, error=type(error).__name__)
                    else:
                        return read_generation_record(body, request_id)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_RECORD_PAUSE_SECONDS)
        except (TimeoutError, ProviderError):
            return None

    async def test_key(self, secret: str, model: str) -> None:
        """See `KeyedProvider`. The reply is broken off at its first event."""
        request = ProviderRequest(model, [ChatTurn("user", "ping")], max_tokens=_TEST_TOKENS, temperature=0)
        deadline = asyncio.get_running_loop().time() + self._profile.first_byte_seconds
        async with aclosing(self._attempt(self._body(request), deadline, UsableKey("test", secret))) as events:
            await anext(events)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _other_key(self, call: Call, failure: ProviderError, tried: set[str]) -> bool:
        """Whether the key is what was refused, and another one may be tried at once."""
        if call.key is None or not await self._keys.failed(call.key, call.request.model, failure, tried):
            return False
        tried.add(call.key.id)
        return True

    def _note(self, call: Call, event: ProviderEvent) -> None:
        call.note(event)
        if isinstance(event, CompletionBegun) and call.key is not None:
            self._served_by[event.request_id] = call.key
            while len(self._served_by) > _MOST_SERVED:
                self._served_by.popitem(last=False)

    def _count(self, call: Call) -> None:
        if call.key is not None and (counts := call.counts()) is not None:
            model = call.request.model
            self._keys.used(call.key, model, cost_nanodollars(self._prices.get(model), counts))

    async def _list_page(self, key: UsableKey, address: str) -> ListPage:
        response = await self._client.get(address, cast_to=httpx2.Response, options={"headers": _by(key)})
        # Prices may be JSON numbers: as floats they would be other prices.
        body = json.loads(response.content, parse_float=Decimal)
        return ListPage(str(response.url), body, response.headers.get("link", ""))

    async def _attempt(
        self, body: dict[str, Any], first_deadline: float, key: UsableKey
    ) -> AsyncGenerator[ProviderEvent, None]:
        joiner, end = SurrogateJoiner(), StreamEnd()
        async with await self._open(body, first_deadline, key) as stream:
            chunks = aiter(stream)
            while (chunk := await self._next(chunks, None if end.started else first_deadline)) is not None:
                if end.note(chunk) and chunk.request_id is not None:
                    yield CompletionBegun(chunk.request_id)
                if text := joiner.feed(chunk.text):
                    yield TextDelta(text)
        if rest := joiner.flush():
            yield TextDelta(rest)
        yield end.event()

    async def _open(self, body: dict[str, Any], deadline: float, key: UsableKey) -> AsyncStream[object]:
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    return await self._client.post(
                        "/chat/completions",
                        body=body,
                        options={"headers": _by(key)},
                        cast_to=object,
                        stream=True,
                        stream_cls=AsyncStream[object],
                    )
            except Exception as error:  # noqa: BLE001  whatever it is, it becomes a code of ours
                if not adapt(body, error):  # each time one parameter less, so this ends
                    raise self._mapped(error) from None  # the provider's own text may hold the key

    async def _next(self, chunks: AsyncIterator[object], deadline: float | None) -> Chunk | None:
        until = deadline or asyncio.get_running_loop().time() + self._profile.idle_seconds
        try:
            async with asyncio.timeout_at(until):
                return read_chunk(await anext(chunks))
        except StopAsyncIteration:
            return None
        except Exception as error:  # noqa: BLE001  as above
            failure = self._mapped(error)
            lost = isinstance(error, openai.APIConnectionError) and failure.code != "PROVIDER_TIMEOUT"
            broke_off = lost and deadline is None
            raise (ProviderError("PROVIDER_STREAM_CUT") if broke_off else failure) from None

    def _body(self, request: ProviderRequest) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": request.model,
            "messages": [{"role": turn.role, "content": content_of(turn)} for turn in request.turns],
            "temperature": request.temperature,
            self._profile.output_limit_name: request.max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if request.top_p is not None:
            body["top_p"] = request.top_p
        if request.schema is not None:
            form = {"name": request.schema.name, "strict": True, "schema": request.schema.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return body

    def _mapped(self, error: Exception) -> ProviderError:
        failure = as_provider_error(error)
        status = getattr(error, "status_code", None)
        logger.warning("provider_failed", provider=self.name, code=failure.code, status=status)
        return failure


def _by(key: UsableKey) -> dict[str, str]:
    return {"Authorization": f"Bearer {key.secret}"}


def _up_to(bound: float) -> float:
    return random.uniform(0, bound)  # noqa: S311  spreads callers in time, guards nothing
