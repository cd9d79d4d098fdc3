"""Holds that a crash left open."""

from datetime import timedelta

import pytest

from services.ledger import GrantSource
from services.ledger.sweeper import HoldSweeper


@pytest.fixture
async def sweeper(database, ledger, clock):
    await database["sweep_cursors"].delete_many({})
    return HoldSweeper(database, ledger, clock)


async def open_hold(ledger, wallet, clock, hold_id="gen_1", **expiry):
    await ledger.grant(wallet, f"g:{hold_id}", source=GrantSource.WELCOME, amount=10)
    await ledger.hold(wallet, hold_id, hold_id=hold_id, amount=10, expires_at=clock.now + timedelta(**expiry))


async def test_an_expired_hold_is_released_once(sweeper, ledger, wallet, clock):
    await open_hold(ledger, wallet, clock, minutes=5)
    assert await sweeper.sweep() == 0
    clock.move(minutes=5)
    assert await sweeper.sweep() == 1
    assert await sweeper.sweep() == 0
    balance = await ledger.balance(wallet)
    assert (balance.available, balance.held, balance.seq) == (10, 0, 3)


async def test_a_renewed_hold_is_left_alone_until_its_new_expiry(sweeper, ledger, wallet, clock):
    await open_hold(ledger, wallet, clock, minutes=5)
    await ledger.renew(wallet, "gen_1", expires_at=clock.now + timedelta(minutes=20))
    clock.move(minutes=6)
    assert await sweeper.sweep() == 0
    clock.move(minutes=15)
    assert await sweeper.sweep() == 1


async def test_a_settled_hold_is_left_alone(sweeper, ledger, wallet, clock):
    await open_hold(ledger, wallet, clock, minutes=5)
    await ledger.settle(wallet, "gen_1", amount=4)
    clock.move(minutes=6)
    assert await sweeper.sweep() == 0
    assert (await ledger.balance(wallet)).available == 6


async def test_a_hold_opened_by_a_server_whose_clock_runs_behind_is_found(sweeper, ledger, wallet, clock):
    clock.move(minutes=10)
    await sweeper.sweep()
    clock.move(minutes=-3)
    await open_hold(ledger, wallet, clock, minutes=1)
    clock.move(minutes=4)
    assert await sweeper.sweep() == 1


async def test_a_wallet_that_cannot_be_read_keeps_no_other_waiting_and_is_tried_again(
    sweeper, database, ledger, wallet, clock
):
    broken = f"{wallet}_broken"
    await open_hold(ledger, broken, clock, hold_id="gen_a", minutes=1)
    await open_hold(ledger, wallet, clock, hold_id="gen_b", minutes=2)
    entries = database["ledger_entries"]
    newest = await entries.find_one({"wallet": broken, "seq": 2})
    spoilt = {"$set": {"state.grants.0.source": "no such source"}}
    await entries.update_one({"_id": newest["_id"]}, spoilt)
    clock.move(minutes=3)
    assert await sweeper.sweep() == 1
    assert (await ledger.balance(wallet)).held == 0
    clock.move(days=1)
    await entries.replace_one({"_id": newest["_id"]}, newest)
    assert await sweeper.sweep() == 1
    assert (await ledger.balance(broken)).held == 0
    cursor = await database["sweep_cursors"].find_one({"_id": "ledger_holds"})
    assert (cursor["retry"], cursor["swept_to"]) == ([], clock.now)
