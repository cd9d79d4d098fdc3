"""Spends of many wallets at once: through the ledger, and by one transaction each with Motor as the baseline."""

import asyncio
import statistics
import time
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from bson import ObjectId

from database.client import connect
from database.setup import set_up
from models.ids import new_id
from services.clock import system_clock
from services.ledger import GrantSource, Ledger
from settings import Settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # Motor says that it is deprecated; it is only the baseline
    from motor.motor_asyncio import AsyncIOMotorClient

__all__ = ["Figures", "measure_ledger", "measure_transactions"]

WALLETS = 1_000
TOKENS = 10**12


@dataclass(frozen=True, slots=True)
class Figures:
    """What one measurement gave."""

    per_second: float
    median_ms: float


async def measure_ledger(uri: str, tasks: int, seconds: float) -> Figures:
    """Spends through the ledger's writer, each acknowledged by a majority."""
    settings = Settings(mongodb_uri=uri, mongodb_database=new_id("bench"), mongodb_pool_size=300)
    async with connect(settings) as client:
        database = client[settings.mongodb_database]
        await set_up(database)
        ledger = Ledger(database, system_clock)
        ledger.start()
        wallets = [new_id("wal") for _ in range(WALLETS)]
        await asyncio.gather(
            *(ledger.grant(wallet, "g", source=GrantSource.ADMIN, amount=TOKENS) for wallet in wallets)
        )

        async def spend(number: int) -> None:
            await ledger.spend(wallets[number % WALLETS], f"s:{number}", amount=1)

        figures = await _measure(spend, tasks, seconds)
        await ledger.stop()
        await client.drop_database(database)
    return figures


async def measure_transactions(uri: str, tasks: int, seconds: float) -> Figures:
    """A balance field that is lowered and an entry that is inserted, in one transaction."""
    client: Any = AsyncIOMotorClient(uri, w="majority", journal=True, maxPoolSize=300)
    database = client[new_id("bench")]
    await database.wallets.insert_many({"_id": number, "available": TOKENS} for number in range(WALLETS))
    await database.create_collection("entries")

    async def spend(number: int) -> None:
        async def both(session: Any) -> None:
            query = {"_id": number % WALLETS, "available": {"$gte": 1}}
            await database.wallets.update_one(query, {"$inc": {"available": -1}}, session=session)
            await database.entries.insert_one({"_id": ObjectId(), "wallet": number % WALLETS}, session=session)

        async with await client.start_session() as session:
            await session.with_transaction(both)

    figures = await _measure(spend, tasks, seconds)
    await client.drop_database(database)
    client.close()
    return figures


async def _measure(spend: Callable[[int], Awaitable[None]], tasks: int, seconds: float) -> Figures:
    numbers = count()
    took_ms: list[float] = []
    end = time.perf_counter() + seconds

    async def work() -> None:
        while (started := time.perf_counter()) < end:
            await spend(next(numbers))
            took_ms.append((time.perf_counter() - started) * 1_000)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(tasks)))
    return Figures(len(took_ms) / (time.perf_counter() - began), statistics.median(took_ms))
