"""Chats that run into a fault: some callers ask again under their key, some never come back."""

import asyncio
from collections.abc import Sequence

from tests.faults.book import Operation, Verdict
from tests.faults.everyday import next_operation
from tests.faults.load import carry_out, send_once
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.stage import Stage

__all__ = ["Chats"]


class Chats:
    """One chat of each person, first sent to `first`; those who insist send again to `then`."""

    def __init__(
        self, stage: Stage, people: Sequence[Person], first: Server, then: Server, *, leaving: int = 1
    ) -> None:
        self._stage = stage
        self._first = first
        self._then = then
        self._people = people
        self._tasks: list[asyncio.Task[None]] = []
        self.operations: list[Operation] = []
        for number, person in enumerate(people):
            operation = stage.book.note(next_operation(person, "chat"))
            operation.abandoned = number < leaving
            self.operations.append(operation)

    def go(self) -> None:
        """Send all of them at once."""
        for person, operation in zip(self._people, self.operations, strict=True):
            self._tasks.append(self._stage.start(self._one(person, operation)))

    async def outcomes(self) -> None:
        """Wait until everybody who insists has an outcome."""
        await asyncio.gather(*self._tasks)

    async def _one(self, person: Person, operation: Operation) -> None:
        first, then = self._stage.ways(person, [self._first, self._then])
        answer = await send_once(operation, first)
        if answer.verdict is Verdict.AGAIN and not operation.abandoned:
            await carry_out(operation, [then], self._stage.plan.stream(operation.key))
