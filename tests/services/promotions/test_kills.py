"""A server dies after any step of what money with a promotion brings: another one completes it, and nothing twice."""

import asyncio

import pytest

from models.payment import PaymentStatus
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption, RedemptionState
from models.refund import Refund
from services.ledger.audit import audit_ledger
from tests.support.kill_switch import kill_switch

BONUS = 9_000
STEPS_MAXIMUM = 40


@pytest.fixture
async def quiet(shop):
    """No webhook comes by itself."""
    await shop.control("/deliveries/hold")
    yield
    await shop.control("/deliveries/release")


async def killed_after(shop, step, payment):
    """Let a server follow the payment and die after `step` steps; false when it came to its end before."""
    with kill_switch(step) as switch:
        try:
            await shop.new_server().payments.follow("stripe", payment.gateway_reference)
        except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
            print(step, type(error).__name__, switch.steps)
    return switch.dead


async def others_go_on(shop, payment):
    """The event comes again, at two servers at once, and later their sweepers."""
    servers = [shop.new_server(), shop.new_server()]
    await asyncio.gather(*(each.payments.follow("stripe", payment.gateway_reference) for each in servers))
    shop.clock.advance(minutes=2)
    for server in servers:
        await server.sweep(100)


async def redeemed(name):
    return (await PromoCode.find_one({"code": name})).redeemed


async def test_what_a_credit_brings_is_there_once(shop, registered, buy, code, quiet):
    for step in range(1, STEPS_MAXIMUM):
        referrer = await registered()
        referred = await registered(referred_by=referrer.user_id)
        name = await code(bonus_tokens=BONUS, total_cap=1)
        payment = await buy(referred, promo_code=name)
        await shop.confirm(payment)
        dead = await killed_after(shop, step, payment)
        await others_go_on(shop, payment)
        stored = await shop.payment(payment)
        assert (stored.status, stored.follow_up_at) == (PaymentStatus.SUCCEEDED, None)
        assert sorted(await shop.credits(referred)) == [
            (f"bonus:{payment.id}", BONUS),
            (f"payment:{payment.id}", 500_000),
            (f"referral:{payment.id}:referred", 300),
        ]
        assert await shop.credits(referrer) == [(f"referral:{payment.id}:referrer", 700)]
        assert (await redeemed(name), (await PromoRedemption.get(payment.id)).state) == (1, RedemptionState.USED)
        if not dead:
            break
    else:
        raise AssertionError("it never came to its end")
    assert (await audit_ledger(shop.database)).findings == []


async def test_what_is_denied_goes_back_once_and_is_never_credited(shop, buy, code, quiet):
    for step in range(1, STEPS_MAXIMUM):
        viewer, name = shop.someone(), await code(percent=10, total_cap=1)
        payment = await buy(viewer, promo_code=name)
        given_up = {"open": False, "status": PaymentStatus.CANCELLED.value}
        await shop.database["payments"].update_one({"_id": payment.id}, {"$set": given_up})
        await shop.payments.complete_payments(100)
        await buy(shop.someone(), promo_code=name)
        await shop.confirm(payment)
        dead = await killed_after(shop, step, payment)
        await others_go_on(shop, payment)
        stored = await shop.payment(payment)
        assert (stored.status, stored.reversal_due_at) == (PaymentStatus.REFUNDED, None)
        assert [flag.code for flag in stored.flags] == ["DISCOUNT_BEYOND_CAP"]
        assert await shop.credits(viewer) == []
        there = (await shop.gateway.reversals(payment.gateway_reference)).refunds
        assert [refund.amount for refund in there] == [stored.amount]
        assert await Refund.find({"payment_id": payment.id}).count() == 1
        assert (await redeemed(name), (await PromoRedemption.get(payment.id)).state) == (1, RedemptionState.RELEASED)
        if not dead:
            break
    else:
        raise AssertionError("it never came to its end")
    assert (await audit_ledger(shop.database)).findings == []
