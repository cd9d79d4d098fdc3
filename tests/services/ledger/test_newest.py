import asyncio

import pytest

from services.clock import system_clock
from services.ledger import GrantSource, Ledger
from services.ledger.newest import WALLETS_OF_A_QUESTION, NewestEntries
from services.ledger.store import LedgerStore


class Database:
    """Answers when it is let to."""

    def __init__(self):
        self.asked = []
        self.answers = []

    async def __call__(self, wallets):
        self.asked.append(list(wallets))
        answer = asyncio.get_running_loop().create_future()
        self.answers.append(answer)
        await answer
        return {wallet: {"wallet": wallet} for wallet in wallets if wallet != "nobody"}

    def answer(self, number, error=None):
        if error is None:
            self.answers[number].set_result(None)
        else:
            self.answers[number].set_exception(error)


async def turn():
    for _ in range(5):
        await asyncio.sleep(0)


def read(reads, *wallets):
    return [asyncio.create_task(reads.read(wallet)) for wallet in wallets]


async def test_reads_that_are_asked_for_together_are_one_question():
    database = Database()
    reads = NewestEntries(database)
    tasks = read(reads, "a", "b", "a", "nobody")
    await turn()
    database.answer(0)
    assert await asyncio.gather(*tasks) == [{"wallet": "a"}, {"wallet": "b"}, {"wallet": "a"}, None]
    assert database.asked == [["a", "b", "nobody"]]


async def test_a_read_begins_after_it_was_asked_for():
    database = Database()
    reads = NewestEntries(database)
    first = read(reads, "a")
    await turn()
    second = read(reads, "a")
    await turn()
    database.answer(0)
    await asyncio.gather(*first)
    assert not second[0].done()
    assert database.asked == [["a"], ["a"]]
    database.answer(1)
    assert await second[0] == {"wallet": "a"}


async def test_reads_wait_for_a_question_to_end_and_then_go_together():
    database = Database()
    reads = NewestEntries(database)
    tasks = []
    for wallet in "abcd":
        tasks += read(reads, wallet)
        await turn()
    assert database.asked == [["a"], ["b"]]
    database.answer(0)
    await turn()
    assert database.asked == [["a"], ["b"], ["c", "d"]]
    database.answer(1)
    database.answer(2)
    assert len(await asyncio.gather(*tasks)) == 4


async def test_nobody_waits_for_two_slow_answers_in_turn():
    database = Database()
    reads = NewestEntries(database)
    tasks = []
    for wallet in "abcd":
        tasks += read(reads, wallet)
        await turn()
    await asyncio.sleep(0.2)
    assert database.asked == [["a"], ["b"], ["c", "d"]]
    for number in range(3):
        database.answer(number)
    await asyncio.gather(*tasks)


async def test_a_question_is_bounded():
    database = Database()
    reads = NewestEntries(database)
    tasks = read(reads, *(str(number) for number in range(WALLETS_OF_A_QUESTION + 1)))
    await turn()
    assert [len(wallets) for wallets in database.asked] == [WALLETS_OF_A_QUESTION, 1]
    database.answer(0)
    database.answer(1)
    assert len(await asyncio.gather(*tasks)) == WALLETS_OF_A_QUESTION + 1


async def test_an_error_reaches_all_who_asked_and_nobody_after_them():
    database = Database()
    reads = NewestEntries(database)
    tasks = read(reads, "a", "b")
    await turn()
    database.answer(0, ConnectionError("gone"))
    assert [type(error) for error in await asyncio.gather(*tasks, return_exceptions=True)] == [ConnectionError] * 2
    again = read(reads, "a")
    await turn()
    database.answer(1)
    assert await again[0] == {"wallet": "a"}


async def test_a_cancelled_reader_does_not_end_the_others_read():
    database = Database()
    reads = NewestEntries(database)
    one, other = read(reads, "a", "a")
    await turn()
    one.cancel()
    await turn()
    database.answer(0)
    assert await other == {"wallet": "a"}
    with pytest.raises(asyncio.CancelledError):
        await one


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
