"""Fault row 28, in part: the limit of unpaid payments holds whatever comes at the same instant, on any server."""

import asyncio

import pytest

from models.ids import new_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from services.payments import Payments
from services.payments.errors import TooManyOpenPaymentsError
from services.payments.slots import free_slots


@pytest.mark.parametrize(
    ("taken", "limit", "free"),
    [
        ([], 3, [0, 1, 2]),
        ([1], 3, [0, 2]),
        ([0, 1, 2], 3, []),
        ([None], 3, [0, 1]),
        ([None, 0], 3, [1]),
        ([None, 2], 3, [0]),
        ([5], 3, [0, 1]),
        ([5, 2], 3, [0]),
        ([5, 6, 7], 3, []),
        ([0, 1, 2, 3, 4], 3, []),
        ([4], 1, []),
        ([0], 1, []),
    ],
)
def test_what_is_open_elsewhere_takes_a_slot_too(taken, limit, free):
    assert free_slots(taken, limit) == free


@pytest.fixture
def servers(shop, settings):
    """Two servers with a limit of three."""
    limited = settings.model_copy(update={"open_payments_per_user": 3})
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    return [Payments(settings=limited, **parts) for _ in range(2)]


def buy(server, viewer, key=None):
    return server.purchase(viewer, "package_500k", PaymentMethod.CARD, key or new_id("key"))


async def open_of(viewer):
    return await Payment.find({"user_id": viewer.user_id, "open": True}).to_list()


async def test_calls_at_the_same_instant_on_two_servers_do_not_exceed_the_limit(servers, viewer):
    calls = [buy(server, viewer) for server in servers for _ in range(15)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in refused} == {TooManyOpenPaymentsError}
    assert len(refused) == 27
    assert sorted(payment.slot for payment in await open_of(viewer)) == [0, 1, 2]


async def test_a_closed_payment_leaves_its_slot(servers, shop, viewer):
    started = [(await buy(servers[0], viewer)).payment for _ in range(3)]
    with pytest.raises(TooManyOpenPaymentsError):
        await buy(servers[0], viewer)
    await shop.confirm(started[0])
    await shop.becomes(started[0], PaymentStatus.SUCCEEDED)
    again = await buy(servers[1], viewer)
    assert again.payment.slot == started[0].slot
    await servers[0].cancel(viewer, started[1].id, "cancel")
    assert (await buy(servers[1], viewer)).payment.slot == started[1].slot


async def test_payments_of_a_higher_limit_or_without_a_slot_count(servers, shop, viewer):
    before = [(await shop.buy(viewer)).payment for _ in range(3)]
    raw = shop.database["payments"]
    # Beyond every slot that the purchases before may have drawn.
    await raw.update_one({"_id": before[0].id}, {"$set": {"slot": 1017}})
    await raw.update_one({"_id": before[1].id}, {"$unset": {"slot": ""}})
    await raw.update_one({"_id": before[2].id}, {"$set": {"slot": 1018}})
    with pytest.raises(TooManyOpenPaymentsError):
        await buy(servers[0], viewer)
    await servers[0].cancel(viewer, before[2].id, "cancel")
    results = await asyncio.gather(*(buy(servers[0], viewer) for _ in range(8)), return_exceptions=True)
    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert len(await open_of(viewer)) == 3


async def test_the_same_key_at_the_limit_gives_the_same_purchase(servers, viewer):
    calls = [buy(server, viewer, "key") for server in servers for _ in range(5)]
    started = await asyncio.gather(*calls)
    assert len({each.payment.id for each in started}) == 1
    await asyncio.gather(*(buy(servers[0], viewer) for _ in range(2)))
    assert (await buy(servers[1], viewer, "key")).payment.id == started[0].payment.id
