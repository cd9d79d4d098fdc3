"""`verifyRazorpayPayment`: the signature is a reason to ask Razorpay, and never a reason to credit."""

import asyncio

import pytest

from gateways.simulated_razorpay.options import DEFAULT_KEY_SECRET
from gateways.simulated_razorpay.signing import payment_signature
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import (
    GatewayUnreachableError,
    PaymentNotVerifiableError,
    PaymentSignatureInvalidError,
)

TOKENS = 1000


@pytest.fixture
async def paid(shop, viewer):
    """A payment that was paid and of which no event has come, and what the browser was handed."""
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    told = await shop.pay(payment)
    return payment, told["razorpay_payment_id"], told["razorpay_signature"]


async def test_the_payer_comes_back_before_the_event_and_is_credited_once(shop, viewer, paid):
    payment, attempt, signature = paid
    verified = await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    assert verified.status is PaymentStatus.SUCCEEDED
    assert (await shop.post_event(await shop.last_event(payment, "payment.captured"))).status_code == 200
    again = await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    assert again.status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_many_calls_and_the_event_at_once_credit_once(shop, viewer, paid):
    payment, attempt, signature = paid
    event = await shop.last_event(payment, "order.paid")
    answers = await asyncio.gather(
        *(shop.payments.verify(viewer, payment.id, attempt, signature, "key") for _ in range(20)),
        *(shop.post_event(event) for _ in range(20)),
        return_exceptions=True,
    )
    assert not [each for each in answers if isinstance(each, BaseException) and not getattr(each, "retryable", False)]
    await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_a_good_signature_of_an_order_that_was_not_paid_credits_nothing(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    signature = payment_signature(payment.gateway_reference, "pay_never_made", DEFAULT_KEY_SECRET)
    verified = await shop.payments.verify(viewer, payment.id, "pay_never_made", signature, new_id("key"))
    assert verified.status is PaymentStatus.PENDING
    assert await shop.credits(viewer) == []


async def test_a_good_signature_of_an_order_of_another_amount_credits_nothing(shop, viewer, paid):
    payment, attempt, signature = paid
    await shop.control(f"/orders/{payment.gateway_reference}/change", amount=100, amount_paid=100)
    verified = await shop.payments.verify(viewer, payment.id, attempt, signature, new_id("key"))
    assert (verified.status, [flag.code for flag in verified.flags]) == (PaymentStatus.PENDING, ["WRONG_AMOUNT"])
    assert await shop.credits(viewer) == []


async def test_a_signature_of_something_else_changes_nothing(shop, viewer, paid):
    payment, attempt, signature = paid
    other = (await shop.buy(viewer)).payment
    await shop.control("/faults", path="/v1/orders", times=20, status=500)  # nobody is even asked
    for wrong in (
        payment_signature(payment.gateway_reference, attempt, "another secret"),
        payment_signature(other.gateway_reference, attempt, DEFAULT_KEY_SECRET),
        payment_signature(payment.gateway_reference, "pay_other", DEFAULT_KEY_SECRET),
        signature[:-1],
        signature.upper(),
        "é" * 64,
    ):
        with pytest.raises(PaymentSignatureInvalidError):
            await shop.payments.verify(viewer, payment.id, attempt, wrong, "key")
    await shop.clear_faults()
    now = await shop.payment(payment)
    assert (now.status, now.verify_key) == (PaymentStatus.PENDING, None)
    assert await shop.credits(viewer) == []


async def test_only_the_buyer_may_verify_and_only_what_is_within_bounds(shop, viewer, paid):
    payment, attempt, signature = paid
    with pytest.raises(NotFoundError):
        await shop.payments.verify(shop.someone(), payment.id, attempt, signature, "key")
    for bad in ("", "x" * 256):
        with pytest.raises(InvalidInputError):
            await shop.payments.verify(viewer, payment.id, bad, signature, "key")
        with pytest.raises(InvalidInputError):
            await shop.payments.verify(viewer, payment.id, attempt, bad, "key")
    with pytest.raises(InvalidInputError):
        await shop.payments.verify(viewer, payment.id, attempt, signature, "no key, it has spaces")
    assert await shop.credits(viewer) == []


async def test_a_key_is_for_one_verification(shop, viewer, paid):
    payment, attempt, signature = paid
    await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    other = (await shop.buy(viewer)).payment
    told = await shop.pay(other)
    with pytest.raises(IdempotencyConflictError):
        await shop.payments.verify(viewer, other.id, told["razorpay_payment_id"], told["razorpay_signature"], "key")
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_while_razorpay_is_away_the_same_key_may_be_used_again(shop, viewer, paid):
    payment, attempt, signature = paid
    await shop.control("/faults", path="/v1/orders", status=500)
    with pytest.raises(GatewayUnreachableError):
        await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    assert (await shop.payments.verify(viewer, payment.id, attempt, signature, "key")).credited_at is not None


async def test_a_payment_of_stripe_has_nothing_to_verify(shop, viewer, paid):
    payment, attempt, signature = paid
    await Payment.find({"_id": payment.id}).update({"$set": {"gateway": "stripe"}})
    with pytest.raises(PaymentNotVerifiableError):
        await shop.payments.verify(viewer, payment.id, attempt, signature, "key")
    assert await shop.credits(viewer) == []
