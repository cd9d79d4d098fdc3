"""Any server that speaks OpenAI's chat completions API, through the official SDK.

Answers are read as plain JSON, not as the SDK's types, which trust what a server sends.
Source: https://platform.openai.com/docs/api-reference/chat/streaming.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx2
import openai
import structlog
from openai import AsyncOpenAI, AsyncStream

from gateways.providers.chunks import Chunk, error_of_body, read_chunk
from gateways.providers.errors import ProviderError, error_of_status
from gateways.providers.list_paging import ListPage, read_all_pages
from gateways.providers.provider import (
    CompletionEnd,
    FinishReason,
    ListedModel,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)
from gateways.providers.text_repair import SurrogateJoiner

__all__ = ["OpenAICompatibleProvider", "ServerProfile"]

logger = structlog.get_logger(__name__)

_ATTEMPTS = 3
_BACKOFF_SECONDS = 0.25
_LONGEST_RETRY_AFTER_SECONDS = 2.0
_CONNECT_SECONDS = 5.0
_LIST_SECONDS = 15.0
"""For all pages of the list."""
_ADAPTABLE: dict[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "stream_options": None,
    "temperature": None,
    "top_p": None,
}
"""Parameters that a server may refuse, and what each is called instead; None: it can be left out."""
_RETRIED = frozenset({"PROVIDER_RATE_LIMITED", "PROVIDER_UNAVAILABLE"})


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

    @property
    def output_limit_name(self) -> str:
        """OpenAI's own models refuse `max_tokens`; other servers know nothing else."""
        return "max_tokens" if self.base_url else "max_completion_tokens"


class OpenAICompatibleProvider:
    """A ChatProvider over HTTP."""

    def __init__(self, profile: ServerProfile, api_key: str) -> None:
        self._profile = profile
        self._client = AsyncOpenAI(
            api_key=api_key,
            base_url=profile.base_url or "https://api.openai.com/v1",
            max_retries=0,  # attempts are counted here, so that they share one time limit
            timeout=openai.Timeout(profile.idle_seconds, connect=_CONNECT_SECONDS),
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
        try:
            async with asyncio.timeout(_LIST_SECONDS):
                return await read_all_pages(self._list_page, "/models")
        except Exception as error:
            raise self._mapped(error) from error

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """Text in order, then the end; raises ProviderError, PROVIDER_STREAM_CUT when there is no proper end."""
        first_deadline = asyncio.get_running_loop().time() + self._profile.first_byte_seconds
        joiner, end = SurrogateJoiner(), _End()
        async with await self._open(request, first_deadline) as stream:
            chunks = aiter(stream)
            while (chunk := await self._next(chunks, None if end.started else first_deadline)) is not None:
                end.note(chunk)
                if text := joiner.feed(chunk.text):
                    yield TextDelta(text)
        if rest := joiner.flush():
            yield TextDelta(rest)
        yield end.event()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _list_page(self, address: str) -> ListPage:
        response = await self._client.get(address, cast_to=httpx2.Response)
        # Prices may be JSON numbers: as floats they would be other prices.
        body = json.loads(response.content, parse_float=Decimal)
        return ListPage(str(response.url), body, response.headers.get("link", ""))

    async def _open(self, request: ProviderRequest, deadline: float) -> AsyncStream[object]:
        body = self._body(request)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with asyncio.timeout_at(deadline):
                    return await self._client.post(
                        "/chat/completions", body=body, cast_to=object, stream=True, stream_cls=AsyncStream[object]
                    )
            except Exception as error:
                if attempt < _ATTEMPTS and _adapted(body, error):
                    continue
                failure = self._mapped(error)
                pause = failure.retry_after_seconds or _BACKOFF_SECONDS * 2**attempt
                hopeless = failure.code not in _RETRIED or pause > _LONGEST_RETRY_AFTER_SECONDS
                if attempt == _ATTEMPTS or hopeless or asyncio.get_running_loop().time() + pause > deadline:
                    raise failure from error
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    async def _next(self, chunks: Any, deadline: float | None) -> Chunk | None:
        until = deadline or asyncio.get_running_loop().time() + self._profile.idle_seconds
        try:
            async with asyncio.timeout_at(until):
                return read_chunk(await anext(chunks))
        except StopAsyncIteration:
            return None
        except Exception as error:
            failure = self._mapped(error)
            broke_off = deadline is None and isinstance(error, openai.APIConnectionError)
            raise (ProviderError("PROVIDER_STREAM_CUT") if broke_off else failure) from error

    def _body(self, request: ProviderRequest) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": request.model,
            "messages": [{"role": turn.role, "content": turn.content} for turn in request.turns],
            "temperature": request.temperature,
            self._profile.output_limit_name: request.max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if request.top_p is not None:
            body["top_p"] = request.top_p
        return body

    def _mapped(self, error: Exception) -> ProviderError:
        failure = _as_provider_error(error)
        status = getattr(error, "status_code", None)
        logger.warning("provider_failed", provider=self.name, code=failure.code, status=status)
        return failure


class _End:
    """Gathers what a stream says about its end, in whichever chunks it says it."""

    def __init__(self) -> None:
        self.started = False
        self._finish_reason: FinishReason | None = None
        self._usage: TokenCounts | None = None
        self._has_usage = False
        self._request_id: str | None = None

    def note(self, chunk: Chunk) -> None:
        """Keep what `chunk` adds; later usage replaces earlier."""
        self.started = True
        self._finish_reason = self._finish_reason or chunk.finish_reason
        self._request_id = self._request_id or chunk.request_id
        if chunk.has_usage:
            self._has_usage, self._usage = True, chunk.usage

    def event(self) -> CompletionEnd:
        """The end; a stream that said neither a reason nor usage broke off, or was no stream of ours."""
        if not self.started:
            raise ProviderError("PROVIDER_BAD_RESPONSE")
        if self._finish_reason is None and not self._has_usage:
            raise ProviderError("PROVIDER_STREAM_CUT")
        return CompletionEnd(self._finish_reason or FinishReason.STOP, self._usage, self._request_id)


def _adapted(body: dict[str, Any], error: Exception) -> bool:
    """Take out of `body`, or rename, the parameter that a server says it does not take; False when there is none.

    Reasoning models refuse sampling parameters, and OpenAI's models behind other addresses refuse `max_tokens`.
    """
    if not isinstance(error, openai.BadRequestError) or error.param not in _ADAPTABLE or error.param not in body:
        return False
    value, new_name = body.pop(error.param), _ADAPTABLE[error.param]
    if new_name is not None:
        body[new_name] = value
    return True


def _as_provider_error(error: Exception) -> ProviderError:
    match error:
        case ProviderError():
            return error
        case TimeoutError() | openai.APITimeoutError():
            return ProviderError("PROVIDER_TIMEOUT")
        case openai.APIConnectionError():
            return ProviderError("PROVIDER_UNAVAILABLE")
        case openai.APIStatusError():
            return error_of_status(error.status_code, vendor_code=error.code, retry_after=_retry_after(error))
        case openai.APIError():
            return error_of_body(error.body)
        case _:  # bytes that are not UTF-8, text that is not JSON, JSON that is nested too deeply
            return ProviderError("PROVIDER_BAD_RESPONSE")


def _retry_after(error: openai.APIStatusError) -> float | None:
    value = error.response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
