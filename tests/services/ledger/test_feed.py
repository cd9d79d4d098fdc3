"""Watching a balance (B10)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from database.setup import Database
from services.change_stream import TooManyWatchersError
from services.ledger import GrantSource, Ledger
from services.ledger import feed as feed_module
from services.ledger.feed import BalanceFeed
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
async def feed(database: Database, ledger: Ledger) -> AsyncIterator[BalanceFeed]:
    feed = BalanceFeed(database, ledger)
    yield feed
    await feed.stop()


async def grant(ledger: Ledger, wallet: str, key: str, amount: int) -> None:
    await ledger.grant(wallet, f"test:{key}", source=GrantSource.ADMIN, amount=amount)


async def following(balances) -> int:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return (await anext(balances)).available


async def test_the_present_balance_comes_first_then_every_change(feed, ledger, wallet):
    await grant(ledger, wallet, "1", 10)
    async with aclosing(feed.watch(wallet)) as balances:
        assert await following(balances) == 10
        await grant(ledger, wallet, "2", 5)
        assert await following(balances) == 15
        await ledger.spend(wallet, "test:3", amount=15)
        assert await following(balances) == 0


async def test_a_change_by_another_server_is_heard(feed, database, wallet, clock):
    other = Ledger(database, clock)
    other.start()
    async with aclosing(feed.watch(wallet)) as balances:
        assert await following(balances) == 0
        await grant(other, wallet, "1", 7)
        assert await following(balances) == 7
    await other.stop()


async def test_other_wallets_and_equal_balances_are_not_told(feed, ledger, wallet):
    async with aclosing(feed.watch(wallet)) as balances:
        assert await following(balances) == 0
        await grant(ledger, wallet + "x", "1", 7)
        await ledger.freeze(wallet, "test:freeze", reference="none")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await anext(balances)


async def test_a_slow_reader_gets_the_newest(feed, ledger, wallet):
    async with aclosing(feed.watch(wallet)) as balances:
        await following(balances)
        for number in range(20):
            await grant(ledger, wallet, str(number), 1)
        await asyncio.sleep(0.3)
        assert await following(balances) == 20


async def test_a_broken_change_stream_is_opened_again(feed, ledger, wallet, mongo_client):
    async with aclosing(feed.watch(wallet)) as balances:
        await following(balances)
        found = await mongo_client.admin.aggregate(
            [{"$currentOp": {"idleCursors": True, "allUsers": True}}, {"$match": {"cursor.tailable": True}}]
        )
        cursors = [operation["cursor"]["cursorId"] for operation in await found.to_list()]
        assert cursors
        await ledger._store._entries.database.command("killCursors", "ledger_entries", cursors=cursors)
        await grant(ledger, wallet, "1", 9)
        assert await following(balances) == 9


async def test_watchers_are_limited_and_leave_nothing_behind(feed, wallet, monkeypatch):
    monkeypatch.setattr(feed_module, "MOST_WATCHERS_OF_A_WALLET", 2)
    first, second, third = (feed.watch(wallet) for _ in range(3))
    await anext(first)
    await anext(second)
    with pytest.raises(TooManyWatchersError):
        await anext(third)
    await first.aclose()
    await second.aclose()
    assert (dict(feed._watchers), feed._count) == ({}, 0)
