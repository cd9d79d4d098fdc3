"""Resolves holds whose expiry has passed because the process that opened them is gone."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from pymongo.asynchronous.database import AsyncDatabase

from services.clock import Clock
from services.ledger.errors import HoldEndedError, LedgerError
from services.ledger.ledger import Ledger

__all__ = ["HoldSweeper"]

log = structlog.get_logger(__name__)

CURSOR = "ledger_holds"
OVERLAP = timedelta(minutes=5)
"""How far behind the last sweep the next begins again, for entries whose clock ran behind."""
BATCH_HOLDS = 500
CONCURRENT_RELEASES = 16
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class HoldSweeper:
    """Releases expired holds, each once; it may run on every server at the same time."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], ledger: Ledger, clock: Clock) -> None:
        self._entries = database["ledger_entries"]
        self._cursors = database["sweep_cursors"]
        self._ledger = ledger
        self._clock = clock

    async def sweep(self) -> int:
        """Release every hold that has expired by now; the number that this call released."""
        now = self._clock()
        cursor = await self._cursors.find_one({"_id": CURSOR})
        since = cursor["swept_to"] - OVERLAP if cursor else BEGINNING
        released = 0
        failed = False
        batch: list[Mapping[str, Any]] = []
        found = self._entries.find(
            {"hold.expires_at": {"$gte": since, "$lte": now}}, {"wallet": 1, "hold.id": 1}, batch_size=BATCH_HOLDS
        ).sort("hold.expires_at", 1)
        async for entry in found:
            batch.append(entry)
            if len(batch) == BATCH_HOLDS:
                outcomes = await self._release_open(batch, now)
                released, failed, batch = released + outcomes.count(True), failed or None in outcomes, []
        outcomes = await self._release_open(batch, now)
        if not failed and None not in outcomes:
            await self._cursors.update_one({"_id": CURSOR}, {"$max": {"swept_to": now}}, upsert=True)
        return released + outcomes.count(True)

    async def _release_open(self, entries: list[Mapping[str, Any]], now: datetime) -> list[bool | None]:
        """For each hold: True when released, False when it had ended or was renewed, None when it must be retried."""
        limit = asyncio.Semaphore(CONCURRENT_RELEASES)
        holds = {(entry["wallet"], entry["hold"]["id"]) for entry in entries}

        async def release(wallet: str, hold_id: str) -> bool | None:
            async with limit:
                return await self._release(wallet, hold_id, now)

        return list(await asyncio.gather(*(release(wallet, hold_id) for wallet, hold_id in sorted(holds))))

    async def _release(self, wallet: str, hold_id: str, now: datetime) -> bool | None:
        try:
            expires_at = await self._ledger.open_hold_expiry(wallet, hold_id)
            if expires_at is None or expires_at > now:
                return False
            posted = await self._ledger.release(wallet, hold_id)
        except HoldEndedError:
            return False
        except LedgerError as error:
            log.warning("hold_release_failed", wallet=wallet, hold=hold_id, code=error.code)
            return None
        log.info("expired_hold_released", wallet=wallet, hold=hold_id, seq=posted.seq)
        return not posted.replayed
