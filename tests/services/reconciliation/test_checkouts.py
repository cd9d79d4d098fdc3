"""Payments on Stripe's own page whose events were lost."""

from models.payment import PaymentStatus


async def test_a_page_that_was_paid_is_credited_once(shop):
    viewer = await shop.member()
    payment = (await shop.checkout(viewer)).payment
    await shop.on_page(payment, "pay")
    report = await shop.reconcile()
    assert [(each.rule, each.payment_id) for each in report.differences] == [("payment.missed_credit", payment.id)]
    assert (report.checkouts, report.payments) == (1, 1)
    assert await shop.credits(viewer) == []
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.fixed) for each in report.differences] == [("payment.missed_credit", True)]
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    assert (await shop.reconcile(fix=True)).found == 0
    assert len(await shop.credits(viewer)) == 1


async def test_a_page_that_expired_ends_the_payment(shop):
    viewer = await shop.member()
    payment = (await shop.checkout(viewer)).payment
    await shop._stripe.post(f"/v1/checkout/sessions/{payment.checkout_reference}/expire")
    report = await shop.reconcile(fix=True)
    assert [(each.rule, each.reference, each.fixed) for each in report.differences] == [
        ("payment.status", payment.checkout_reference, True)
    ]
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED
    assert (await shop.reconcile()).found == 0


async def test_a_page_that_waits_is_no_difference(shop):
    await shop.checkout(await shop.member())
    report = await shop.reconcile()
    assert (report.checkouts, report.found) == (1, 0)
