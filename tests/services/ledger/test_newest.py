import asyncio

from services.clock import system_clock
from services.ledger import GrantSource, Ledger
from services.ledger.store import LedgerStore


async def test_many_balances_at_once_are_each_their_own(database):
    ledger = Ledger(database, system_clock)
    ledger.start()
    wallets = [f"newest-{number}" for number in range(60)]
    amounts = {wallet: 100 + number for number, wallet in enumerate(wallets)}
    for turn_ in range(3):
        await asyncio.gather(
            *(ledger.grant(w, f"k{turn_}", source=GrantSource.ADMIN, amount=amounts[w]) for w in wallets)
        )
    balances = await asyncio.gather(*(ledger.balance(wallet) for wallet in [*wallets, "newest-none"]))
    await ledger.stop()
    assert [balance.available for balance in balances] == [3 * amounts[w] for w in wallets] + [0]
    assert [balance.seq for balance in balances] == [3] * 60 + [0]


async def test_a_sharded_cluster_is_asked_for_each_wallet_alone(database, monkeypatch):
    ledger = Ledger(database, system_clock)
    ledger.start()
    wallets = [f"sharded-{number}" for number in range(20)]
    await asyncio.gather(*(ledger.grant(w, "k", source=GrantSource.ADMIN, amount=7) for w in wallets))
    monkeypatch.setattr(LedgerStore, "_behind_mongos", lambda self: True)
    balances = await asyncio.gather(*(ledger.balance(wallet) for wallet in [*wallets, "sharded-none"]))
    await ledger.stop()
    assert [balance.available for balance in balances] == [7] * 20 + [0]


async def test_one_index_key_is_read_for_each_wallet(database):
    """Not one for each entry: a wallet with many would be slow to read."""
    ledger = Ledger(database, system_clock)
    ledger.start()
    wallets = [f"scan-{number}" for number in range(20)]
    for turn_ in range(5):
        await asyncio.gather(*(ledger.grant(w, f"k{turn_}", source=GrantSource.ADMIN, amount=1) for w in wallets))
    await database.command("profile", 2)
    await asyncio.gather(*(ledger.balance(wallet) for wallet in wallets))
    await database.command("profile", 0)
    await ledger.stop()
    seen = await database["system.profile"].find_one({"op": "command", "command.aggregate": "ledger_entries"})
    await database["system.profile"].drop()
    assert seen["planSummary"].startswith("DISTINCT_SCAN")
    assert seen["docsExamined"] == 20
