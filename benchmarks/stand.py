"""The bench: one real mongod, and databases that are dropped after use."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient

from database.client import Client, connect
from database.embedded import EmbeddedMongo
from database.setup import Database, set_up
from models.ids import new_id
from services.clock import system_clock
from services.ledger import GrantSource, Ledger
from settings import Settings

__all__ = ["GRANTS", "TOKENS", "WALLETS", "Stand", "grant_wallets", "ledger_on", "stand_in"]

WALLETS = 1_000
GRANTS = 10
TOKENS = 10**12
POOL = 300


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a benchmark runs, and how long each of its samples takes."""

    uri: str
    mongod: int
    """Process id of mongod."""
    folder: Path
    seconds: float
    rounds: int
    fill_seconds: float
    """How long `growth` may fill."""
    charges: int
    """Charges of the heavy wallet of `usage`."""
    rows: int
    """Charges that `export` exports."""

    def settings(self, name: str) -> Settings:
        """The product's own settings on a database of this name."""
        return Settings(mongodb_uri=self.uri, mongodb_database=name, mongodb_pool_size=POOL)

    def plain_client(self) -> AsyncMongoClient[dict[str, Any]]:
        """What a program without this house would use."""
        return AsyncMongoClient(self.uri, w="majority", maxPoolSize=POOL)


@contextmanager
def stand_in(
    folder: Path,
    seconds: float,
    rounds: int,
    fill_seconds: float = 600,
    charges: int = 10_000_000,
    rows: int = 100_000,
) -> Iterator[Stand]:
    """A stand in `folder` for the time of the block."""
    mongo = EmbeddedMongo(folder)
    mongo.start()
    try:
        yield Stand(mongo.uri, mongo.pid or os.getpid(), folder, seconds, rounds, fill_seconds, charges, rows)
    finally:
        mongo.stop()


@asynccontextmanager
async def ledger_on(stand: Stand) -> AsyncIterator[tuple[Ledger, Database, Client]]:
    """A running ledger on a fresh database with every validator and index."""
    settings = stand.settings(new_id("bench"))
    async with connect(settings) as client:
        database = client[settings.mongodb_database]
        await set_up(database)
        ledger = Ledger(database, system_clock)
        ledger.start()
        try:
            yield ledger, database, client
        finally:
            await ledger.stop()
            await client.drop_database(database)


async def grant_wallets(ledger: Ledger, wallets: list[str], grants: int = GRANTS) -> None:
    """Give each wallet its grants, none of which merge with another, so that every entry carries all of them."""
    for number in range(grants):
        for start in range(0, len(wallets), WALLETS):
            await _grant_each(ledger, wallets[start : start + WALLETS], number)


async def _grant_each(ledger: Ledger, wallets: list[str], number: int) -> None:
    await asyncio.gather(
        *(
            ledger.grant(
                wallet, f"payment:{number}", source=GrantSource.PURCHASE, amount=TOKENS, reference=f"pay_{number:024}"
            )
            for wallet in wallets
        )
    )
