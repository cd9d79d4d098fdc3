"""Money that has to go back is asked for until it has: the gateway may refuse a refund, or fail one later."""

import pytest

from models.admin_action import AdminAction
from models.payment import PaymentStatus
from models.refund import Refund
from services.ledger.audit import audit_ledger
from tests.services.payments.razorpay.orders import flags, given_up, pay, went_back
from tests.support.kill_switch import kill_switch
from tests.support.waiting import until


@pytest.fixture
async def denied(shop, viewer, buy):
    """Paid after it was given up, and after its code was used again."""
    first = await given_up(shop, viewer, buy)
    await pay(shop, await buy())
    return await pay(shop, first)


async def refuse_refund(shop, payment):
    """Once. The call before it only looks whether the refund is there."""
    attempt = (await shop.api(f"/orders/{payment.gateway_reference}/payments"))["items"][0]["id"]
    for fault in ({}, {"status": 400}):
        await shop.control("/faults", path=f"/v1/payments/{attempt}/refund", **fault)


async def asked(payment):
    rows = await Refund.find({"payment_id": payment.id}).sort("+_id").to_list()
    return [(row.client_key.removeprefix(payment.id), row.progress.value, row.open) for row in rows]


async def test_a_refused_return_is_asked_for_anew(shop, denied):
    await refuse_refund(shop, denied)
    await shop.sweep()
    assert (await went_back(shop, denied), await flags(shop, denied)) == ([], ["DISCOUNT_BEYOND_CAP", "RETURN_REFUSED"])
    assert await asked(denied) == [("", "refused", False), (":2", "asked", True)]
    shop.clock.advance(minutes=9)
    await shop.sweep()
    assert len(await asked(denied)) == 2
    await refuse_refund(shop, denied)
    for minutes in (2, 21):
        shop.clock.advance(minutes=minutes)
        await shop.sweep()
    assert (await shop.becomes(denied, PaymentStatus.REFUNDED)).credited_at is None
    assert await went_back(shop, denied) == [24_950]
    assert await asked(denied) == [("", "refused", False), (":2", "refused", False), (":3", "made", False)]
    rows = await AdminAction.find({"target_id": denied.id}).sort("+_id").to_list()
    assert [row.outcome for row in rows] == ["REFUND_REFUSED", "REFUND_REFUSED", "done"]


async def test_a_return_that_fails_later_is_asked_for_anew(shop, denied):
    await shop.sweep()
    await shop.becomes(denied, PaymentStatus.REFUNDED)
    [refund] = (await shop.gateway.reversals(denied.gateway_reference)).refunds
    await shop.control(f"/refunds/{refund.id}/failed")
    stored = await shop.becomes(denied, PaymentStatus.CANCELLED)
    await until(lambda: _asked_again(denied))
    assert (stored.open, await asked(denied)) == (False, [("", "made", False), (":2", "asked", True)])
    shop.clock.advance(minutes=11)
    await shop.sweep()
    await shop.becomes(denied, PaymentStatus.REFUNDED)
    assert await went_back(shop, denied) == [24_950, 24_950]
    assert (await audit_ledger(shop.database)).findings == []


async def _asked_again(payment):
    return len(await asked(payment)) == 2


async def test_what_was_paid_back_elsewhere_meanwhile_is_not_asked_for_again(shop, denied):
    await refuse_refund(shop, denied)
    await shop.sweep()
    await shop.reversals.refund(shop.someone(), denied.id, 10_000, "by hand", "key")
    for minutes in (11, 21):
        shop.clock.advance(minutes=minutes)
        await shop.sweep()
    assert sorted(await went_back(shop, denied)) == [10_000, 14_950]
    shop.clock.advance(days=2)
    await shop.sweep()
    assert [progress for _, progress, _ in await asked(denied)] == ["refused", "refused", "made", "made"]


async def test_killed_at_any_step_of_a_refusal_it_is_asked_for_anew_once(shop, viewer, buy):
    orders = [await given_up(shop, viewer, buy) for _ in range(15)]
    await pay(shop, await buy())
    for step, order in enumerate(orders, 1):
        await pay(shop, order)
        await refuse_refund(shop, order)
        with kill_switch(step) as switch:
            try:
                await shop.sweep()
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        for _ in range(3):
            shop.clock.advance(minutes=25)
            await shop.sweep()
        assert await went_back(shop, order) == [24_950]
        if not switch.dead:
            return
    raise AssertionError("it never came to its end")


async def test_however_old_reconciliation_finds_what_has_not_gone_back(shop, denied):
    await refuse_refund(shop, denied)
    await shop.sweep()
    await Refund.find({"payment_id": denied.id}).update({"$set": {"open": False, "progress": "refused"}})
    shop.clock.advance(days=90)
    report = await shop.reconciliation.run(since=shop.clock(), fix=True)
    assert [each.rule for each in report.differences if each.payment_id == denied.id] == ["payment.not_returned"]
    assert (await asked(denied))[-1] == (":3", "asked", True)
    shop.clock.advance(minutes=25)
    await shop.sweep()
    await shop.becomes(denied, PaymentStatus.REFUNDED)
    report = await shop.reconciliation.run(since=shop.clock(), fix=False)
    assert [each.rule for each in report.differences if each.payment_id == denied.id] == []


async def test_reconciliation_finds_a_return_that_failed_unheard(shop, denied):
    await shop.sweep()
    await shop.becomes(denied, PaymentStatus.REFUNDED)
    [refund] = (await shop.gateway.reversals(denied.gateway_reference)).refunds
    await shop.delivered(denied)  # a late event would be a hint, upon which the failure is found before
    await shop.control("/deliveries/hold")
    await shop.control(f"/refunds/{refund.id}/failed")
    report = await shop.reconcile(fix=True)
    assert [each.rule for each in report.differences if each.payment_id == denied.id] == ["refund.differs"]
    assert (await asked(denied))[-1] == (":2", "asked", True)
    await shop.control("/deliveries/release")


async def test_reconciliation_credits_an_old_order_that_was_paid_unheard(shop, viewer):
    old = (await shop.buy(viewer)).payment
    await shop.payments.cancel(viewer, old.id, "cancel")
    month_ago = int(shop.clock().timestamp()) - 86_400 * 30
    await shop.control(f"/orders/{old.gateway_reference}/change", created_at=month_ago)
    await shop.control("/deliveries/hold")
    await shop.pay(old)
    report = await shop.reconcile(fix=True)
    found = [(each.rule, each.fixed) for each in report.differences if each.payment_id == old.id]
    assert found == [("payment.missed_credit", True)]
    assert await shop.credits(viewer) == [(f"payment:{old.id}", 1000)]
    await shop.control("/deliveries/release")
