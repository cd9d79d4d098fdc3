"""How long a generation belongs to the server that works on it, and the heartbeat that keeps it."""

import asyncio
from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from services.chat.generations import GenerationStore
from services.chat.live import LiveGeneration
from services.clock import Clock
from services.errors import TokentillError
from services.ledger import Ledger
from services.ledger.errors import HoldEndedError

__all__ = ["HOLD", "LEASE", "Heartbeat"]

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
"""A generation whose server died is taken over after this time."""
HOLD = timedelta(minutes=15)
"""Much longer than a lease: after a crash of all servers, replies that are final can still be charged."""
BEAT_SECONDS = 5.0


class Heartbeat:
    """Renews lease and hold of a running generation, and brings it word of a cancellation left on another server."""

    def __init__(
        self, store: GenerationStore, ledger: Ledger, clock: Clock, *, beat_seconds: float = BEAT_SECONDS
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._beat_seconds = beat_seconds

    async def keep(self, live: LiveGeneration) -> None:
        """Beat until cancelled, or until lease or hold are lost, which stops the generation.

        What fails is tried again at the next beat, so that a hold is renewed dozens of times before it expires.
        """
        generation = live.generation
        hold_until = self._clock() + HOLD
        while True:
            await asyncio.sleep(self._beat_seconds)
            now = self._clock()
            try:
                renewed = await self._store.renew(generation, now + LEASE)
                if renewed is None or renewed.cancel_requested:
                    break
                if hold_until - now < HOLD / 2:
                    await self._ledger.renew(generation.wallet_id, generation.hold_id, expires_at=now + HOLD)
                    hold_until = now + HOLD
            except HoldEndedError:
                log.warning("hold_lost", generation=generation.id)
                break
            except (PyMongoError, TokentillError) as error:
                log.warning("heartbeat_failed", generation=generation.id, error=type(error).__name__)
                if now >= hold_until:
                    break  # nothing is held any more, so nothing more must be written
        live.stop()
