"""Orders that were given up here can still be paid at Razorpay: what that does to codes is not done unseen."""

import asyncio
from datetime import timedelta

import pytest

from models.admin_action import AdminAction
from models.ids import new_id
from models.payment import PaymentMethod, PaymentStatus
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption, RedemptionState
from models.refund import Refund
from services.ledger.audit import audit_ledger
from services.payments.order import PurchaseOptions
from services.promotions.definition import PromoDefinition
from services.promotions.errors import PromoCodeAlreadyUsedError
from services.promotions.service import Promotions
from tests.services.payments.razorpay.orders import flags, given_up, pay, went_back
from tests.support.waiting import until


async def test_a_discount_ends_at_razorpays_smallest_charge_not_at_stripes(shop, viewer):
    promotions = Promotions(shop.clock, shop.packages)
    wanted = PromoDefinition(code=new_id("C").upper()[:30], amounts={"INR": 10**9})
    code = (await promotions.create("usr_admin", wanted)).code
    options = PurchaseOptions(promo_code=code)
    started = await shop.payments.purchase(viewer, "rupees", PaymentMethod.UPI, new_id("key"), "INR", options)
    assert (started.payment.amount, started.payment.status) == (100, PaymentStatus.PENDING)


async def uses(viewer):
    rows = await PromoRedemption.find({"user_id": viewer.user_id}).to_list()
    [code] = await PromoCode.find({"_id": rows[0].promo_code_id}).to_list()
    live = [row.state for row in rows if row.state is not RedemptionState.RELEASED]
    assert code.redeemed == len(live)
    return live


async def test_money_for_an_order_whose_code_was_used_again_goes_back(shop, viewer, buy):
    first = await given_up(shop, viewer, buy)
    second = await buy()
    assert (first.amount, second.amount) == (24_950, 24_950)
    assert (await pay(shop, second)).status is PaymentStatus.SUCCEEDED
    await pay(shop, first)
    assert (await flags(shop, first), await flags(shop, second)) == (["DISCOUNT_BEYOND_CAP"], [])
    assert (await shop.payment(first)).credited_at is None
    await shop.sweep()
    assert (await shop.becomes(first, PaymentStatus.REFUNDED)).reversal_due_at is None
    assert (await went_back(shop, first), await went_back(shop, second)) == ([24_950], [])
    assert await shop.credits(viewer) == [(f"payment:{second.id}", 1000)]
    assert await uses(viewer) == [RedemptionState.USED]
    row = await AdminAction.find_one({"target_id": first.id})
    assert (row.admin_id, row.action, row.outcome) == ("automatic", "refund_payment", "done")
    assert (await audit_ledger(shop.database)).findings == []


async def test_of_cancelled_orders_that_are_paid_at_once_one_keeps_the_code(shop, viewer, buy):
    orders = [await given_up(shop, viewer, buy) for _ in range(4)]
    await asyncio.gather(*(pay(shop, order) for order in orders))
    paid = [await shop.payment(order) for order in orders]
    assert [payment.credited_at is not None for payment in paid].count(True) == 1
    assert await uses(viewer) == [RedemptionState.USED]
    for _ in range(2):
        await shop.sweep()
    assert sorted(await asyncio.gather(*(went_back(shop, payment) for payment in paid))) == [[], *[[24_950]] * 3]
    assert (await audit_ledger(shop.database)).findings == []


async def test_a_cancelled_order_whose_code_nobody_had_again_is_credited(shop, viewer, buy):
    payment = await given_up(shop, viewer, buy)
    assert (await pay(shop, payment)).status is PaymentStatus.SUCCEEDED
    assert (await flags(shop, payment), await uses(viewer)) == ([], [RedemptionState.USED])
    with pytest.raises(PromoCodeAlreadyUsedError):
        await buy()


@pytest.mark.parametrize(
    ("edit", "later", "credited"),
    [
        ({"ends": 1}, {"hours": 2}, True),  # the order could have been open until tomorrow
        ({"ends": 1}, {"hours": 25}, False),
        ({"active": False}, {}, False),
        ({}, {"days": 200}, True),
    ],
)
async def test_a_cancelled_order_has_its_code_as_long_as_that_is_to_be_had(shop, viewer, buy, edit, later, credited):
    payment = await given_up(shop, viewer, buy)
    changes = {name: value for name, value in edit.items() if name != "ends"}
    if "ends" in edit:
        changes["ends_at"] = shop.clock() + timedelta(hours=edit["ends"])
    await Promotions(shop.clock, shop.packages).update("usr_admin", payment.promo_code, changes)
    shop.clock.advance(**later)
    paid = await pay(shop, payment)
    assert (paid.credited_at is not None, paid.denied_at is not None) == (credited, not credited)
    assert await uses(viewer) == ([RedemptionState.USED] if credited else [])


async def test_the_code_is_its_own_again_before_anything_is_credited(shop, viewer, buy, monkeypatch):
    """Else another purchase could have it between the two."""
    payment = await given_up(shop, viewer, buy)
    grant = shop.ledger.grant

    async def look_and_grant(*args, **options):
        assert await uses(viewer) == [RedemptionState.USED]
        return await grant(*args, **options)

    monkeypatch.setattr(shop.ledger, "grant", look_and_grant)
    assert (await pay(shop, payment)).status is PaymentStatus.SUCCEEDED


async def test_killed_before_the_refund_is_stored_the_next_event_stores_it_once(shop, viewer, buy, monkeypatch):
    first = await given_up(shop, viewer, buy)
    await pay(shop, await buy())
    returner = shop.payments._parts.handlers.returner

    async def killed(_payment_id):
        raise ConnectionError("the process ended here")

    monkeypatch.setattr(shop.payments._parts.handlers, "returner", killed)
    await shop.pay(first)
    await until(lambda: _flagged(shop, first))
    assert await Refund.find({"payment_id": first.id}).count() == 0
    monkeypatch.setattr(shop.payments._parts.handlers, "returner", returner)
    await shop.becomes(first, PaymentStatus.CANCELLED)  # by then its events came again, and are handled
    assert await Refund.find({"payment_id": first.id}).count() == 1
    await asyncio.gather(shop.sweep(), shop.sweep())
    await shop.sweep()
    assert await went_back(shop, first) == [24_950]


async def _flagged(shop, payment):
    return await flags(shop, payment) == ["DISCOUNT_BEYOND_CAP"]


async def test_the_reconciliation_waits_for_the_money_to_go_back_and_then_says_so(shop, viewer, buy):
    first = await given_up(shop, viewer, buy)
    await pay(shop, await buy())
    await pay(shop, first)
    assert [each for each in (await shop.reconcile()).differences if each.payment_id == first.id] == []
    shop.clock.advance(hours=2)
    [told] = [each for each in (await shop.reconcile()).differences if each.payment_id == first.id]
    assert (told.rule, told.fixed) == ("payment.not_returned", False)
    await shop.sweep()
    await shop.becomes(first, PaymentStatus.REFUNDED)
    assert [each for each in (await shop.reconcile()).differences if each.payment_id == first.id] == []
