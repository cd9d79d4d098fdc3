"""Finishes what a crash left: replies that are final are charged and stored, all else is released."""

import asyncio
from datetime import datetime

import structlog

from models.generation import Generation, GenerationFailure, GenerationStatus
from models.ids import new_id
from services.chat.finisher import Finisher
from services.chat.generations import GenerationStore
from services.chat.leases import LEASE
from services.clock import Clock

__all__ = ["Recovery"]

log = structlog.get_logger(__name__)

_AT_ONCE = 100

LOST = GenerationFailure(
    code="CHAT_INTERRUPTED",
    message="The server stopped while the reply was written. Nothing was charged.",
    retryable=True,
)


class Recovery:
    """Takes over generations whose lease has ended; it may run on every server at the same time."""

    def __init__(self, store: GenerationStore, finisher: Finisher, clock: Clock) -> None:
        self._store = store
        self._finisher = finisher
        self._clock = clock

    async def recover(self, limit: int) -> int:
        """Finish up to `limit` of them; the number that this call finished."""
        now = self._clock()
        finished = 0
        for generation in await self._store.expired(now, limit):
            try:
                finished += await self.recover_one(generation, now)
            except Exception as error:  # noqa: BLE001  one that cannot be finished must not keep the others waiting
                log.warning("recovery_failed", generation=generation.id, error=type(error).__name__)
        return finished

    async def recover_all(self, seconds: float) -> int:
        """Finish every one whose lease has ended, for at most `seconds` of trying; the number that was finished.

        One that cannot be finished is left behind: its lease was taken, and it comes again when that has ended.
        """
        finished = 0
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            if not await self._store.expired(self._clock(), 1):
                return finished
            finished += await self.recover(_AT_ONCE)
        log.warning("recovery_unfinished", finished=finished)
        return finished

    async def recover_one(self, generation: Generation, now: datetime) -> bool:
        """Finish `generation`; False when its lease has not ended, or another server took it."""
        taken = await self._store.take_over(generation, new_id("lse"), now, now + LEASE)
        if taken is None:
            return False
        log.info("generation_recovered", generation=taken.id, status=taken.status.value)
        if taken.status is GenerationStatus.SETTLING:
            await self._finisher.settle(taken)
            return True
        failure = taken.failure or LOST
        if taken.status is GenerationStatus.RUNNING:
            releasing = await self._store.to_releasing(taken, failure, now + LEASE)
            if releasing is None:
                return False
            taken = releasing
        await self._finisher.release(taken, failure)
        return True
