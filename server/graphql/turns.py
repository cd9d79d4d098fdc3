"""Turns: at most so many operations work at once, and each is answered in time, whatever the database does.

What cannot begin is refused at once. What is not done in time is given up unheard: its outcome is then not known, and
the same idempotency key finds it. Every service is made for that, since a crash does the same to it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from messages import Phrase
from server.graphql.problems import RequestRefusedError, problem

__all__ = ["Turn", "Turns"]

OPERATIONS_PER_CONNECTION = 16
"""Operations that may share one connection to the database: with more, most of them would only wait until their end."""
_UNAVAILABLE = 503


class Turn:
    """One operation's turn, which begins with `Turns.turn`."""

    def __init__(self, turns: "Turns") -> None:
        self._turns = turns
        self._deadline: asyncio.Timeout | None = None
        self._counted = False
        self.outlives_token = False
        """Whether it may go on when the access token that it began with has run out."""

    def outlive_token(self) -> None:
        """From now on only the end of the session ends it, not that of the token."""
        self.outlives_token = True

    def begin(self, deadline: asyncio.Timeout) -> None:
        """Take a place until `end`."""
        self._deadline = deadline
        self._counted = True
        self._turns.running += 1

    def take_long(self) -> None:
        """From now on it waits for something else than the database, which has bounds of its own."""
        if self._counted and self._deadline is not None:
            self._deadline.reschedule(None)
            self.end()

    def end(self) -> None:
        """Make room for another one."""
        if self._counted:
            self._counted = False
            self._turns.running -= 1


class Turns:
    """All turns of one process. `most` operations have one at a time, for so many seconds each."""

    def __init__(self, most: int, *, seconds: float) -> None:
        self.running = 0
        self._most = most
        self._seconds = seconds

    @asynccontextmanager
    async def turn(self, again: Turn | None = None) -> AsyncIterator[Turn]:
        """A turn for the block, or `again` for the rest of an operation whose turn has ended.

        Raises RequestRefusedError (503) when there is none, and when its time is over.
        """
        if self.running >= self._most:
            text = Phrase("The server has more to do than it can; nothing was done. Try again in a moment.")
            raise RequestRefusedError([problem("SERVER_BUSY", text, retryable=True)], status=_UNAVAILABLE)
        deadline = asyncio.timeout(self._seconds)
        turn = again or Turn(self)
        turn.begin(deadline)
        try:
            async with deadline:
                yield turn
        except TimeoutError:
            if not deadline.expired():
                raise
            text = Phrase("The answer took too long, and the outcome is not known; repeat the call with the same key.")
            raise RequestRefusedError([problem("TIMEOUT", text, retryable=True)], status=_UNAVAILABLE) from None
        finally:
            turn.end()
