"""A model provider in the driver: OpenAI-compatible, as slow as a row wants, and it remembers what it was asked."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.support.upstream import RawUpstream, answer, chunk, raw_upstream

__all__ = ["Provider", "provider"]


@dataclass
class Provider:
    """One upstream for all servers of a row."""

    raw: RawUpstream
    gate: asyncio.Event
    """Replies end only while it is set; their text comes before."""

    @property
    def settings(self) -> dict[str, str]:
        """What servers need to use it."""
        return {"OPENAI_BASE_URL": self.raw.base_url, "OPENAI_API_KEY": "sk-unused", "CHAT_MAX_TOKENS": "500"}

    def asked(self, text: str) -> int:
        """How often it was asked for a reply to `text`."""
        return sum(request["messages"][-1]["content"] == text for request in self.raw.requests)

    async def wait_asked(self, texts: Sequence[str], seconds: float = 20) -> None:
        """Return once it was asked for all of `texts`."""
        deadline = time.monotonic() + seconds
        while not all(self.asked(text) for text in texts):
            assert time.monotonic() < deadline, "the provider was not asked"
            await asyncio.sleep(0.01)

    def reply_slowly(self, pieces: int, seconds: float) -> None:
        """From now on a reply comes in so many pieces, with a pause before each."""
        self.raw.replies = [[part for n in range(pieces) for part in (seconds, chunk(f"part {n} "))] + _END]


_END = answer("the end.", prompt=12, completion=8)


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    """The provider on a free port of this machine."""
    async with raw_upstream() as raw:
        gate = asyncio.Event()
        gate.set()
        raw.replies = [[chunk("Well, "), gate, *_END]]
        yield Provider(raw, gate)
