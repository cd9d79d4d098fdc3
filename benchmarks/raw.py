"""The ledger against the database itself: the same documents, inserted and read without a ledger."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import bson
from bson import ObjectId
from bson.raw_bson import RawBSONDocument
from pymongo.write_concern import WriteConcern

from benchmarks.baselines import motor_client
from benchmarks.measuring import Operation, alternate, print_ratio, print_samples, ratio
from benchmarks.stand import WALLETS, Stand, grant_wallets, ledger_on
from database.client import Client
from database.setup import Database
from models.ids import new_id
from services.ledger import Ledger

__all__ = ["balance_vs_motor", "ledger_vs_mongod", "ledger_vs_motor_insert"]

TASKS = 256
READERS = 32
CLIENTS = 4
BATCH = 128
"""About what a commit of the ledger holds at 256 tasks."""


async def ledger_vs_mongod(stand: Stand) -> None:
    """Spends against the same documents as fast as four raw clients insert them, validated and indexed alike."""
    async with _filled(stand) as (ledger, database, _, wallets), AsyncExitStack() as stack:
        copy = await _copier(database, wallets[0])
        clients = [await stack.enter_async_context(stand.plain_client()) for _ in range(CLIENTS)]
        durable = WriteConcern("majority", j=True)
        raw = [client[database.name]["ledger_entries"].with_options(write_concern=durable) for client in clients]

        async def insert(number: int) -> None:
            await raw[number % CLIENTS].insert_many([copy() for _ in range(BATCH)], ordered=False)

        sides: dict[str, Operation] = {"ledger": _spend(ledger, wallets), "raw clients": insert}
        samples = await alternate(stand, sides, TASKS, tasks_of={"raw clients": CLIENTS})
        samples["raw clients"] = [
            replace(
                sample,
                per_second=sample.per_second * BATCH,
                own_cpu_us=sample.own_cpu_us / BATCH,
                mongod_cpu_us=sample.mongod_cpu_us / BATCH,
            )
            for sample in samples["raw clients"]
        ]
        print_samples("ledger_vs_mongod", TASKS, samples)
        print_ratio("ledger_vs_mongod", TASKS, ratio(samples["ledger"], samples["raw clients"]))


async def ledger_vs_motor_insert(stand: Stand) -> None:
    """Spends against one `insert_one` each of the same document by Motor, which checks nothing and guards nothing."""
    async with _filled(stand) as (ledger, database, _, wallets):
        copy = await _copier(database, wallets[0])
        motor = motor_client(stand.uri)

        async def insert(_: int) -> None:
            await motor[database.name]["ledger_entries"].insert_one(copy())

        samples = await alternate(stand, {"ledger": _spend(ledger, wallets), "Motor insert_one": insert}, TASKS)
        motor.close()
        print_samples("ledger_vs_motor_insert", TASKS, samples)
        print_ratio("ledger_vs_motor_insert", TASKS, ratio(samples["ledger"], samples["Motor insert_one"]))


async def balance_vs_motor(stand: Stand) -> None:
    """`Ledger.balance` against reading the same newest entry by Motor and by PyMongo."""
    async with _filled(stand) as (ledger, database, _, wallets):
        motor = motor_client(stand.uri)

        def newest(collection: Any) -> Operation:
            return lambda number: collection.find_one({"wallet": wallets[number % WALLETS]}, sort=[("seq", -1)])

        sides: dict[str, Operation] = {
            "balance": lambda number: ledger.balance(wallets[number % WALLETS]),
            "Motor find_one": newest(motor[database.name]["ledger_entries"]),
            "PyMongo find_one": newest(database["ledger_entries"]),
        }
        for tasks in (1, READERS):
            samples = await alternate(stand, sides, tasks)
            print_samples("balance_vs_motor", tasks, samples)
            print_ratio("balance_vs_motor", tasks, ratio(samples["balance"], samples["Motor find_one"]))
            print_ratio("balance_vs_pymongo", tasks, ratio(samples["balance"], samples["PyMongo find_one"]))
        motor.close()


@asynccontextmanager
async def _filled(stand: Stand) -> AsyncIterator[tuple[Ledger, Database, Client, list[str]]]:
    async with ledger_on(stand) as (ledger, database, client):
        wallets = [new_id("wal") for _ in range(WALLETS)]
        await grant_wallets(ledger, wallets)
        yield ledger, database, client, wallets


def _spend(ledger: Ledger, wallets: list[str]) -> Operation:
    keys = count()
    return lambda number: ledger.spend(wallets[number % WALLETS], f"chat:{next(keys):032}", amount=1)


async def _copier(database: Database, wallet: str) -> Callable[[], RawBSONDocument]:
    """Makes copies of a wallet's newest entry that differ in id, wallet, number and key only, at little cost."""
    entry = dict(await database["ledger_entries"].find_one({"wallet": wallet}, sort=[("seq", -1)]) or {})
    key = f"copy:{0:032}"
    encoded = bson.encode(entry | {"key": key, "wallet": f"raw_{0:026}"})
    id_at = encoded.index(entry["_id"].binary)
    wallet_at = encoded.index(f"raw_{0:026}".encode())
    key_at = encoded.index(key.encode())
    numbers = count(1)

    def copy() -> RawBSONDocument:
        number = next(numbers)
        made = bytearray(encoded)
        made[id_at : id_at + 12] = ObjectId().binary
        made[wallet_at : wallet_at + 30] = b"raw_%026d" % number
        made[key_at : key_at + 37] = b"copy:%032d" % number
        return RawBSONDocument(bytes(made))

    return copy
