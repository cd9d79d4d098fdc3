"""One hook in a thread and an event loop of its own, so that nobody waits for it, even if it never waits itself."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

import structlog

from gateways.plugins import HookEvent, HookPlugin

__all__ = ["HookThread"]

_log = structlog.get_logger(__name__)

MOST_WAITING = 1_000
LONGEST_SECONDS = 10.0
STOP_SECONDS = 5.0
_JOIN_SECONDS = 1.0


class HookThread:
    """Hands one event after the other to `plugin`. `start` it on the event loop of the server."""

    def __init__(
        self,
        name: str,
        plugin: HookPlugin,
        *,
        most_waiting: int = MOST_WAITING,
        longest_seconds: float = LONGEST_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self.name = name
        self._plugin = plugin
        self._wanted = frozenset(plugin.events)
        self._longest_seconds = longest_seconds
        self._stop_seconds = stop_seconds
        self._waiting: asyncio.Queue[HookEvent] = asyncio.Queue(most_waiting)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=_run, args=(self._loop,), name=f"hook-{self.name}", daemon=True)
        self._thread.start()
        self._worker = asyncio.create_task(self._work(), name=f"hook-{self.name}")

    def wants(self, event_type: str) -> bool:
        """Whether it hears of events of this type."""
        return not self._wanted or event_type in self._wanted

    def offer(self, event: HookEvent) -> None:
        """Let it hear of `event` soon; where too many wait it is left out. Never waits."""
        try:
            self._waiting.put_nowait(event)
        except asyncio.QueueFull:
            _log.warning("hook_left_out", plugin=self.name, event_id=event.id, type=event.type)

    async def stop(self) -> None:
        """What waits is handed over for some seconds; then the thread ends, or is left behind if it hangs."""
        if self._worker is None or self._loop is None or self._thread is None:
            return
        try:
            async with asyncio.timeout(self._stop_seconds):
                await self._waiting.join()
                await self._in_thread(self._plugin.close())
        except Exception as error:  # noqa: BLE001  whatever it is, the server stops
            _log.warning("hook_not_stopped", plugin=self.name, error=type(error).__name__)
        self._worker.cancel()
        await asyncio.wait({self._worker})
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, _JOIN_SECONDS)

    async def _work(self) -> None:
        while True:
            event = await self._waiting.get()
            try:
                async with asyncio.timeout(self._longest_seconds):
                    await self._in_thread(self._plugin.handle(event))
            except Exception as error:  # noqa: BLE001  whatever a hook does, the next event comes to it
                _log.warning("hook_failed", plugin=self.name, event_id=event.id, error=type(error).__name__)
            finally:
                self._waiting.task_done()

    async def _in_thread(self, work: Coroutine[Any, Any, None]) -> None:
        if self._loop is None:
            raise RuntimeError("The hook was not started.")
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """The hook's thread: until the loop is stopped. What still runs then is broken off."""
    loop.run_forever()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
