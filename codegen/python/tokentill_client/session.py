"""Who is calling: tokens, renewed once for all calls that find them run out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tokentill_client.answers import members

__all__ = ["REFRESH", "Session", "Tokens"]

REFRESH = """
mutation RefreshSession($refreshToken: String!) {
  refreshSession(input: { refreshToken: $refreshToken }) {
    __typename
    ... on Session { accessToken refreshToken }
    ... on UserError { code message }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What signing in gives. A program's API key stands as `access_token`, alone. Whoever has them is the user."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)


class Session:
    """The tokens of one client, which are kept up to date.

    `send` runs a document with its variables and without any token, and gives its data. `on_change` hears of new
    tokens, and of None when they are good for nothing any more, so that a program can store them.
    """

    def __init__(
        self,
        tokens: Tokens | None,
        send: Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]],
        on_change: Callable[[Tokens | None], None] | None,
    ) -> None:
        self.tokens = tokens
        self._send = send
        self._on_change = on_change
        self._renewal: asyncio.Task[None] | None = None

    def take(self, tokens: Tokens | None) -> None:
        """Act as the user of these tokens from now on; as nobody by None."""
        if tokens != self.tokens:
            self.tokens = tokens
            if self._on_change is not None:
                self._on_change(tokens)

    def look_at(self, data: dict[str, Any]) -> None:
        """Takes the session that an operation opened, and drops the one that it ended."""
        for member in members(data):
            access, refresh = member.get("accessToken"), member.get("refreshToken")
            if isinstance(access, str) and isinstance(refresh, str):
                self.take(Tokens(access, refresh))
            elif member.get("__typename") == "LoggedOut":
                self.take(None)

    async def renew(self, used: Tokens) -> None:
        """Gets new tokens in place of `used`, which ran out. When the server gives none, nobody is signed in any more.

        Whoever calls it meanwhile waits for the same answer. Raises RequestError when the server gives no answer.
        """
        if self.tokens != used:
            return  # somebody else was quicker
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(used))
        # A caller that is cancelled must not take the answer, which holds the only good tokens, from the others.
        await asyncio.shield(self._renewal)

    async def close(self) -> None:
        """Waits for a renewal under way, lest its answer be lost."""
        if self._renewal is not None:
            await asyncio.gather(self._renewal, return_exceptions=True)

    async def _renew(self, used: Tokens) -> None:
        data = await self._send(REFRESH, {"refreshToken": used.refresh_token})
        if self.tokens != used:
            return  # signed in anew, or out, while this was under way
        self.look_at(data)
        if self.tokens == used:
            self.take(None)
