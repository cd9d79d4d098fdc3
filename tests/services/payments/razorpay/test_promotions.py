"""Orders that were given up here can still be paid at Razorpay: what that does to codes is not done unseen."""

import pytest

from models.ids import new_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from models.promo_redemption import PromoRedemption
from services.payments.order import PurchaseOptions
from services.promotions.definition import PromoDefinition
from services.promotions.reservations import Reservations
from services.promotions.service import Promotions


@pytest.fixture
async def buy(shop, viewer):
    """Buy with a code that a user may have once, and that halves the price."""
    promotions = Promotions(shop.clock, shop.packages)
    code = (await promotions.create("usr_admin", PromoDefinition(code=new_id("C").upper()[:30], percent=50))).code

    async def start():
        options = PurchaseOptions(promo_code=code)
        return (
            await shop.payments.purchase(viewer, "rupees", PaymentMethod.UPI, new_id("key"), "INR", options)
        ).payment

    return start


async def test_a_discount_ends_at_razorpays_smallest_charge_not_at_stripes(shop, viewer):
    promotions = Promotions(shop.clock, shop.packages)
    wanted = PromoDefinition(code=new_id("C").upper()[:30], amounts={"INR": 10**9})
    code = (await promotions.create("usr_admin", wanted)).code
    options = PurchaseOptions(promo_code=code)
    started = await shop.payments.purchase(viewer, "rupees", PaymentMethod.UPI, new_id("key"), "INR", options)
    assert (started.payment.amount, started.payment.status) == (100, PaymentStatus.PENDING)


async def pay(shop, payment):
    await shop.pay(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


async def flags(shop, payment):
    return [flag.code for flag in (await shop.payment(payment)).flags]


async def test_a_code_that_is_had_again_through_a_cancelled_order_is_flagged(shop, viewer, buy):
    first = await buy()
    await shop.payments.cancel(viewer, first.id, "cancel")
    second = await buy()
    assert (first.amount, second.amount) == (24_950, 24_950)
    await pay(shop, second)
    await pay(shop, first)
    await shop.payments.complete_payments(100)
    assert await flags(shop, first) == ["DISCOUNT_BEYOND_CAP"]
    assert await flags(shop, second) == []


async def test_a_cancelled_order_whose_code_nobody_had_again_is_not(shop, viewer, buy):
    payment = await buy()
    await shop.payments.cancel(viewer, payment.id, "cancel")
    await pay(shop, payment)
    await shop.payments.complete_payments(100)
    assert await flags(shop, payment) == []


async def test_two_follow_ups_at_once_do_not_take_its_own_use_for_another(shop, viewer, buy, monkeypatch):
    payment = await buy()
    await shop.payments.cancel(viewer, payment.id, "cancel")
    await shop.payments.complete_payments(100)
    await Payment.get_pymongo_collection().update_one({"_id": payment.id}, {"$set": {"credited_at": shop.clock()}})
    paid = await shop.payment(payment)
    reservations, count = Reservations(), Reservations.uses_of_user

    async def count_after_the_other(self, *of_whom):
        monkeypatch.undo()
        assert not await reservations.is_beyond(paid)
        await reservations.end(paid)
        return await count(self, *of_whom)

    monkeypatch.setattr(Reservations, "uses_of_user", count_after_the_other)
    assert not await Reservations().is_beyond(paid)
    assert await reservations.uses_of_user((await PromoRedemption.get(payment.id)).promo_code_id, viewer.user_id) == 1
