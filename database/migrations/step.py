"""What a migration is given to work with."""

from collections.abc import Awaitable, Callable
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

__all__ = ["Step"]


class Step:
    """One migration under way."""

    def __init__(
        self,
        database: AsyncDatabase[dict[str, Any]],
        cursor: Any,
        done: int,
        keep: Callable[[Any, int], Awaitable[None]],
    ) -> None:
        self.database = database
        self.cursor = cursor
        """Where to go on; None at the beginning."""
        self.done = done
        """Documents dealt with so far, in earlier tries too."""
        self._keep = keep

    async def save(self, cursor: Any, more: int) -> None:
        """All up to `cursor` is done, `more` documents of it since the last time. Raises LeaseLostError."""
        self.cursor, self.done = cursor, self.done + more
        await self._keep(cursor, self.done)
