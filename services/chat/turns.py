"""One caller at a time begins under a key; the others of this process wait for it, and then look what became of it.

So whatever a beginning fetches is fetched once, and what the user's plan counts for it belongs to one caller.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

__all__ = ["Turn", "Turns"]


class Turn:
    """The turn of one caller. `take_long` is its caller's, and that of everyone who waits for it."""

    def __init__(self, take_long: Callable[[], None]) -> None:
        self._over = asyncio.Event()
        self._told = [take_long]
        self._takes_long = False

    def take_long(self) -> None:
        """Tell everyone that it is not the database that is waited for, or, the next time, no longer so."""
        self._takes_long = not self._takes_long
        for tell in self._told:
            tell()

    async def end(self, take_long: Callable[[], None]) -> None:
        """Return when it is over."""
        self._told.append(take_long)
        if self._takes_long:
            take_long()
        await self._over.wait()

    def close(self) -> None:
        """It is over."""
        self._over.set()


class Turns:
    """One for a process."""

    def __init__(self) -> None:
        self._turns: dict[tuple[str, str], Turn] = {}

    @asynccontextmanager
    async def turn(self, user_id: str, key: str, take_long: Callable[[], None]) -> AsyncIterator[Turn | None]:
        """The turn of this user's key for the block; None where it was another caller's, once that one's is over."""
        other = self._turns.get((user_id, key))
        if other is not None:
            await other.end(take_long)
            yield None
            return
        turn = self._turns[user_id, key] = Turn(take_long)
        try:
            yield turn
        finally:
            del self._turns[user_id, key]
            turn.close()
