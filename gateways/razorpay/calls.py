"""Runs Razorpay's SDK, which waits for each answer, in a bounded number of threads."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import razorpay
import structlog

from gateways.errors import GatewayUnavailableError
from gateways.razorpay.transport import Session

__all__ = ["RazorpayCalls"]

_log = structlog.get_logger(__name__)

THREADS = 8
"""Calls at a time; further ones wait, and what they wait counts against their time limit."""


class RazorpayCalls:
    """Calls the SDK with this key. `timeout_seconds` bounds one call, the wait for a free thread included."""

    def __init__(self, *, key_id: str, key_secret: str, timeout_seconds: float, api_base: str | None) -> None:
        self._auth = (key_id, key_secret)
        self._options = {"base_url": api_base.rstrip("/")} if api_base else {}
        self._timeout_seconds = timeout_seconds
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="razorpay")
        self._free = asyncio.Semaphore(THREADS)
        self._own = threading.local()
        self._sessions: list[Session] = []

    async def __call__(self, call: Callable[[Any], Any]) -> Any:
        """What `call` gives when it is called with a `razorpay.Client`, in a thread of its own.

        Raises GatewayUnavailableError (its effect is not known) and GatewayRefusedError.
        """
        try:
            async with asyncio.timeout(self._timeout_seconds):
                await self._free.acquire()
                return await asyncio.wrap_future(self._start(call))
        except TimeoutError:
            _log.warning("razorpay_call_timed_out", timeout_seconds=self._timeout_seconds)
            message = f"Razorpay did not answer within {self._timeout_seconds:g} seconds."
        raise GatewayUnavailableError(message)

    async def close(self) -> None:
        """Wait for what runs, which its time limit ends, and free the connections."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        for session in self._sessions:
            session.close()

    def _start(self, call: Callable[[Any], Any]) -> Any:
        loop = asyncio.get_running_loop()
        try:
            running = self._threads.submit(lambda: call(self._client()))
        except BaseException:
            self._free.release()
            raise

        def ended(_running: object) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the thread
                loop.call_soon_threadsafe(self._free.release)

        # The thread is free when it has ended, not when its caller has gone away.
        running.add_done_callback(ended)
        return running

    def _client(self) -> Any:
        """This thread's own client: a `requests` session is not promised to be safe for several threads."""
        client = getattr(self._own, "client", None)
        if client is None:
            session = Session(self._timeout_seconds)
            self._sessions.append(session)
            client = self._own.client = razorpay.Client(session=session, auth=self._auth, **self._options)
        return client
