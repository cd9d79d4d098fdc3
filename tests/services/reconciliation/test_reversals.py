"""Refunds and disputes compared both ways: what was missed is followed, what Stripe does not have is told."""

from datetime import timedelta

import pytest
from bson.int64 import Int64

from models.payment import Payment, PaymentStatus
from services.reconciliation import Difference
from services.reversals.posting import Posting

TOKENS = 500_000


async def credited(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    assert (await shop.post_event(await shop.last_event(payment, "payment_intent.succeeded"))).status_code == 200
    return await shop.payment(payment)


def difference(payment, rule, reference, detail, *, fixed=False):
    return Difference("stripe", rule, reference, payment.id, detail, fixed)


async def test_a_refund_in_the_dashboard_whose_events_were_lost(shop, viewer):
    payment = await credited(shop, viewer)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=700)
    told = "700 succeeded went back there, and is not known here."
    report = await shop.reconcile()
    assert report.differences == [difference(payment, "refund.missed", made["id"], told)]
    assert (report.payments, report.refunds, report.disputes) == (1, 1, 0)
    report = await shop.reconcile(fix=True)
    assert report.differences == [difference(payment, "refund.missed", made["id"], told, fixed=True)]
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS - TOKENS * 700 // 3500
    assert (await shop.payment(payment)).status is PaymentStatus.PARTIALLY_REFUNDED
    assert (await shop.reconcile(fix=True)).found == 0
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS - TOKENS * 700 // 3500


async def test_a_refund_that_failed_later(shop, viewer):
    payment = await credited(shop, viewer)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
    await shop.reconcile(fix=True)
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0
    await shop.control(f"/refunds/{made['id']}/fail")
    report = await shop.reconcile(fix=True)
    told = "3500 succeeded here, 3500 failed there."
    assert report.differences == [difference(payment, "refund.differs", made["id"], told, fixed=True)]
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED


async def test_a_dispute_and_its_end_whose_events_were_lost(shop, viewer):
    payment = await credited(shop, viewer)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
    report = await shop.reconcile(fix=True)
    told = "3500 open there, and is not known here."
    assert report.differences == [difference(payment, "dispute.missed", made["id"], told, fixed=True)]
    assert (await shop.payment(payment)).status is PaymentStatus.DISPUTED
    await shop.control(f"/disputes/{made['id']}/lose")
    report = await shop.reconcile(fix=True)
    told = "3500 open here, 3500 lost there."
    assert report.differences == [difference(payment, "dispute.differs", made["id"], told, fixed=True)]
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0
    assert (await shop.reconcile()).found == 0


async def test_a_refund_that_stripe_does_not_have_is_told_and_left(shop, viewer):
    payment = await credited(shop, viewer)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=700)
    await shop.reconcile(fix=True)
    payments = Payment.get_pymongo_collection()
    stored = await payments.find_one({"_id": payment.id})
    ghost = {**stored["reversal"]["refunds"][0], "id": "re_ghost", "applied": Int64(0)}
    await payments.update_one({"_id": payment.id}, {"$push": {"reversal.refunds": ghost}})
    report = await shop.reconcile(fix=True)
    told = "Known here, and the gateway has no such refund."
    assert report.differences == [difference(payment, "refund.unknown_there", "re_ghost", told)]
    assert made["id"] != "re_ghost"


async def test_a_refund_of_somebody_elses_payment_is_not_ours(shop):
    intent = await shop.stripe(
        "/v1/payment_intents",
        {
            "amount": "700",
            "currency": "usd",
            "allowed_payment_method_types[]": "card",
            "payment_method": "pm_card_visa",
            "confirm": "true",
        },
    )
    await shop.control(f"/payment_intents/{intent['id']}/refund")
    report = await shop.reconcile(fix=True)
    assert (report.foreign, report.refunds, report.found) == (2, 0, 0)


async def test_a_refund_that_was_planned_and_never_posted(shop, viewer, monkeypatch):
    payment = await credited(shop, viewer)
    await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=700)
    with monkeypatch.context() as patched:
        patched.setattr(Posting, "post", killed)
        with pytest.raises(ProcessLookupError):
            await shop.reversals.converge(payment.id)
    long_ago = {"$set": {"reversal_due_at": shop.clock() - timedelta(hours=2)}}
    await Payment.get_pymongo_collection().update_one({"_id": payment.id}, long_ago)
    reference, told = payment.gateway_reference, "Steps of its refunds or disputes are missing in the ledger."
    report = await shop.reconcile()
    assert report.differences == [difference(payment, "reversal.unfinished", reference, told)]
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS
    report = await shop.reconcile(fix=True)
    assert report.differences == [difference(payment, "reversal.unfinished", reference, told, fixed=True)]
    assert (await shop.ledger.balance(viewer.wallet_id)).available == TOKENS - TOKENS * 700 // 3500
    assert (await shop.payment(payment)).reversal_due_at is None


async def killed(*_args):
    raise ProcessLookupError
