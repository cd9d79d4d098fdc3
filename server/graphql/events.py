"""Results as server-sent events, in graphql-sse's distinct connections mode.

Source: github.com/enisdenjo/graphql-sse, PROTOCOL.md: each result is an event `next`, the end an event `complete`.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from time import monotonic

from starlette.types import Message, Receive, Scope, Send

from server.graphql.encoding import encode_json
from server.graphql.engine import StreamedResult
from server.graphql.negotiation import EVENT_STREAM

__all__ = ["HEARTBEAT_SECONDS", "EventStream"]

HEARTBEAT_SECONDS = 12
"""Proxies drop connections that are silent for long; a comment line keeps them."""

SILENT_SECONDS = 2
"""When the process has to end, a stream that had no result for so long is not waited for."""

LAST_SECONDS = 2
"""How long a client may take for the last event of a stream that may not go on."""

_COMPLETE = b"event: complete\ndata: {}\n\n"
_HEARTBEAT = b": still here\n\n"


class EventStream:
    """An ASGI response that sends every result as it comes.

    `ended` returns, with the last result, when the stream may not go on.
    A client that goes away ends the generator; one that reads slowly slows it. When the process is asked to end, a
    stream that is silent is closed without `complete`, which tells its client to connect again.
    """

    def __init__(
        self,
        results: AsyncGenerator[StreamedResult, None],
        *,
        stopping: asyncio.Event,
        ended: Callable[[], Awaitable[StreamedResult]],
        headers: Mapping[str, str],
    ) -> None:
        self._results = results
        self._stopping = stopping
        self._ended = ended
        self._headers = headers
        self._last_result_at = 0.0

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the stream; returns when it ended, or the client left, or the process has to end."""
        await send(_start(self._headers))
        sending = asyncio.create_task(self._send_all(send))
        leaving = asyncio.create_task(_wait_until_gone(receive))
        stopping = asyncio.create_task(self._wait_until_stopped())
        ending = asyncio.ensure_future(self._ended())
        tasks = {sending, leaving, stopping, ending}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            stopped, refused = stopping.done(), ending.done()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if sending.cancelled():
            if refused:
                await _send_last(ending.result(), send)
            elif stopped:
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        elif (error := sending.exception()) is not None and not isinstance(error, OSError):
            raise error

    async def _send_all(self, send: Send) -> None:
        waiting: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1)
        pump = asyncio.create_task(_pump(self._results, waiting))
        try:
            while True:
                try:
                    event = await asyncio.wait_for(waiting.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    await send({"type": "http.response.body", "body": _HEARTBEAT, "more_body": True})
                    continue
                if event is None:
                    break
                self._last_result_at = monotonic()
                await send({"type": "http.response.body", "body": event, "more_body": True})
            await send({"type": "http.response.body", "body": _COMPLETE, "more_body": False})
        finally:
            pump.cancel()
            with suppress(asyncio.CancelledError):
                await pump

    async def _wait_until_stopped(self) -> None:
        await self._stopping.wait()
        while (silent := monotonic() - self._last_result_at) < SILENT_SECONDS:  # noqa: ASYNC110 - sleeps for what is left
            await asyncio.sleep(SILENT_SECONDS - silent)


def _start(headers: Mapping[str, str]) -> Message:
    fields = {
        "content-type": f"{EVENT_STREAM}; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",  # asks nginx to pass every event on at once
        **headers,
    }
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in fields.items()]
    return {"type": "http.response.start", "status": 200, "headers": raw}


async def _send_last(result: StreamedResult, send: Send) -> None:
    with suppress(TimeoutError):  # of a client that reads nothing
        async with asyncio.timeout(LAST_SECONDS):
            await send({"type": "http.response.body", "body": _event(result) + _COMPLETE, "more_body": False})


def _event(result: StreamedResult) -> bytes:
    return b"event: next\ndata: " + encode_json(result.payload) + b"\n\n"


async def _pump(results: AsyncGenerator[StreamedResult, None], waiting: asyncio.Queue[bytes | None]) -> None:
    async with aclosing(results):
        async for result in results:
            await waiting.put(_event(result))
            if result.ended:
                break
    await waiting.put(None)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
