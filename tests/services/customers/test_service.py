"""A14: each user is one customer at the gateway, whatever happens at sign-up."""

import asyncio

import pytest

from models.customer import Customer
from models.user import User
from services.customers import CustomerService


@pytest.fixture(autouse=True)
async def nobody_is_due(shop):
    await User.get_pymongo_collection().update_many({}, {"$set": {"customer_due_at": None}})
    yield
    await shop.clear_faults()


async def due_at(viewer):
    user = await User.get(viewer.user_id)
    return user.customer_due_at


async def customers_of(shop, viewer):
    """Everybody at Stripe who is this user."""
    listed = (await shop._stripe.get("/v1/customers", params={"limit": 100})).json()["data"]
    return [each["id"] for each in listed if each["metadata"].get("user_id") == viewer.user_id]


async def test_a_user_becomes_a_customer_soon_after_sign_up(shop):
    viewer = await shop.member()

    assert await shop.customers.complete_sign_ups(10) == 1
    assert await shop.customers.complete_sign_ups(10) == 0
    assert await customers_of(shop, viewer) == [await shop.customers.known(viewer.user_id, shop.gateway)]
    assert await due_at(viewer) is None


async def test_servers_that_sweep_at_once_make_one_customer(shop):
    viewer = await shop.member()
    servers = [CustomerService(shop.gateways, shop.clock) for _ in range(5)]

    await asyncio.gather(*(server.complete_sign_ups(10) for server in servers))
    await asyncio.gather(*(server.ensure(viewer.user_id, shop.gateway) for server in servers))
    assert len(await customers_of(shop, viewer)) == 1
    assert await Customer.find({"user_id": viewer.user_id}).count() == 1


async def test_while_stripe_is_down_nothing_is_made_and_later_it_is(shop):
    viewer = await shop.member()
    await shop.control("/faults", path="/v1/customers", status=500, times=100)

    assert await shop.customers.complete_sign_ups(10) == 0
    assert await shop.customers.known(viewer.user_id, shop.gateway) is None
    assert (await due_at(viewer) - shop.clock()).total_seconds() == pytest.approx(60, abs=30)
    await shop.clear_faults()
    assert await shop.customers.complete_sign_ups(10) == 0
    shop.clock.advance(seconds=120)
    assert await shop.customers.complete_sign_ups(10) == 1


async def test_an_answer_that_was_lost_makes_no_second_customer(shop):
    viewer = await shop.member()
    await shop.control("/faults", path="/v1/customers", delay_after_seconds=10)

    await shop.customers.complete_sign_ups(10)
    shop.clock.advance(seconds=120)
    await shop.customers.complete_sign_ups(10)
    assert await customers_of(shop, viewer) == [await shop.customers.known(viewer.user_id, shop.gateway)]


async def test_whoever_never_signed_up_is_no_customer(shop):
    assert await shop.customers.ensure(shop.someone().user_id, shop.gateway) is None
