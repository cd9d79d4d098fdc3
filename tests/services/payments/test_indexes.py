"""No query of payments reads a whole collection, however long the history grows."""

import pytest

from models.payment import PaymentStatus
from tests.support.shop import until


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


async def _succeeded(shop, payment):
    return (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
