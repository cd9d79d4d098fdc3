"""`LEDGER_UNAVAILABLE` is a promise that nothing was done. What may yet be stored has an unknown outcome."""

import asyncio

import pytest

from models.ids import new_id
from services.ledger import GrantSource, Ledger
from services.ledger.limits import WriterLimits


@pytest.fixture
async def hurried(database, clock):
    """A ledger that answers within a fraction of a second."""
    ledger = Ledger(database, clock, WriterLimits(deadline_seconds=0.3))
    ledger.start()
    yield ledger
    await ledger.stop()


@pytest.fixture
def stuck(hurried, monkeypatch):
    """A wallet that cannot be read until the event is set, as when a part of the database stands still."""
    wallet, go_on, newest = new_id("wal"), asyncio.Event(), hurried._writer._store.newest

    async def newest_of_most(of):
        if of == wallet:
            await go_on.wait()
        return await newest(of)

    monkeypatch.setattr(hurried._writer._store, "newest", newest_of_most)
    yield wallet, go_on
    go_on.set()


def grant(ledger, wallet, key):
    return ledger.grant(wallet, key, source=GrantSource.WELCOME, amount=1)


async def codes(*calls):
    return [error.code for error in await asyncio.gather(*calls, return_exceptions=True)]


async def test_what_waited_too_long_is_not_done_later(hurried, stuck):
    wallet, go_on = stuck
    first = asyncio.create_task(codes(grant(hurried, wallet, "first")))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(codes(grant(hurried, wallet, "second")))
    assert (await first, await second) == (["LEDGER_UNAVAILABLE"], ["LEDGER_UNAVAILABLE"])
    go_on.set()
    await hurried.stop()
    assert (await hurried.balance(wallet)).seq == 0


async def test_what_waits_for_another_wallet_of_its_commit_has_an_unknown_outcome(hurried, stuck, wallet):
    await grant(hurried, wallet, "before")
    other, go_on = stuck
    assert await codes(grant(hurried, wallet, "k"), grant(hurried, other, "k")) == [
        "UNKNOWN_OUTCOME",
        "LEDGER_UNAVAILABLE",
    ]
    go_on.set()
    await hurried.stop()
    assert [(await hurried.balance(name)).seq for name in (wallet, other)] == [2, 0]
