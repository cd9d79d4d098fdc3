"""A10, A1: the first-purchase discount is had once, by whoever has not bought yet, and shown beforehand."""

import asyncio

import pytest

from models.first_purchase import FirstPurchase
from models.payment import DiscountKind, PaymentStatus
from services.money import Money


@pytest.fixture(scope="module")
def first_purchase_percent() -> int:
    return 20


async def prices_of(shop, viewer):
    on_sale = [(package, package.prices[0]) for package in map(shop.packages.package, ("package_500k", "cheap"))]
    return await shop.payments.first_purchase_prices(viewer, on_sale)


async def test_the_first_purchase_costs_less_and_the_second_does_not(shop, viewer, buy):
    assert await prices_of(shop, viewer) == [Money(2800, "CNY"), None]
    first = await buy(viewer)
    assert (first.subtotal, first.amount, first.first_purchase) == (3500, 2800, True)
    assert [(line.kind, line.amount) for line in first.discounts] == [(DiscountKind.FIRST_PURCHASE, 700)]
    assert await prices_of(shop, viewer) == [None, None]
    assert (await buy(viewer)).amount == 3500
    await shop.confirm(first)
    await shop.becomes(first, PaymentStatus.SUCCEEDED)
    assert (await buy(viewer)).amount == 3500
    assert await prices_of(shop, viewer) == [None, None]


async def test_of_first_purchases_at_the_same_instant_on_two_servers_one_has_the_discount(servers, viewer, buy):
    payments = await asyncio.gather(*(buy(viewer, server=servers[n % 2]) for n in range(16)))
    assert sorted(payment.amount for payment in payments) == [2800] + [3500] * 15
    assert (await FirstPurchase.get(viewer.user_id)).payment_id in {each.id for each in payments if each.first_purchase}


async def test_left_unpaid_it_can_be_had_again_and_only_once(shop, viewer, buy):
    first = await buy(viewer)
    await shop.payments.cancel(viewer, first.id, "cancel")
    second = await buy(viewer)
    await shop.payments._parts.events._follow_up.run(first.id)
    assert ((await buy(viewer)).amount, second.amount) == (3500, 2800)


async def test_a_payment_that_was_paid_after_all_has_used_it(shop, viewer, buy):
    first = await buy(viewer)
    closed = {"open": False, "status": PaymentStatus.CANCELLED.value}
    await shop.database["payments"].update_one({"_id": first.id}, {"$set": closed})
    await shop.payments.complete_payments(100)
    assert await FirstPurchase.get(viewer.user_id) is None
    await shop.confirm(first)
    await shop.becomes(first, PaymentStatus.SUCCEEDED)
    assert (await FirstPurchase.get(viewer.user_id)).payment_id == first.id


async def test_of_given_up_payments_that_are_paid_at_once_on_two_servers_one_keeps_the_discount(
    shop, servers, viewer, buy
):
    """As with orders that the gateway cannot cancel."""
    await shop.control("/deliveries/hold")
    closed = {"open": False, "status": PaymentStatus.CANCELLED.value}
    payments = []
    for _ in range(4):
        payments.append(await buy(viewer))
        await shop.database["payments"].update_one({"_id": payments[-1].id}, {"$set": closed})
        await shop.payments.complete_payments(100)
        await shop.confirm(payments[-1])
    assert {payment.amount for payment in payments} == {2800}
    await asyncio.gather(
        *(server.follow("stripe", payment.gateway_reference) for payment in payments for server in servers)
    )
    ends = [await shop.payment(payment) for payment in payments]
    assert [each.credited_at is not None for each in ends].count(True) == 1
    assert [each.denied_at is not None for each in ends].count(True) == 3
    [kept] = [each for each in ends if each.credited_at is not None]
    row = await FirstPurchase.get(viewer.user_id)
    assert (row.payment_id, row.used_at) == (kept.id, kept.secured_at)
    await shop.control("/deliveries/release")


async def test_a_code_that_saves_less_is_left_for_another_time(shop, viewer, buy, code):
    name = await code(percent=5, total_cap=1)
    first = await buy(viewer, promo_code=name)
    assert (first.amount, first.promo_code, first.first_purchase) == (2800, None, True)
    second = await buy(viewer, promo_code=name)
    assert (second.amount, second.promo_code, second.first_purchase) == (3325, name, False)


async def test_a_code_that_saves_more_leaves_the_discount_for_another_time(shop, viewer, buy, code):
    first = await buy(viewer, promo_code=await code(percent=40))
    assert (first.amount, first.first_purchase) == (2100, False)
    assert (await buy(viewer)).amount == 2800
