"""What an admin decides about money: an invoice, a dispute in another currency, and what waits for a review."""

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit
from tests.browser.web.desk import Ada, act, done
from tests.support.buyer import eventually

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

INVOICES = """
query ($user: ID!) {
  allInvoices(first: 5, userId: $user) { edges { node { id amount { amount } refunded { amount } tokensTakenBack } } }
}
"""
DISPUTED = """
query ($user: ID!) {
  allPayments(first: 5, userId: $user) { edges { node { flagged payment { id status dispute tokensTakenBack } } } }
}
"""


async def test_a_part_of_an_invoice_is_paid_back(visit: Visit, ada: Ada) -> None:
    await ada.subscribe()
    admin = await visit("admin")

    async def invoices() -> list[dict[str, dict[str, dict[str, str]]]]:
        return (await admin.ask(INVOICES, user=ada.id))["allInvoices"]["edges"]

    (edge,) = await eventually(invoices, bool)
    invoice = edge["node"]
    page = await admin.open(f"/admin/payments/invoices?user={ada.id}")
    row = page.get_by_role("row").filter(has_text=ada.id)
    await expect(row.get_by_role("cell")).to_contain_text([str(invoice["id"]), ada.id, "pro"])
    await act(page, "Refund", {"Amount that goes back": "1.00", "Reason": "Did not want to renew"}, within=row)
    await done(page)
    await expect(row).to_contain_text("CN¥1.00")
    ((edge),) = await invoices()
    assert edge["node"]["refunded"]["amount"] == "100"
    recorded = await admin.recorded("refund_invoice", str(invoice["id"]))
    assert (recorded["reason"], recorded["outcome"]) == ("Did not want to renew", "done")
    assert await admin.violations() == []
    await admin.look("invoices")
    assert admin.watched.problems == []


async def test_a_dispute_lost_in_another_currency_is_decided_and_its_review_dismissed(visit: Visit, ada: Ada) -> None:
    reference = await ada.buy()
    dispute = await ada.at_stripe(f"/_simulator/payment_intents/{reference}/dispute", json={"currency": "usd"})
    await ada.at_stripe(f"/_simulator/disputes/{dispute['id']}/lose")
    admin = await visit("admin")

    async def payment() -> dict[str, object]:
        ((edge),) = (await admin.ask(DISPUTED, user=ada.id))["allPayments"]["edges"]
        return {"flagged": edge["node"]["flagged"], **edge["node"]["payment"]}

    lost = await eventually(payment, lambda found: bool(found["flagged"]))
    assert (lost["dispute"], lost["tokensTakenBack"]) == ("OPEN", "0")  # until it is decided
    page = await admin.open("/admin/payments/disputes")
    row = page.get_by_role("row").filter(has_text=ada.id)
    await expect(row.get_by_role("cell")).to_contain_text([str(lost["id"]), ada.id, "Open", reference, "CN¥10.00"])
    assert await admin.violations() == []
    await admin.look("disputes")
    wrong = {"Dispute": "du_none", "Of what was paid": "2.50", "Reason": "By that day's rate"}
    await act(page, "Decide", wrong, within=row)
    refused = page.get_by_role("dialog").get_by_role("alert")
    await expect(refused).to_have_attribute("data-code", "DISPUTE_NOT_DECIDABLE")
    await page.get_by_role("button", name="Cancel").click()

    await page.goto(f"{admin.server.url}/admin/payments/review")
    card = page.get_by_role("article", name=str(lost["id"]))
    await expect(card).to_contain_text("WRONG_CURRENCY")
    await card.get_by_role("button", name="Decide").click()
    await expect(page.get_by_role("dialog").get_by_label("Dispute")).to_have_value(dispute["id"])
    await page.get_by_label("Of what was paid").fill("2.50")
    await admin.look("decide")
    await page.get_by_label("Reason").fill("By that day's rate")
    await page.get_by_role("dialog").get_by_role("button", name="Decide").click()
    await done(page)
    decided = await payment()
    assert (decided["dispute"], decided["tokensTakenBack"]) == ("LOST", "25000")
    assert (await admin.recorded("decide_dispute", str(lost["id"])))["reason"] == "By that day's rate"

    await act(page, "Dismiss", {"Reason": "It is decided"}, within=card)
    await done(page)
    await expect(card).to_have_count(0)
    assert (await payment())["flagged"] is False
    recorded = await admin.recorded("resolve_review", str(lost["id"]))
    assert (recorded["reason"], recorded["outcome"]) == ("It is decided", "done")
    assert admin.watched.problems == []
