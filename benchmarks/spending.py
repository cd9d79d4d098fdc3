"""Spends through `Ledger.spend`, against one transaction each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from bson.raw_bson import RawBSONDocument

from benchmarks.baselines import by_transactions, motor_client
from benchmarks.measuring import Operation, alternate, print_ratio, print_samples, ratio
from benchmarks.stand import WALLETS, Stand, grant_wallets, ledger_on
from models.ids import new_id

__all__ = ["ledger_hot_wallet_vs_transaction", "ledger_vs_transaction"]

TASKS = (1, 16, 64, 256)
HOT_TASKS = 64


async def ledger_vs_transaction(stand: Stand) -> None:
    """1,000 wallets with 10 grants each, against `with_transaction` by PyMongo, and by Motor."""
    async with _sides(stand) as sides:
        for tasks in TASKS:
            samples = await alternate(stand, sides, tasks)
            print_samples("ledger_vs_transaction", tasks, samples)
            print_ratio("ledger_vs_transaction", tasks, ratio(samples["ledger"], samples["transaction"]))
            print_ratio("ledger_vs_motor_transaction", tasks, ratio(samples["ledger"], samples["motor transaction"]))


async def ledger_hot_wallet_vs_transaction(stand: Stand) -> None:
    """All tasks spend from one wallet."""
    async with _sides(stand, hot=True) as sides:
        del sides["motor transaction"]
        samples = await alternate(stand, sides, HOT_TASKS)
        print_samples("ledger_hot_wallet", HOT_TASKS, samples)
        print_ratio("ledger_hot_wallet_vs_transaction", HOT_TASKS, ratio(samples["ledger"], samples["transaction"]))


@asynccontextmanager
async def _sides(stand: Stand, *, hot: bool = False) -> AsyncIterator[dict[str, Operation]]:
    async with ledger_on(stand) as (ledger, database, _), stand.plain_client() as plain:
        wallets = [new_id("wal") for _ in range(WALLETS)]
        await grant_wallets(ledger, wallets[:1] if hot else wallets)
        numbers = count()

        async def spend(number: int) -> None:
            await ledger.spend(wallets[0 if hot else number % WALLETS], f"chat:{next(numbers):032}", amount=1)

        await spend(0)
        raw = database["ledger_entries"].with_options(
            codec_options=database.codec_options.with_options(document_class=RawBSONDocument)
        )
        newest = await raw.find_one({"wallet": wallets[0]}, sort=[("seq", -1)])
        size = len(newest.raw) if newest is not None else 0
        print(f"  an entry of a wallet with 10 grants takes {size} bytes", flush=True)
        names = [new_id("bench"), new_id("bench")]
        motor = motor_client(stand.uri)
        one = await by_transactions(plain, names[0], size)
        two = await by_transactions(motor, names[1], size, motor=True)
        try:
            yield {
                "ledger": spend,
                "transaction": (lambda _number: one(0)) if hot else one,
                "motor transaction": two,
            }
        finally:
            for name in names:
                await plain.drop_database(name)
            motor.close()
