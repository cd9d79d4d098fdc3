"""The ledger against a real MongoDB: concurrency, idempotency, and what stands in the database afterwards."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from pymongo.errors import WriteError

from services.errors import InvalidInputError
from services.ledger import GrantSource, Ledger, UsageRecord
from services.ledger.audit import audit_ledger
from services.ledger.errors import (
    HoldEndedError,
    IdempotencyConflictError,
    InsufficientTokensError,
    LedgerUnavailableError,
)


async def outcomes(*calls) -> Counter[str]:
    results = await asyncio.gather(*calls, return_exceptions=True)
    return Counter(getattr(result, "code", type(result).__name__) for result in results)


@pytest.fixture(autouse=True)
async def audited(database):
    """Whatever a test does, the books are clean after it."""
    yield
    report = await audit_ledger(database, ledger_only=True)
    assert report.clean, report.findings


async def entry_count(database, wallet) -> int:
    return await database["ledger_entries"].count_documents({"wallet": wallet})


async def test_an_unknown_wallet_is_empty(ledger, wallet):
    balance = await ledger.balance(wallet)
    assert (balance.available, balance.held, balance.debt, balance.seq) == (0, 0, 0, 0)


async def test_the_same_key_has_one_effect_and_one_answer(ledger, database, wallet):
    first = await ledger.grant(wallet, "k", source=GrantSource.WELCOME, amount=10)
    second = await ledger.grant(wallet, "k", source=GrantSource.WELCOME, amount=10)
    assert (first.replayed, second.replayed) == (False, True)
    assert (second.entry_id, second.seq, second.balance) == (first.entry_id, 1, first.balance)
    assert await entry_count(database, wallet) == 1


async def test_the_same_key_for_other_input_is_refused(ledger, database, wallet):
    await ledger.grant(wallet, "k", source=GrantSource.WELCOME, amount=10)
    with pytest.raises(IdempotencyConflictError):
        await ledger.grant(wallet, "k", source=GrantSource.WELCOME, amount=11)
    with pytest.raises(IdempotencyConflictError):
        await ledger.spend(wallet, "k", amount=10)
    assert await entry_count(database, wallet) == 1


async def test_one_key_sent_50_times_at_once_has_one_effect(ledger, wallet):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=100)
    assert await outcomes(*(ledger.spend(wallet, "k", amount=7) for _ in range(50))) == {"Posted": 50}
    assert (await ledger.balance(wallet)).available == 93


async def test_the_retry_of_a_spend_that_emptied_the_wallet_is_not_refused(ledger, wallet):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=7)
    await ledger.spend(wallet, "k", amount=7)
    again = await ledger.spend(wallet, "k", amount=7)
    assert (again.replayed, again.balance.available) == (True, 0)


async def test_a_refusal_leaves_nothing_behind_and_its_key_free(ledger, database, wallet):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=3)
    with pytest.raises(InsufficientTokensError) as refusal:
        await ledger.spend(wallet, "k", amount=4)
    assert (refusal.value.required, refusal.value.available) == (4, 3)
    assert await entry_count(database, wallet) == 1
    await ledger.grant(wallet, "g2", source=GrantSource.CLAIM, amount=1)
    assert (await ledger.spend(wallet, "k", amount=4)).balance.available == 0


async def test_1000_concurrent_spends_of_the_last_tokens_spend_exactly_what_was_there(ledger, wallet):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=1000)
    spends = (ledger.spend(wallet, f"s{number}", amount=3) for number in range(1000))
    assert await outcomes(*spends) == {"Posted": 333, "INSUFFICIENT_TOKENS": 667}
    balance = await ledger.balance(wallet)
    assert (balance.available, balance.lifetime_spent) == (1, 999)


async def test_1000_concurrent_claims_give_one(ledger, wallet):
    claims = (ledger.claim(wallet, f"c{number}", amount=5, period_seconds=86_400) for number in range(1000))
    assert await outcomes(*claims) == {"Posted": 1, "CLAIM_TOO_EARLY": 999}
    assert (await ledger.balance(wallet)).available == 5


async def test_several_writers_on_one_wallet_lose_nothing(database, clock, wallet):
    ledgers = [Ledger(database, clock) for _ in range(4)]
    for ledger in ledgers:
        ledger.start()
    await ledgers[0].grant(wallet, "g", source=GrantSource.WELCOME, amount=500)
    spends = (ledgers[number % 4].spend(wallet, f"s{number}", amount=1) for number in range(600))
    assert await outcomes(*spends) == {"Posted": 500, "INSUFFICIENT_TOKENS": 100}
    assert [(await ledger.balance(wallet)).available for ledger in ledgers] == [0, 0, 0, 0]
    await asyncio.gather(*(ledger.stop() for ledger in ledgers))


async def test_a_hold_is_settled_once_and_its_usage_stands_in_the_entry(ledger, wallet, clock):
    usage = UsageRecord(kind="chat", model="m", input_tokens=3, output_tokens=4, rates={"input": 1_000_000})
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=100)
    expiry = clock.now + timedelta(minutes=5)
    hold = await ledger.hold(wallet, "h", hold_id="gen_1", amount=60, expires_at=expiry)
    assert (hold.balance.available, hold.balance.held) == (40, 60)
    first = await ledger.settle(wallet, "gen_1", amount=7, usage=usage)
    again = await ledger.settle(wallet, "gen_1", amount=7, usage=usage)
    assert (again.replayed, again.seq, again.usage) == (True, first.seq, usage)
    assert (first.balance.available, first.balance.held, first.balance.lifetime_spent) == (93, 0, 7)
    with pytest.raises(HoldEndedError):
        await ledger.release(wallet, "gen_1")
    with pytest.raises(HoldEndedError):
        await ledger.settle(wallet, "gen_1", amount=8, usage=usage)


async def test_a_hold_replays_by_what_the_client_asked_for(ledger, wallet, clock):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=100)
    expiry = clock.now + timedelta(minutes=5)
    await ledger.hold(wallet, "h", hold_id="a", amount=60, expires_at=expiry, request={"message": "hello"})
    again = await ledger.hold(
        wallet, "h", hold_id="b", amount=61, expires_at=clock.move(seconds=1), request={"message": "hello"}
    )
    assert (again.replayed, again.hold["id"], again.hold["amount"]) == (True, "a", 60)


async def test_settle_and_release_at_once_end_a_hold_once(ledger, wallet, clock):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=100)
    for number in range(10):
        hold_id = f"gen_{number}"
        await ledger.hold(wallet, hold_id, hold_id=hold_id, amount=10, expires_at=clock.now + timedelta(minutes=5))
        calls = [ledger.settle(wallet, hold_id, amount=1), ledger.release(wallet, hold_id)]
        assert await outcomes(*calls) == {"Posted": 1, "HOLD_ENDED": 1}
    assert (await ledger.balance(wallet)).held == 0


async def test_entries_keep_the_order_of_time_when_a_clock_goes_back(ledger, wallet, clock):
    first = await ledger.grant(wallet, "a", source=GrantSource.WELCOME, amount=1)
    clock.move(hours=-2)
    second = await ledger.grant(wallet, "b", source=GrantSource.WELCOME, amount=1)
    assert second.at == first.at


async def test_a_cancelled_caller_does_not_stop_the_writer(ledger, wallet):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=10)
    task = asyncio.create_task(ledger.spend(wallet, "k", amount=1))
    await asyncio.sleep(0)
    task.cancel()
    assert (await asyncio.gather(task, return_exceptions=True))[0].__class__ is asyncio.CancelledError
    assert (await ledger.spend(wallet, "k2", amount=1)).balance.available in {8, 9}


async def test_what_cannot_be_encoded_fails_alone(ledger, wallet):
    bad = ledger.grant(wallet, "bad", source=GrantSource.PURCHASE, amount=1, reference="\ud800")
    good = ledger.grant(wallet, "good", source=GrantSource.PURCHASE, amount=1, reference="pay_1")
    results = await asyncio.gather(bad, good, return_exceptions=True)
    assert isinstance(results[0], InvalidInputError)
    assert results[1].balance.purchased == 1


async def test_paid_credits_are_never_refused_for_size(ledger, database, wallet):
    for number in range(200):
        await ledger.grant(wallet, f"p{number}", source=GrantSource.PURCHASE, amount=10, reference=f"pay_{number:026}")
    assert (await ledger.balance(wallet)).purchased == 2000
    assert await database["ledger_snapshots"].count_documents({"wallet": wallet}) > 0
    assert (await ledger.spend(wallet, "s", amount=1995)).balance.purchased == 5


async def test_a_stopped_ledger_is_unavailable(database, clock, wallet):
    ledger = Ledger(database, clock)
    ledger.start()
    await ledger.stop()
    with pytest.raises(LedgerUnavailableError):
        await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=1)


@pytest.mark.parametrize("amount", [1.5, 1, "1"])
async def test_mongodb_itself_refuses_an_amount_that_is_not_an_int64(ledger, database, wallet, amount):
    await ledger.grant(wallet, "g", source=GrantSource.WELCOME, amount=1)
    entry = await database["ledger_entries"].find_one({"wallet": wallet})
    entry |= {"_id": None, "seq": entry["seq"] + 1, "key": "float"}
    entry["changes"][0]["amount"] = amount
    with pytest.raises(WriteError, match="failed validation"):
        await database["ledger_entries"].insert_one(entry)
