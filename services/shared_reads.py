"""Reads by key. Those asked for while others are under way go to the database together.

Each read still begins after it was asked for, so that whoever has seen a write acknowledged reads it. One question
costs about as much for thirty keys as for two (docs/performance.md).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

__all__ = ["SharedReads"]

Answer = TypeVar("Answer")

QUESTIONS_UNDER_WAY = 2
"""More of them would be smaller ones."""
PATIENCE_SECONDS = 0.1
"""A question that takes longer does not count any more: nobody waits for two slow answers in turn."""
MOST_QUESTIONS = 32
KEYS_OF_A_QUESTION = 128


class SharedReads(Generic[Answer]):
    """`ask` reads what stands under several keys; a key under which nothing stands is absent from its answer."""

    def __init__(self, ask: Callable[[Sequence[str]], Awaitable[Mapping[str, Answer]]]) -> None:
        self._ask = ask
        self._wanted: dict[str, asyncio.Future[Answer | None]] = {}
        self._questions: dict[asyncio.Task[None], float] = {}
        """When each that is under way began, in the event loop's time."""
        self._gathering = False
        """Whether a question has begun that has not taken its keys yet."""

    async def read(self, key: str) -> Answer | None:
        """What stands under the key, read after this call began. Raises what `ask` raises."""
        future = self._wanted.get(key)
        if future is None:
            future = self._wanted[key] = asyncio.get_running_loop().create_future()
            self._begin()
        return await asyncio.shield(future)  # several may wait for it, and one that is cancelled must not end it

    def _begin(self) -> None:
        if self._wanted and not self._gathering and self._has_room():
            loop = asyncio.get_running_loop()
            # The task begins when all that is ready to run now has run, and so may have asked as well.
            self._gathering = True
            question = loop.create_task(self._put(), name="shared-read")
            self._questions[question] = loop.time()
            question.add_done_callback(self._ended)
            loop.call_later(PATIENCE_SECONDS, self._begin)

    def _has_room(self) -> bool:
        if len(self._questions) < QUESTIONS_UNDER_WAY:
            return True
        patient_until = asyncio.get_running_loop().time() - PATIENCE_SECONDS
        recent = sum(began > patient_until for began in self._questions.values())
        return recent < QUESTIONS_UNDER_WAY and len(self._questions) < MOST_QUESTIONS

    def _ended(self, question: asyncio.Task[None]) -> None:
        del self._questions[question]
        self._begin()

    async def _put(self) -> None:
        keys = list(self._wanted)[:KEYS_OF_A_QUESTION]
        waiting = {key: self._wanted.pop(key) for key in keys}
        self._gathering = False
        self._begin()
        try:
            found = await self._ask(keys)
        except BaseException as error:
            failure = error if isinstance(error, Exception) else asyncio.CancelledError()
            for future in waiting.values():
                future.set_exception(failure)
                future.exception()  # whoever waited may be gone; that is no "exception was never retrieved"
            if not isinstance(error, Exception):
                raise
        else:
            for key, future in waiting.items():
                future.set_result(found.get(key))
