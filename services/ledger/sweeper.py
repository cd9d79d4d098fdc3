"""Resolves holds whose expiry has passed because the process that opened them is gone."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from pymongo.asynchronous.database import AsyncDatabase

from services.clock import Clock
from services.ledger.errors import HoldEndedError
from services.ledger.ledger import Ledger

__all__ = ["HoldSweeper"]

log = structlog.get_logger(__name__)

CURSOR = "ledger_holds"
OVERLAP = timedelta(minutes=5)
"""How far behind the last sweep the next begins again, for entries whose clock ran behind."""
BATCH_HOLDS = 500
CONCURRENT_RELEASES = 16
Hold = tuple[str, str]
"""The ids of a wallet and of one of its holds."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class HoldSweeper:
    """Releases expired holds, each once; it may run on every server at the same time."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], ledger: Ledger, clock: Clock) -> None:
        self._entries = database["ledger_entries"]
        self._cursors = database["sweep_cursors"]
        self._ledger = ledger
        self._clock = clock

    async def sweep(self) -> int:
        """Release every hold that has expired by now; the number that this call released.

        A hold that cannot be released is noted in the cursor and tried again by each later sweep, so that it keeps
        neither the others nor the cursor waiting.
        """
        now = self._clock()
        cursor = await self._cursors.find_one({"_id": CURSOR}) or {}
        retry = [(each["wallet"], each["hold"]) for each in cursor.get("retry", ())]
        released = await self._release_open(retry, now, noted=True)
        since = cursor["swept_to"] - OVERLAP if "swept_to" in cursor else BEGINNING
        batch: list[Hold] = []
        found = self._entries.find(
            {"hold.expires_at": {"$gte": since, "$lte": now}}, {"wallet": 1, "hold.id": 1}, batch_size=BATCH_HOLDS
        ).sort("hold.expires_at", 1)
        async for entry in found:
            batch.append((entry["wallet"], entry["hold"]["id"]))
            if len(batch) == BATCH_HOLDS:
                released += await self._release_open(batch, now)
                batch = []
        released += await self._release_open(batch, now)
        await self._cursors.update_one({"_id": CURSOR}, {"$max": {"swept_to": now}}, upsert=True)
        return released

    async def _release_open(self, holds: list[Hold], now: datetime, *, noted: bool = False) -> int:
        """Release those that are still open and have expired; how many were."""
        limit = asyncio.Semaphore(CONCURRENT_RELEASES)

        async def release(hold: Hold) -> bool:
            async with limit:
                return await self._release(hold, now, noted=noted)

        return sum(await asyncio.gather(*(release(hold) for hold in sorted(set(holds)))))

    async def _release(self, hold: Hold, now: datetime, *, noted: bool) -> bool:
        wallet, hold_id = hold
        released = False
        try:
            expires_at = await self._ledger.open_hold_expiry(wallet, hold_id)
            if expires_at is not None and expires_at <= now:
                released = not (await self._ledger.release(wallet, hold_id)).replayed
        except HoldEndedError:
            pass
        except Exception as error:  # noqa: BLE001  one damaged wallet must not keep the others' tokens held
            log.warning("hold_release_failed", wallet=wallet, hold=hold_id, error=type(error).__name__)
            await self._note(hold, "$addToSet")
            return False
        if noted:
            await self._note(hold, "$pull")
        if released:
            log.info("expired_hold_released", wallet=wallet, hold=hold_id)
        return released

    async def _note(self, hold: Hold, operator: str) -> None:
        row = {"wallet": hold[0], "hold": hold[1]}
        await self._cursors.update_one({"_id": CURSOR}, {operator: {"retry": row}}, upsert=True)
