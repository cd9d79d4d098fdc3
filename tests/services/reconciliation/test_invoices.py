"""Paid invoices of subscriptions whose events were lost."""

from services.reconciliation import Difference
from tests.support.subscriber import subscriber


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
