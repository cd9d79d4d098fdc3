"""The scheduled run: when it is due, by one server at a time, and what it puts right."""

import asyncio
from datetime import timedelta

import pytest

from models.ids import first_id, moment_of, new_id
from models.scheduled_run import ScheduledRun
from services.reconciliation import Reconciliation
from tests.support.clock import MovableClock


@pytest.fixture(autouse=True)
async def never_ran(shop):
    await ScheduledRun.find({}).delete()


async def due(shop):
    assert await shop.reconciliation.run_if_due() is None
    shop.clock.advance(minutes=11)


async def missed(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    return [(f"payment:{payment.id}", 500_000)]


async def test_it_credits_what_was_missed_once_a_period(shop, viewer):
    first = await missed(shop, viewer)
    await due(shop)
    report = await shop.reconciliation.run_if_due()
    assert (report.payments, report.found, report.fixed) == (1, 1, 1)
    assert await shop.credits(viewer) == first
    row = await ScheduledRun.get("reconciliation")
    assert row.outcome == {"payments": 1, "found": 1, "fixed": 1, "left": 0}
    assert (row.lease_token, row.lease_until) == (None, None)
    second = await missed(shop, viewer)
    shop.clock.advance(hours=23)
    assert await shop.reconciliation.run_if_due() is None
    shop.clock.advance(hours=2)
    assert (await shop.reconciliation.run_if_due()).fixed == 1
    assert await shop.credits(viewer) == first + second


async def test_of_many_servers_one_runs(shop, viewer):
    credited = await missed(shop, viewer)
    await due(shop)
    servers = [shop.make_reconciliation(shop.payments) for _ in range(8)]
    reports = await asyncio.gather(*(server.run_if_due() for server in servers))
    assert [report.fixed for report in reports if report is not None] == [1]
    assert await shop.credits(viewer) == credited


async def test_a_run_that_was_killed_is_made_by_another_server_after_its_lease(shop, viewer):
    await missed(shop, viewer)
    await due(shop)
    assert await shop.reconciliation._lease.take() is not None
    assert await shop.reconciliation.run_if_due() is None
    shop.clock.advance(minutes=11)
    assert (await shop.reconciliation.run_if_due()).fixed == 1


async def test_who_lost_the_lease_says_no_more_about_the_run(shop):
    await due(shop)
    lost = await shop.reconciliation._lease.take()
    shop.clock.advance(minutes=11)
    kept = await shop.reconciliation._lease.take()
    assert await shop.reconciliation._lease.renew(lost) is False
    assert await shop.reconciliation._lease.finish(lost, {"found": 5}) is False
    assert await shop.reconciliation._lease.finish(kept, {"found": 0}) is True
    assert (await ScheduledRun.get("reconciliation")).outcome == {"found": 0}


async def test_while_a_gateway_does_not_answer_it_is_left_until_the_lease_ends(shop, viewer):
    credited = await missed(shop, viewer)
    await due(shop)
    await shop.control("/faults", path="/v1/payment_intents", times=20, status=500)
    assert await shop.reconciliation.run_if_due() is None
    await shop.clear_faults()
    assert await shop.reconciliation.run_if_due() is None
    shop.clock.advance(minutes=11)
    assert (await shop.reconciliation.run_if_due()).fixed == 1
    assert await shop.credits(viewer) == credited


async def test_it_can_be_switched_off(shop):
    off = Reconciliation(
        payments=shop.payments, gateways=shop.gateways, clock=shop.clock, period_hours=0, lookback_days=7
    )
    assert await off.run_if_due() is None
    assert await ScheduledRun.find({}).count() == 0


def test_identifiers_tell_when_they_were_made():
    now = MovableClock().now
    assert moment_of(first_id("pay", now)) == now
    made = new_id("pay")
    assert first_id("pay", moment_of(made)) <= made < first_id("pay", moment_of(made) + timedelta(milliseconds=1))
