"""Paid invoices of subscriptions, and refunds and disputes of them, whose events were lost."""

from datetime import timedelta

from bson.int64 import Int64

from models.subscription_invoice import SubscriptionInvoice
from services.reconciliation import Difference
from tests.support.subscriber import subscriber

REFUND_MISSED = "490 succeeded went back there, and is not known here."


async def test_a_paid_invoice_is_granted_once(shop):
    ada = await subscriber(shop)
    await ada.pay()
    (invoice,) = await ada.stripe_invoices()
    paid = f"{invoice['amount_paid']} CNY of {invoice['parent']['subscription_details']['subscription']} paid there"
    told = Difference("stripe", "invoice.missed_grant", invoice["id"], None, f"{paid}, not granted here.")
    report = await shop.reconcile()
    assert (report.differences, report.invoices) == ([told], 1)
    assert await ada.grants() == []
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.fixed) for each in report.differences] == [(told.rule, True)]
    granted = await ada.grants()
    assert [key for key, _ in granted] == [f"subscription:{invoice['id']}"]
    assert (await shop.reconcile(fix=True)).found == 0
    assert await ada.grants() == granted


async def test_a_refund_of_an_invoice_whose_events_were_lost(shop):
    ada = await subscriber(shop, paid=True)
    (invoice,) = await ada.invoices()
    made = await shop.control(f"/payment_intents/{invoice.payment_reference}/refund", amount=490)
    told = Difference("stripe", "refund.missed", made["id"], None, REFUND_MISSED)
    report = await shop.reconcile()
    assert (report.differences, report.refunds) == ([told], 1)
    report = await shop.reconcile(fix=True)
    assert [(each.reference, each.fixed) for each in report.differences] == [(made["id"], True)]
    assert (await shop.ledger.balance(ada.viewer.wallet_id)).available == 900_000
    assert (await shop.reconcile(fix=True)).found == 0


async def test_a_dispute_of_an_invoice_and_its_end_whose_events_were_lost(shop):
    ada = await subscriber(shop, paid=True)
    (invoice,) = await ada.invoices()
    made = await shop.control(f"/payment_intents/{invoice.payment_reference}/dispute")
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.fixed) for each in report.differences] == [("dispute.missed", True)]
    await shop.control(f"/disputes/{made['id']}/lose")
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.fixed) for each in report.differences] == [("dispute.differs", True)]
    assert (await shop.ledger.balance(ada.viewer.wallet_id)).available == 0
    assert (await shop.reconcile()).found == 0


async def test_a_missed_invoice_and_its_refund_are_followed_in_one_run(shop):
    ada = await subscriber(shop)
    await ada.pay()
    (theirs,) = await ada.stripe_invoices()
    customer = theirs["customer"]
    intent = next(each for each in await shop.everything("payment_intents") if each["customer"] == customer)
    await shop.control(f"/payment_intents/{intent['id']}/refund")
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.fixed) for each in report.differences] == [
        ("invoice.missed_grant", True),
        ("refund.missed", True),
    ]
    assert (await shop.ledger.balance(ada.viewer.wallet_id)).available == 0
    assert (await shop.reconcile(fix=True)).found == 0


async def test_a_refund_of_an_invoice_that_stripe_does_not_have_is_told_and_left(shop):
    ada = await subscriber(shop, paid=True)
    (invoice,) = await ada.invoices()
    await shop.control(f"/payment_intents/{invoice.payment_reference}/refund", amount=490)
    await shop.reconcile(fix=True)
    invoices = SubscriptionInvoice.get_pymongo_collection()
    stored = await invoices.find_one({"_id": invoice.id})
    ghost = {**stored["reversal"]["refunds"][0], "id": "re_ghost", "applied": Int64(0)}
    await invoices.update_one({"_id": invoice.id}, {"$push": {"reversal.refunds": ghost}})
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.reference, each.fixed) for each in report.differences] == [
        ("refund.unknown_there", "re_ghost", False)
    ]


async def test_steps_of_an_invoices_refund_that_nobody_completed(shop):
    ada = await subscriber(shop, paid=True)
    (invoice,) = await ada.invoices()
    await shop.control(f"/payment_intents/{invoice.payment_reference}/refund", amount=490)
    await shop.reconcile(fix=True)
    long_ago = shop.clock() - timedelta(hours=2)
    invoices = SubscriptionInvoice.get_pymongo_collection()
    await invoices.update_one({"_id": invoice.id}, {"$set": {"reversal_due_at": long_ago}})
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.reference, each.fixed) for each in report.differences] == [
        ("reversal.unfinished", invoice.id, True)
    ]
    assert (await ada.invoices())[0].reversal_due_at is None
