"""The generations that this process runs, each in a task of its own, whoever reads them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from models.generation import Generation
from services.chat.errors import ServerBusyError
from services.chat.live import LiveGeneration
from services.chat.preparation import Prepared
from services.chat.relay import Relay
from services.chat.runner import GenerationRunner

__all__ = ["Running"]

log = structlog.get_logger(__name__)

MOST_RUNNING = 1_000
"""Generations of one process at a time; each keeps its whole reply in memory."""
_SETTLE_SECONDS = 15.0
"""How long a stopping server waits for what it has cut to be charged and stored."""


class Running:
    """One for a process."""

    def __init__(self, runner: GenerationRunner, relay: Relay) -> None:
        self._runner = runner
        self._relay = relay
        self._live: dict[str, LiveGeneration] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def check_room(self) -> None:
        """Raises ServerBusyError where no more may be started."""
        if len(self._live) >= MOST_RUNNING:
            raise ServerBusyError

    def find(self, generation_id: str) -> LiveGeneration | None:
        """The generation, if it runs here."""
        return self._live.get(generation_id)

    def users(self) -> set[str]:
        """The ids of those for whom one runs here."""
        return {live.generation.user_id for live in self._live.values()}

    def start(self, prepared: Prepared, *, at_end: Callable[[], None] | None = None) -> LiveGeneration:
        """Run a generation that is stored. `at_end` is called when its task is over."""
        generation = prepared.generation
        live = LiveGeneration(generation)
        routes = [
            replace(route, choice=choice)  # with the limits that the wallet affords
            for route, choice in zip(prepared.routes, generation.choices, strict=True)
        ]
        running = self._runner.run(live, routes, prepared.conversation, prepared.plan.limits.priority)
        task = asyncio.create_task(running, name=f"chat {generation.id}")
        self._live[generation.id], self._tasks[generation.id] = live, task
        self._relay.add(live)
        task.add_done_callback(lambda _: self._forget(generation.id, live))
        if at_end is not None:
            task.add_done_callback(lambda _: at_end())
        return live

    def end_those(self, wanted: Callable[[Generation], bool]) -> None:
        """End early those that are wanted; what they delivered is stored and charged."""
        for live in list(self._live.values()):
            if wanted(live.generation):
                live.stop()

    async def stop(self, grace_seconds: float) -> None:
        """Let them end within the grace, then cut, charge and store the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace_seconds)
        self._runner.hurry()
        self.end_those(lambda _: True)
        if self._tasks:
            _, open_tasks = await asyncio.wait(self._tasks.values(), timeout=_SETTLE_SECONDS)
            log.info("chat_stopped", left_to_recovery=len(open_tasks))

    def _forget(self, generation_id: str, live: LiveGeneration) -> None:
        self._relay.remove(live)
        if self._live.get(generation_id) is live:
            del self._live[generation_id], self._tasks[generation_id]
