"""Whether a ledger of millions of entries costs more than one of thousands."""

import asyncio
import random
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient

from benchmarks.filling import SMALL_WALLET_ENTRIES, deep_wallet, small_wallet
from benchmarks.measuring import Operation, alternate, print_ratio, print_samples, ratio
from benchmarks.stand import Stand
from database.client import connect
from database.setup import Database, set_up
from models.ids import new_id
from services.clock import system_clock
from services.ledger import Ledger
from services.paging import PageRequest
from services.usage import UsageService
from services.usage.records import UsageFilter

__all__ = ["growth"]

FEW = 10_000
MANY = 10_000_000
FILLERS = ("a", "b")
TASKS = 16
PAGE = 50
ACTIVE = 500
"""Wallets that are used at one time; `any_wallet` is one of all, whose head and pages may be in no cache."""


async def growth(stand: Stand) -> None:
    """Reads, spends and pages with 10 thousand entries and with up to 10 million, deep wallets and shallow ones."""
    settings = stand.settings(new_id("bench"))
    async with connect(settings) as client:
        few, many = client[f"{settings.mongodb_database}_few"], client[f"{settings.mongodb_database}_many"]
        operations: dict[str, dict[str, Operation]] = {}
        ledgers = []
        for database, wanted in ((few, FEW), (many, MANY)):
            await set_up(database)
            small = await _fill(stand, database, wanted)
            await set_up(database)
            entries = await _print_sizes(database)
            ledger = Ledger(database, system_clock)
            ledger.start()
            ledgers.append(ledger)
            for name, operation in _operations(ledger, UsageService(database), small).items():
                operations.setdefault(name, {})[f"{entries} entries"] = operation
        for name, sides in operations.items():
            samples = await alternate(stand, sides, TASKS)
            print_samples(f"growth_{name}", TASKS, samples)
            first, last = samples.values()
            print_ratio(f"growth_{name}", TASKS, ratio(last, first))
        for ledger in ledgers:
            await ledger.stop()
        await client.drop_database(few)
        await client.drop_database(many)


async def _fill(stand: Stand, database: Database, wanted: int) -> int:
    """Fill until there are as many as wanted, or time or disk is used up; how many small wallets each filler made."""
    began = time.monotonic()
    each = wanted // len(FILLERS) // (2 * SMALL_WALLET_ENTRIES)
    await database["ledger_entries"].drop_indexes()  # in one go, afterwards, they cost less than entry by entry
    made = await asyncio.gather(*(_run_filler(stand, database, name, each) for name in FILLERS))
    filled = sum(made) * 2 * SMALL_WALLET_ENTRIES
    print(
        f"  {filled} entries filled in {time.monotonic() - began:.0f} s ({wanted} wanted): {sum(made)} wallets of "
        f"{SMALL_WALLET_ENTRIES}, and {len(FILLERS)} of {min(made) * SMALL_WALLET_ENTRIES} or more",
        flush=True,
    )
    async with AsyncMongoClient[dict[str, Any]](stand.uri) as patient:  # without a time limit
        began = time.monotonic()
        await set_up(patient[database.name])
        print(f"  indexes built in {time.monotonic() - began:.0f} s", flush=True)
    return min(made)


async def _run_filler(stand: Stand, database: Database, name: str, wallets: int) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.filling", stand.uri, database.name, name, str(wallets),
        str(stand.fill_seconds), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("a filler failed")
    return int(output)


def _operations(ledger: Ledger, usage: UsageService, small: int) -> dict[str, Operation]:
    depth = small * SMALL_WALLET_ENTRIES
    dice = random.Random(1)
    keys = count()

    active = [small_wallet(dice.choice(FILLERS), dice.randrange(small)) for _ in range(ACTIVE)]

    def any_wallet() -> str:
        return small_wallet(dice.choice(FILLERS), dice.randrange(small))

    def any_deep() -> str:
        return deep_wallet(dice.choice(FILLERS))

    async def page(_: int) -> None:
        after = str(dice.randrange(depth // 2, depth))
        found = await usage.history(any_deep(), UsageFilter(), PageRequest(first=PAGE, after=after))
        if len(found.rows) != PAGE:
            raise AssertionError("the page is not full")

    def spend_from(wallet: Callable[[], str]) -> Operation:
        return lambda _: ledger.spend(wallet(), f"bench:{next(keys)}", amount=1)

    return {
        "balance": lambda _: ledger.balance(dice.choice(active)),
        "balance_of_any_wallet": lambda _: ledger.balance(any_wallet()),
        "balance_of_deep_wallet": lambda _: ledger.balance(any_deep()),
        "spend": spend_from(lambda: dice.choice(active)),
        "spend_of_any_wallet": spend_from(any_wallet),
        "spend_of_deep_wallet": spend_from(any_deep),
        "page_of_history": page,
    }


async def _print_sizes(database: Database) -> int:
    """Say what an entry takes; gives how many there are."""
    await database.client.admin.command("fsync")
    sizes = await database.command("collStats", "ledger_entries")
    entries = int(sizes["count"])
    print(
        f"  {entries} entries: {sizes['avgObjSize']} bytes each, {sizes['storageSize'] / entries:.0f} on disk; indexes "
        + ", ".join(f"{name} {size / entries:.1f}" for name, size in sizes["indexSizes"].items())
        + " bytes an entry",
        flush=True,
    )
    return entries
