"""No query of payments reads a whole collection, however long the history grows."""

import pytest

from models.payment import PaymentStatus
from services.auto_top_up.service import AutoTopUpOrder
from services.money import Money
from tests.support.waiting import until


@pytest.fixture
async def profiled(shop):
    """Records every operation of the test; gives those that read a collection from end to end."""
    await shop.database.command("profile", 2)

    async def scans():
        rows = shop.database["system.profile"].find({"planSummary": "COLLSCAN", "ns": {"$not": {"$regex": "profile"}}})
        return [(row["ns"].partition(".")[2], row["op"], row["command"]) async for row in rows]

    yield scans
    await shop.database.command("profile", 0)


async def test_every_query_uses_an_index(shop, viewer, profiled):
    paid, given_up = (await shop.buy(viewer, key="one")).payment, (await shop.buy(viewer, key="two")).payment
    await shop.buy(viewer, key="one")
    await shop.payments.cancel(viewer, given_up.id, "cancel")
    await shop.confirm(paid)
    await until(lambda: _succeeded(shop, paid))
    await shop.payments.payment(viewer, paid.id)
    await shop.payments.history(viewer, shop.page(20, after=paid.id))
    shop.clock.advance(days=2)
    await shop.payments.complete_payments(100)
    seen = {row["ns"].partition(".")[2] async for row in shop.database["system.profile"].find()}
    assert {"payments", "webhook_events", "ledger_entries"} <= seen
    assert await profiled() == []


async def test_no_pass_of_a_sweeper_reads_a_whole_collection(shop, viewer, profiled):
    member = await shop.member()
    paid = (await shop.buy(viewer)).payment
    await shop.confirm(paid)
    await until(lambda: _succeeded(shop, paid))
    await shop.reversals.refund(shop.someone(), paid.id, 100, "a test", "key")
    await shop.subscriptions.subscribe(member, "pro", "key", "CNY")
    await shop.auto_top_ups.set(member, await _order(shop, member), "key")
    shop.clock.advance(days=2)
    await shop.payments.complete_payments(100)
    await shop.reversals.complete(100)
    await shop.auto_top_ups.sweep(100)
    await shop.subscriptions.complete_subscriptions(100)
    await shop.customers.complete_sign_ups(100)
    seen = {row["ns"].partition(".")[2] async for row in shop.database["system.profile"].find()}
    assert {"payments", "refunds", "auto_top_ups", "subscriptions", "users"} <= seen
    assert await profiled() == []


async def _order(shop, member):
    return AutoTopUpOrder(
        enabled=True,
        threshold_tokens=1_000,
        package_id="package_100k",
        monthly_cap=Money(2_500, "CNY"),
        saved_card_id=await shop.save_card(member),
        consent=True,
    )


async def _succeeded(shop, payment):
    return (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
