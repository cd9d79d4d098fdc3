"""A9: buying on Stripe's hosted page ends in the same ledger key as every other purchase."""

import asyncio
from datetime import timedelta

import pytest

from models.ids import new_id
from models.payment import Payment, PaymentKind, PaymentMethod, PaymentStatus
from services.errors import InvalidInputError
from services.ledger.errors import IdempotencyConflictError
from services.payments import Payments
from services.payments.errors import (
    GatewayUnreachableError,
    PaymentNotCancellableError,
    PaymentNotOpenError,
    PaymentRefusedError,
    ReturnUrlNotAllowedError,
)
from services.payments.order import PurchaseOptions


@pytest.fixture(autouse=True)
async def as_at_first(shop):
    """Stripe judges by its own clock when a page may expire."""
    yield
    shop.clock.shift = timedelta()
    await shop.clear_faults()
    await shop.control("/deliveries/release")


@pytest.fixture
async def taxed(shop, settings):
    """A server of the shop that lets Stripe add tax."""
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    return Payments(settings=settings.model_copy(update={"automatic_tax": True}), **parts)


async def test_what_is_paid_on_the_page_is_credited_once(shop, viewer):
    started = await shop.checkout(viewer)
    payment = started.payment
    assert (payment.kind, payment.status, payment.gateway_reference) == (
        PaymentKind.CHECKOUT, PaymentStatus.PENDING, None,
    )  # fmt: skip
    assert started.url == (await shop.session(payment))["url"]
    await shop.on_page(payment, "pay")

    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (paid.amount, paid.tax_amount, paid.open) == (3500, 0, False)
    assert paid.gateway_reference == (await shop.session(payment))["payment_intent"]
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_stripe_is_told_where_to_send_its_receipt(shop, viewer, settings, monkeypatch):
    async def address(_user_id: str) -> str:
        return "ada@example.com"

    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    monkeypatch.setattr(shop, "payments", Payments(settings=settings, receipt_email=address, **parts))
    payment = (await shop.checkout(viewer)).payment
    await shop.on_page(payment, "pay")
    session = await shop.session(payment)
    assert (await shop.intent(session["payment_intent"]))["receipt_email"] == "ada@example.com"


async def test_tax_is_a_line_of_its_own(shop, viewer, taxed, monkeypatch):
    monkeypatch.setattr(shop, "payments", taxed)
    payment = (await shop.checkout(viewer)).payment
    await shop.on_page(payment, "pay")

    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (paid.amount, paid.tax_amount) == (3500, 350)
    assert (await shop.intent(paid.gateway_reference))["amount_received"] == 3850
    assert paid.flags == []
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_a_quantity_is_sold_and_credited(shop, viewer):
    payment = (await shop.checkout(viewer, quantity=3)).payment
    assert (payment.amount, payment.tokens) == (10_500, 1_500_000)
    await shop.on_page(payment, "pay")

    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 1_500_000)]


async def test_the_same_key_gives_the_same_page(shop, viewer):
    key = new_id("key")
    made = await asyncio.gather(*(shop.checkout(viewer, key=key) for _ in range(10)), return_exceptions=True)
    started = [each for each in made if not isinstance(each, GatewayUnreachableError)]
    again = await shop.checkout(viewer, key=key)
    assert {(each.payment.id, each.url) for each in [*started, again]} == {(again.payment.id, again.url)}
    assert await Payment.find({"user_id": viewer.user_id}).count() == 1
    with pytest.raises(IdempotencyConflictError):
        await shop.checkout(viewer, key=key, quantity=2)
    with pytest.raises(IdempotencyConflictError):
        await shop.buy(viewer, key=key)


async def test_a_key_of_a_purchase_starts_no_page(shop, viewer):
    await shop.buy(viewer, key="bought")
    with pytest.raises(IdempotencyConflictError):
        await shop.checkout(viewer, key="bought")


@pytest.mark.parametrize("name", ["success_url", "cancel_url"])
async def test_payers_are_sent_nowhere_else(shop, viewer, name):
    with pytest.raises(ReturnUrlNotAllowedError):
        await shop.checkout(viewer, **{name: "https://evil.example/paid"})
    assert await Payment.find({"user_id": viewer.user_id}).count() == 0


async def test_what_stripe_will_not_collect_has_failed(shop, viewer):
    with pytest.raises(PaymentRefusedError):
        await shop.checkout(viewer, "cheap", key="cheap")
    with pytest.raises(PaymentRefusedError):
        await shop.checkout(viewer, "cheap", key="cheap")
    [payment] = await Payment.find({"user_id": viewer.user_id}).to_list()
    assert (payment.status, payment.open) == (PaymentStatus.FAILED, False)


async def test_while_stripe_is_down_the_key_waits(shop, viewer):
    await shop.control("/faults", path="/v1/checkout/sessions", status=500, times=100)
    with pytest.raises(GatewayUnreachableError):
        await shop.checkout(viewer, key="wait")
    await shop.clear_faults()
    assert (await shop.checkout(viewer, key="wait")).url is not None
    assert await Payment.find({"user_id": viewer.user_id}).count() == 1


async def test_a_declined_page_may_be_paid_at_another_try(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.on_page(payment, "decline")
    failed = await shop.becomes(payment, PaymentStatus.FAILED)
    assert (failed.failure.code, failed.open) == ("generic_decline", True)
    await shop.on_page(payment, "pay")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert len(await shop.credits(viewer)) == 1


async def test_money_that_never_came_ends_the_page(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    session = await shop.on_page(payment, "process")
    await shop.becomes(payment, PaymentStatus.PROCESSING)
    await shop.control(f"/payment_intents/{session['payment_intent']}/decline")
    await shop.settled((await shop.last_event_about(session["id"], "checkout.session.async_payment_failed"))["id"])

    failed = await shop.becomes(payment, PaymentStatus.FAILED)
    assert (failed.failure.code, failed.open) == ("generic_decline", False)
    assert await shop.credits(viewer) == []


async def test_cancelling_closes_the_page(shop, viewer):
    payment = (await shop.checkout(viewer, key="gone")).payment

    cancelled = await shop.payments.cancel(viewer, payment.id, "cancel")
    assert (cancelled.status, cancelled.open) == (PaymentStatus.CANCELLED, False)
    assert (await shop.session(payment))["status"] == "expired"
    assert (await shop.payments.cancel(viewer, payment.id, "cancel")).status is PaymentStatus.CANCELLED
    with pytest.raises(PaymentNotOpenError):
        await shop.checkout(viewer, key="gone")


async def test_what_is_paid_is_credited_rather_than_cancelled(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.control("/deliveries/hold")
    await shop.on_page(payment, "pay")

    with pytest.raises(PaymentNotCancellableError):
        await shop.payments.cancel(viewer, payment.id, "cancel")
    assert len(await shop.credits(viewer)) == 1
    await shop.control("/deliveries/release")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert len(await shop.credits(viewer)) == 1


async def test_an_unpaid_page_expires_with_its_payment(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.control("/deliveries/hold")
    shop.clock.advance(days=1)
    await shop.payments.complete_payments(100)

    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED
    assert (await shop.session(payment))["status"] == "expired"
    await shop.control("/deliveries/release")


async def test_a_sweeper_credits_what_no_event_told(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.control("/deliveries/hold")
    await shop.on_page(payment, "pay")
    shop.clock.advance(minutes=20)
    await shop.payments.complete_payments(100)

    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    await shop.control("/deliveries/release")


async def test_an_amount_that_is_not_ours_credits_nothing(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.database["payments"].update_one({"_id": payment.id}, {"$inc": {"amount": 1}})
    session = await shop.on_page(payment, "pay")
    await shop.settled((await shop.last_event_about(session["id"], "checkout.session.completed"))["id"])

    flagged = await shop.payment(payment)
    assert ({flag.code for flag in flagged.flags}, flagged.open) == ({"WRONG_AMOUNT"}, False)
    assert await shop.credits(viewer) == []


async def test_a_session_of_somebody_else_is_left_alone(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    session = await shop.on_page(payment, "pay")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    event = await shop.last_event_about(session["id"], "checkout.session.completed")
    other = await shop._stripe.post(
        "/v1/checkout/sessions",
        data={
            "mode": "payment",
            "success_url": "https://other.example",
            "line_items[0][price_data][currency]": "cny",
            "line_items[0][price_data][unit_amount]": "3500",
            "line_items[0][price_data][product_data][name]": "A book",
            "line_items[0][quantity]": "1",
        },
    )
    forged = event | {"id": new_id("evt"), "data": {"object": other.json()}}
    assert (await shop.post_event(forged)).status_code == 200
    assert (await shop.event(forged["id"])).flag is None


async def test_a_saved_card_needs_a_card(shop):
    viewer = await shop.member()
    urls = {"success_url": "http://127.0.0.1:8000/a", "cancel_url": "http://127.0.0.1:8000/b"}
    options = PurchaseOptions(save_card=True, **urls)
    with pytest.raises(InvalidInputError):
        await shop.payments.checkout(viewer, "package_500k", PaymentMethod.ALIPAY, "key", None, options)


@pytest.mark.parametrize("hosted", [True, False])
async def test_the_card_is_kept_when_the_buyer_agreed(shop, hosted):
    viewer = await shop.member()
    if hosted:
        payment = (await shop.checkout(viewer, save_card=True)).payment
        await shop.on_page(payment, "pay")
    else:
        options = PurchaseOptions(save_card=True)
        payment = (
            await shop.payments.purchase(viewer, "package_500k", PaymentMethod.CARD, "key", None, options)
        ).payment
        await shop.confirm(payment)
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert paid.save_card_consent_at is not None
    assert [card.last4 for card in await shop.saved_cards.cards(viewer)] == ["4242"]
