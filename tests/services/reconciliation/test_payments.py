"""Payments compared both ways: what differs, under which name, and what --fix does about it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bson.int64 import Int64

from gateways.payment_gateway import PaymentRequest
from models.ids import new_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from services.reconciliation import Difference, walk
from services.reconciliation.errors import ReconciliationError


async def paid(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    return payment


async def credited(shop, viewer):
    payment = await paid(shop, viewer)
    assert (await shop.post_event(await shop.last_event(payment, "payment_intent.succeeded"))).status_code == 200
    return await shop.payment(payment)


async def change(payment, **values):
    await Payment.get_pymongo_collection().update_one({"_id": payment.id}, {"$set": values})


def difference(payment, rule, detail, *, fixed=False):
    return Difference("stripe", rule, payment.gateway_reference, payment.id, detail, fixed)


async def test_nothing_differs(shop, viewer):
    await credited(shop, viewer)
    await shop.buy(viewer)
    report = await shop.reconcile()
    assert report.to_document() == {
        "payments": 2,
        "refunds": 0,
        "disputes": 0,
        "checkouts": 0,
        "invoices": 0,
        "foreign": 0,
        "found": 0,
        "fixed": 0,
        "differences": [],
        "left": 0,
        "clean": True,
    }


async def test_a_missed_credit_is_reported_then_credited_once(shop, viewer):
    payment = await paid(shop, viewer)
    told = "Paid there (3500 CNY), not credited here."
    assert (await shop.reconcile()).differences == [difference(payment, "payment.missed_credit", told)]
    assert await shop.credits(viewer) == []
    report = await shop.reconcile(fix=True)
    assert report.differences == [difference(payment, "payment.missed_credit", told, fixed=True)]
    assert (report.found, report.fixed, report.left, report.clean) == (1, 1, 0, True)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert (await shop.reconcile(fix=True)).found == 0
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


@pytest.mark.parametrize(
    ("values", "rule", "detail"),
    [
        ({"amount": Int64(3501)}, "payment.wrong_amount", "Received 3500 of 3500 CNY, expected 3501."),
        ({"currency": "USD"}, "payment.wrong_currency", "Paid in CNY, expected USD."),
    ],
)
async def test_other_money_than_was_asked_for_is_flagged_and_credits_nothing(shop, viewer, values, rule, detail):
    payment = await paid(shop, viewer)
    await change(payment, **values)
    for _ in range(2):
        report = await shop.reconcile(fix=True)
        assert report.differences == [difference(payment, rule, detail)]
    flags = (await shop.payment(payment)).flags
    assert [flag.code for flag in flags] == [rule.removeprefix("payment.").upper()]
    assert await shop.credits(viewer) == []


async def test_what_was_declined_or_cancelled_there_is_so_here(shop, viewer):
    declined, cancelled = (await shop.buy(viewer)).payment, (await shop.buy(viewer)).payment
    await shop.confirm(declined, "pm_card_visa_chargeDeclined")
    await shop.gateway.cancel_payment(cancelled.gateway_reference)
    expected = [
        difference(cancelled, "payment.status", "pending here, cancelled there.", fixed=True),
        difference(declined, "payment.status", "pending here, failed there.", fixed=True),
    ]
    assert (await shop.reconcile()).differences == [replace(each, fixed=False) for each in expected]
    assert (await shop.reconcile(fix=True)).differences == expected
    assert (await shop.payment(declined)).status is PaymentStatus.FAILED
    assert (await shop.payment(cancelled)).status is PaymentStatus.CANCELLED
    assert (await shop.reconcile()).found == 0


async def test_what_was_given_up_here_is_cancelled_there(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await change(payment, status="cancelled", open=False)
    told = difference(payment, "payment.status", "cancelled here, open there.", fixed=True)
    assert (await shop.reconcile(fix=True)).differences == [told]
    assert (await shop.intent(payment.gateway_reference))["status"] == "canceled"
    assert (await shop.reconcile()).found == 0


async def test_a_credit_without_a_payment_is_reported_and_left(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await change(payment, credited_at=shop.clock(), status="succeeded", open=False)
    told = f"Credited here; {payment.gateway_reference} is open there."
    for _ in range(2):
        report = await shop.reconcile(fix=True)
        assert report.differences == [difference(payment, "payment.credited_unpaid", told)]


async def test_ours_that_stripe_does_not_have(shop, viewer):
    kept, opened = await credited(shop, viewer), (await shop.buy(viewer)).payment
    given_up = (await shop.buy(viewer)).payment
    await change(given_up, open=False, status="cancelled")
    kept, opened, _ = [await shop.forgotten(each) for each in (kept, opened, given_up)]
    report = await shop.reconcile(fix=True)
    told = [
        difference(each, "payment.unknown_there", f"{where} here; the gateway does not know {each.gateway_reference}.")
        for each, where in ((kept, "Credited"), (opened, "Open"))
    ]
    gone = [each for each in report.differences if each.rule == "payment.unknown_there"]
    assert sorted(gone, key=str) == sorted(told, key=str)
    others = [each.rule for each in report.differences if each not in gone]
    assert others == ["payment.second_payment"] * 3  # what they were before can still be paid


async def test_theirs_that_we_do_not_have(shop):
    def request(payment_id):
        return PaymentRequest(payment_id, 5000, "CNY", PaymentMethod.CARD, "")

    unknown = await shop.gateway.create_payment(request(new_id("pay")))
    await shop._stripe.post("/v1/payment_intents", data={"amount": 700, "currency": "usd"})
    report = await shop.reconcile(fix=True)
    detail = f"No payment of ours belongs to {unknown.reference}."
    assert report.differences == [Difference("stripe", "payment.unknown_here", unknown.reference, None, detail)]
    assert (report.payments, report.foreign, report.left) == (1, 1, 1)


async def test_a_second_payment_at_stripe_matters_until_it_is_cancelled(shop, viewer):
    payment = await credited(shop, viewer)
    second = await shop._stripe.post(
        "/v1/payment_intents", data={"amount": 3500, "currency": "cny", "metadata[payment_id]": payment.id}
    )
    reference = second.json()["id"]
    report = await shop.reconcile()
    detail = f"{reference} names this payment, which is {payment.gateway_reference}."
    assert report.differences == [Difference("stripe", "payment.second_payment", reference, payment.id, detail)]
    await shop.gateway.cancel_payment(reference)
    assert (await shop.reconcile()).found == 0
    assert len(await shop.credits(viewer)) == 1


async def test_what_stays_open_too_long_is_ended(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    unstarted = (await shop.buy(viewer)).payment
    await change(unstarted, gateway_reference=None)
    await shop.gateway.cancel_payment(unstarted.gateway_reference)
    shop.clock.advance(hours=27)
    rules = [(each.payment_id, each.rule, each.fixed) for each in (await shop.reconcile(fix=True)).differences]
    assert sorted(rules) == sorted(
        [
            (unstarted.id, "payment.status", True),
            (payment.id, "payment.open_too_long", True),
        ]
    )
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED
    assert (await shop.payment(unstarted)).status is PaymentStatus.CANCELLED
    assert (await shop.reconcile()).found == 0


async def test_an_event_that_comes_in_the_meantime_is_no_difference(shop, viewer, monkeypatch):
    payment = await paid(shop, viewer)

    async def delivered(seconds):
        await shop.post_event(await shop.last_event(payment, "payment_intent.succeeded"))

    monkeypatch.setattr(walk, "sleep", delivered)
    assert (await shop.reconcile()).found == 0


async def test_what_is_older_is_not_looked_at(shop, viewer):
    await paid(shop, viewer)
    later = shop.clock() + timedelta(hours=1)
    assert (await shop.reconciliation.run(since=later, fix=True)).payments == 0


async def test_lists_of_any_length_need_few_references(shop, viewer, monkeypatch):
    monkeypatch.setattr(walk, "RECENT_MAXIMUM", 2)
    monkeypatch.setattr(walk, "SUSPECTS_MAXIMUM", 2)
    payments = [await paid(shop, viewer) for _ in range(7)]
    report = await shop.reconcile(fix=True)
    assert (report.found, report.fixed) == (7, 7)
    assert len(await shop.credits(viewer)) == len(payments)
    assert (await shop.reconcile()).found == 0


async def test_a_gateway_that_does_not_answer_says_nothing_about_its_payments(shop, viewer):
    await paid(shop, viewer)
    await shop.control("/faults", path="/v1/payment_intents", times=20, status=500)
    with pytest.raises(ReconciliationError, match="stripe cannot be compared with"):
        await shop.reconcile()
    await shop.clear_faults()
