"""Seeded load: who asks for what, and asks again under the same key until the outcome is known."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence

from tests.faults.book import Answer, Book, Operation, Verdict

__all__ = ["Attempt", "Load", "carry_out"]

Attempt = Callable[[Operation], Awaitable[Answer]]
Next = Callable[[int, random.Random], Operation]

OPEN_SECONDS = 90.0
"""How long an operation is sent again before the row is called hung."""
_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 0.5


async def carry_out(operation: Operation, attempts: Sequence[Attempt], dice: random.Random, *,
                    open_seconds: float = OPEN_SECONDS) -> None:  # fmt: skip
    """Send `operation` by one of `attempts` until it is acknowledged or refused for good."""
    deadline = time.monotonic() + open_seconds
    pause = _PAUSE_SECONDS
    while True:
        answer = await send_once(operation, dice.choice(attempts))
        if answer.verdict is not Verdict.AGAIN:
            return
        if time.monotonic() > deadline:
            return
        await asyncio.sleep(pause * dice.uniform(0.5, 1.5))
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


async def send_once(operation: Operation, attempt: Attempt) -> Answer:
    """One attempt, noted in the operation."""
    operation.attempts += 1
    operation.sent_at = time.monotonic()
    operation.under_way = True
    try:
        answer = await attempt(operation)
    finally:
        operation.under_way = False
        operation.answered_at = time.monotonic()
        operation.slowest_seconds = max(operation.slowest_seconds, operation.answered_at - operation.sent_at)
    operation.answer = answer
    if answer.verdict is not Verdict.DONE:
        operation.codes.append(answer.code)
        seconds = operation.answered_at - operation.sent_at
        operation.waited[answer.code] = max(operation.waited.get(answer.code, 0.0), seconds)
    return answer


class Load:
    """Tasks that carry out one operation after the other until `stop`."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    def add(self, count: int, dice: random.Random, following: Next, attempts: Sequence[Attempt],
            *, pause_seconds: float = 0.0) -> None:  # fmt: skip
        """Start `count` tasks; `following` gives the operation of a task's n-th turn."""
        for _ in range(count):
            own = random.Random(dice.random())
            self._tasks.append(asyncio.create_task(self._run(own, following, attempts, pause_seconds)))

    async def stop(self) -> None:
        """Begin nothing new, and wait until everything begun has its outcome."""
        self._stopping = True
        await asyncio.gather(*self._tasks)

    async def cancel(self) -> None:
        """End all tasks at once, when the row has failed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(
        self, dice: random.Random, following: Next, attempts: Sequence[Attempt], pause_seconds: float
    ) -> None:
        turn = 0
        while not self._stopping:
            operation = self._book.note(following(turn, dice))
            await carry_out(operation, attempts, dice)
            turn += 1
            if pause_seconds:
                await asyncio.sleep(pause_seconds * dice.uniform(0.5, 1.5))
