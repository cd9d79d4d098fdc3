"""Refills in the ledger: the rule, races, and what a sweeper told of beforehand."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.ledger import GrantSource, Ledger
from services.ledger.audit import audit_ledger
from services.ledger.commands import GrantTokens, HoldTokens, Refill, Release, Spend
from services.ledger.errors import AmountOutOfRangeError, InsufficientTokensError, RefillNotDueError
from tests.services.ledger.test_ledger import entry_count, outcomes
from tests.services.ledger.test_rules import Wallet, moved

DUE = datetime(2026, 3, 1, tzinfo=UTC)
NEXT = DUE + timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def in_memory() -> Wallet:
    return Wallet()


def test_an_interval_is_refilled_once_from_its_beginning_on(in_memory):
    assert in_memory.refused(Refill(DUE, 5), DUE - SECOND).code == "REFILL_NOT_DUE"
    assert moved(in_memory.do(Refill(DUE, 5), DUE)) == [("grant", 5, "g1")]
    assert (in_memory.state.last_refill_at, in_memory.state.grants[0].source) == (DUE, GrantSource.REFILL)
    assert in_memory.refused(Refill(DUE, 5), NEXT).code == "REFILL_NOT_DUE"
    in_memory.do(Refill(NEXT, 5), NEXT)
    assert in_memory.refused(Refill(NEXT - SECOND, 5), NEXT + SECOND).code == "REFILL_NOT_DUE"
    assert in_memory.pockets(NEXT) == (10, 0, 0, 0)


def test_with_a_cap_only_what_is_missing_of_refilled_tokens_is_added(in_memory):
    in_memory.do(GrantTokens(GrantSource.CLAIM, 100))
    in_memory.do(Refill(DUE, 10, 10), DUE)
    in_memory.do(Spend(103), DUE)  # the oldest of free tokens first: 3 of the refill
    assert moved(in_memory.do(Refill(NEXT, 10, 10), NEXT)) == [("grant", 3, "g2")]
    assert in_memory.pockets(NEXT) == (10, 0, 0, 0)


def test_held_tokens_count_against_the_cap_since_they_may_return(in_memory):
    in_memory.do(Refill(DUE, 10, 10), DUE)
    in_memory.do(HoldTokens("h", 8, NEXT + SECOND), DUE)
    assert in_memory.refused(Refill(NEXT, 10, 10), NEXT).code == "REFILL_NOT_DUE"
    in_memory.do(Release("h"), NEXT)
    assert in_memory.pockets(NEXT) == (10, 0, 0, 0)


def test_a_full_wallet_is_not_refilled_and_its_interval_not_used_up(in_memory):
    in_memory.do(Refill(DUE, 10, 10), DUE)
    assert in_memory.refused(Refill(NEXT, 10, 10), NEXT).code == "REFILL_NOT_DUE"
    assert in_memory.state.last_refill_at == DUE


@pytest.mark.parametrize("refill", [Refill(DUE, 0), Refill(DUE, -1), Refill(DUE, 2**63), Refill(DUE, 1, 0)])
def test_amounts_out_of_range_are_refused(in_memory, refill):
    assert in_memory.refused(refill, DUE).code == AmountOutOfRangeError.code


async def test_1000_concurrent_refills_by_two_ledgers_give_one(database, ledger, clock, wallet):
    other = Ledger(database, clock)
    other.start()
    both = (ledger, other)
    calls = (both[number % 2].refill(wallet, due_at=DUE, amount=5, most=5) for number in range(1_000))
    results = await asyncio.gather(*calls)
    await other.stop()
    assert sum(not posted.replayed for posted in results) == 1
    assert {posted.entry_id for posted in results} == {results[0].entry_id}
    assert (await ledger.balance(wallet)).free == 5
    assert await entry_count(database, wallet) == 1


async def test_a_cap_is_exact_whatever_is_spent_and_refilled_at_once(database, ledger, clock, wallet):
    other = Ledger(database, clock)
    other.start()
    await ledger.refill(wallet, due_at=DUE - timedelta(days=1), amount=100, most=100)
    spends = [ledger.spend(wallet, f"s{number}", amount=3) for number in range(40)]
    refills = [other.refill(wallet, due_at=DUE + number * SECOND, amount=40, most=100) for number in range(20)]
    await asyncio.gather(*spends, *refills, return_exceptions=True)
    await other.stop()
    async for entry in database["ledger_entries"].find({"wallet": wallet}):
        assert sum(grant["available"] for grant in entry["state"]["grants"]) <= 100
    report = await audit_ledger(database, wallet=wallet, ledger_only=True)
    assert report.clean, report.findings


async def test_a_refill_that_was_seen_coming_is_made_for_whoever_looks_first(ledger, clock, wallet):
    due_at = clock.now + SECOND
    ledger.expect_refill(wallet, due_at=due_at, amount=5, most=5)
    assert (await ledger.balance(wallet)).available == 0
    clock.move(seconds=1)
    assert (await ledger.balance(wallet)).available == 5
    assert (await ledger.balance(wallet)).seq == 1
    assert await ledger.last_refill_at(wallet) == due_at


async def test_100_spends_at_once_find_the_refill_that_falls_due(ledger, database, clock, wallet):
    ledger.expect_refill(wallet, due_at=clock.now, amount=70, most=70)
    spends = (ledger.spend(wallet, f"s{number}", amount=1) for number in range(100))
    assert await outcomes(*spends) == {"Posted": 70, InsufficientTokensError.code: 30}
    assert await entry_count(database, wallet) == 71


async def test_a_hold_finds_it_too_and_what_is_done_already_does_not_stand_in_the_way(ledger, clock, wallet):
    await ledger.refill(wallet, due_at=clock.now, amount=5)
    ledger.expect_refill(wallet, due_at=clock.now - SECOND, amount=5)
    held = await ledger.hold(wallet, "h", hold_id="h", amount=5, expires_at=clock.now + SECOND)
    assert (held.balance.held, held.seq) == (5, 2)


async def test_a_refill_for_other_amounts_under_the_same_key_is_the_same_refill(ledger, clock, wallet):
    first = await ledger.refill(wallet, due_at=clock.now, amount=5)
    again = await ledger.refill(wallet, due_at=clock.now, amount=50)
    assert (again.replayed, again.granted, again.seq) == (True, 5, first.seq)
    with pytest.raises(RefillNotDueError):
        await ledger.refill(wallet, due_at=clock.now - SECOND, amount=5)
