"""What a team writes by hand: a balance field that is lowered and an entry that is inserted, in one transaction.

The entry has the size of the ledger's own and no index but its `_id`; nothing guards against repetition, and nothing
is chained or hashed.
"""

import warnings
from typing import Any

from bson import ObjectId

from benchmarks.measuring import Operation
from benchmarks.stand import TOKENS, WALLETS

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # Motor says that it is deprecated; it is only a baseline
    from motor.motor_asyncio import AsyncIOMotorClient

__all__ = ["by_transactions", "motor_client", "spare_bytes"]

_OWN_BYTES = 50
"""About what the baseline's entry takes without its filling."""


def motor_client(uri: str, pool: int = 300) -> Any:
    """Motor's client, as it is used with its defaults and majority writes."""
    return AsyncIOMotorClient(uri, w="majority", maxPoolSize=pool)


def spare_bytes(entry_bytes: int) -> bytes:
    """What fills the baseline's entry up to the size of the ledger's."""
    return b"x" * max(0, entry_bytes - _OWN_BYTES)


async def by_transactions(client: Any, name: str, entry_bytes: int, *, motor: bool = False) -> Operation:
    """Spends on a database of `name`; PyMongo's asynchronous client, or Motor's."""
    database = client[name]
    await database.wallets.insert_many([{"_id": number, "available": TOKENS} for number in range(WALLETS)])
    await database.create_collection("entries")
    filling = spare_bytes(entry_bytes)

    async def spend(number: int) -> None:
        wallet = number % WALLETS

        async def both(session: Any) -> None:
            lowered = await database.wallets.update_one(
                {"_id": wallet, "available": {"$gte": 1}}, {"$inc": {"available": -1}}, session=session
            )
            if lowered.modified_count != 1:
                raise AssertionError("the baseline's wallet is empty")
            entry = {"_id": ObjectId(), "wallet": wallet, "amount": 1, "data": filling}
            await database.entries.insert_one(entry, session=session)

        session = (await client.start_session()) if motor else client.start_session()
        async with session:
            await session.with_transaction(both)

    return spend
