"""A2, A3, fault rows 21 and 28: a purchase is frozen, made once, and refused with a reason."""

import asyncio
from datetime import timedelta

import pytest

from gateways.stripe.currencies import limits_in
from gateways.stripe.types import type_of
from models.ids import new_id
from models.payment import DiscountKind, Payment, PaymentMethod, PaymentStatus
from services.catalog.catalogs import Catalogs
from services.catalog.errors import PackageNotFoundError
from services.errors import InvalidInputError
from services.ledger.errors import IdempotencyConflictError
from services.payments import Payments
from services.payments.errors import (
    CurrencyNotOfferedError,
    GatewayUnreachableError,
    PaymentMethodUnavailableError,
    PaymentNotOpenError,
    PaymentRefusedError,
    TooManyOpenPaymentsError,
)
from services.payments.order import PurchaseOptions
from services.payments.store import PaymentStore

CARD = PaymentMethod.CARD


async def payments_of(viewer):
    return await Payment.find({"user_id": viewer.user_id}).to_list()


async def test_a_purchase_is_frozen_here_and_asked_for_at_stripe(shop, viewer):
    started = await shop.payments.purchase(viewer, "package_500k", CARD, "key-1")
    payment = started.payment
    assert (payment.amount, payment.currency, payment.tokens) == (3500, "CNY", 500_000)
    assert (payment.user_id, payment.wallet_id) == (viewer.user_id, viewer.wallet_id)
    assert (payment.status, payment.open, payment.livemode) == (PaymentStatus.PENDING, True, False)
    assert payment.expires_at - payment.created_at == timedelta(days=1)
    assert started.publishable_key == "pk_test_simulated"
    assert started.payment_page_url is not None
    assert started.payment_page_url.endswith(f"/pay/{payment.gateway_reference}")
    (intent,) = await shop.intents_of(payment.id)
    assert intent["id"] == payment.gateway_reference
    assert (intent["amount"], intent["currency"], intent["status"]) == (3500, "cny", "requires_payment_method")
    assert intent["payment_method_types"] == ["card"]
    assert intent["metadata"] == {"payment_id": payment.id, "package_id": "package_500k"}
    assert intent["client_secret"] == started.client_secret
    assert await payments_of(viewer) == [payment]


async def test_several_packages_are_one_payment_at_the_price_of_their_tier(shop, viewer):
    started = await shop.payments.purchase(viewer, "bulk", CARD, "key", None, PurchaseOptions(quantity=5))
    payment = started.payment
    assert (payment.quantity, payment.subtotal, payment.amount, payment.tokens) == (5, 5000, 4500, 500)
    assert [(line.kind, line.code, line.amount) for line in payment.discounts] == [(DiscountKind.VOLUME, None, 500)]
    assert (await shop.intent(payment.gateway_reference))["amount"] == 4500
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500)]


@pytest.mark.parametrize(("package", "quantity"), [("bulk", 0), ("bulk", -1), ("bulk", 101), ("dear", 3), ("heavy", 2)])
async def test_a_quantity_that_cannot_be_charged_or_credited_stores_nothing(shop, viewer, package, quantity):
    before = await shop.documents()
    with pytest.raises(InvalidInputError) as caught:
        await shop.payments.purchase(viewer, package, CARD, "key", None, PurchaseOptions(quantity=quantity))
    assert caught.value.field == "quantity"
    assert await shop.documents() == before


async def test_the_same_key_gives_the_same_purchase_again(shop, viewer):
    first = await shop.payments.purchase(viewer, "package_1m", CARD, "key")
    assert await shop.payments.purchase(viewer, "package_1m", CARD, "key") == first
    await shop.confirm(first.payment)
    await shop.becomes(first.payment, PaymentStatus.SUCCEEDED)
    again = await shop.payments.purchase(viewer, "package_1m", CARD, "key")
    assert (again.payment.id, again.client_secret) == (first.payment.id, first.client_secret)
    assert again.payment.status is PaymentStatus.SUCCEEDED
    assert len(await payments_of(viewer)) == 1


@pytest.mark.parametrize(
    "other",
    [
        ("package_1m", CARD),
        ("package_500k", PaymentMethod.ALIPAY),
        ("package_500k", CARD, "CNY"),
        ("package_500k", CARD, None, PurchaseOptions(quantity=2)),
    ],
)
async def test_the_same_key_with_other_input_is_refused(shop, viewer, other):
    package, method, *rest = other
    first = await shop.payments.purchase(viewer, "package_500k", CARD, "key")
    with pytest.raises(IdempotencyConflictError):
        await shop.payments.purchase(viewer, package, method, "key", *rest)
    assert await payments_of(viewer) == [first.payment]


async def test_two_users_may_use_the_same_key(shop):
    one, two = shop.someone(), shop.someone()
    first = await shop.payments.purchase(one, "package_500k", CARD, "key")
    second = await shop.payments.purchase(two, "package_1m", CARD, "key")
    assert first.payment.id != second.payment.id
    assert first.client_secret != second.client_secret


async def test_one_key_at_the_same_time_makes_one_payment_and_everyone_gets_it(shop, viewer):
    await shop.control("/faults", path="/v1/payment_intents", delay_before_seconds=0.4)
    started = await asyncio.gather(*(shop.buy(viewer, key="key") for _ in range(30)))
    assert len({each.payment.id for each in started}) == 1
    assert len({each.client_secret for each in started}) == 1
    assert len(await payments_of(viewer)) == 1
    assert len(await shop.intents_of(started[0].payment.id)) == 1


async def test_one_key_with_different_input_at_the_same_time_runs_one_and_refuses_the_other(shop, viewer):
    calls = [shop.buy(viewer, package, key="key") for package in ("package_500k", "package_1m") for _ in range(5)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(each) for each in results].count(IdempotencyConflictError) == 5
    (payment,) = await payments_of(viewer)
    assert {each.payment.id for each in results if not isinstance(each, Exception)} == {payment.id}


async def test_stripe_away_is_retryable_and_the_same_key_goes_on(shop, viewer):
    await shop.gateway.methods("CNY")
    await shop.control("/faults", path="/v1/payment_intents", status=503, times=3)
    with pytest.raises(GatewayUnreachableError) as caught:
        await shop.buy(viewer, key="key")
    assert (caught.value.code, caught.value.retryable) == ("GATEWAY_UNAVAILABLE", True)
    (pending,) = await payments_of(viewer)
    assert (pending.status, pending.gateway_reference) == (PaymentStatus.PENDING, None)
    started = await shop.buy(viewer, key="key")
    assert started.payment.id == pending.id
    assert len(await shop.intents_of(pending.id)) == 1


async def test_a_lost_answer_does_not_make_a_second_payment_at_stripe(shop, viewer):
    await shop.control("/faults", path="/v1/payment_intents", delay_after_seconds=5, times=3)
    with pytest.raises(GatewayUnreachableError):
        await shop.buy(viewer, key="key")
    await shop.clear_faults()
    started = await shop.buy(viewer, key="key")
    assert len(await shop.intents_of(started.payment.id)) == 1


async def test_what_stripe_refuses_has_failed_for_good(shop, viewer):
    for _ in range(2):
        with pytest.raises(PaymentRefusedError) as caught:
            await shop.buy(viewer, "cheap", key="key")
        assert (caught.value.code, caught.value.retryable) == ("PAYMENT_REFUSED", False)
        assert caught.value.failure.code == "amount_too_small"
    (payment,) = await payments_of(viewer)
    assert (payment.status, payment.open, payment.gateway_reference) == (PaymentStatus.FAILED, False, None)
    assert payment.failure == caught.value.failure
    assert await shop.credits(viewer) == []


async def test_every_method_is_offered_with_the_reason_when_it_cannot_be_used(shop):
    options = {option.method: option for option in await shop.payments.methods("package_500k")}
    assert list(options) == [method for method in PaymentMethod if type_of(method)]
    assert {method for method, option in options.items() if not option.available} == {PaymentMethod.BITCOIN}
    assert options[PaymentMethod.CARD].reason is None
    assert options[PaymentMethod.BITCOIN].reason == (
        "Stripe takes stablecoins (crypto) in USD only; this price is in CNY."
    )
    assert all(option.available for option in await shop.payments.methods("worldwide"))
    in_yuan = {option.method: option for option in await shop.payments.methods("worldwide", "CNY")}
    assert not in_yuan[PaymentMethod.BITCOIN].available


async def test_a_method_leads_to_the_first_price_that_it_can_pay(shop, viewer):
    usual = await shop.payments.purchase(viewer, "worldwide", CARD, "card")
    assert (usual.payment.amount, usual.payment.currency) == (7000, "CNY")
    crypto = await shop.payments.purchase(viewer, "worldwide", PaymentMethod.BITCOIN, "crypto")
    assert (crypto.payment.amount, crypto.payment.currency) == (1000, "USD")
    asked = await shop.payments.purchase(viewer, "worldwide", CARD, "dollars", "USD")
    assert (asked.payment.amount, asked.payment.currency) == (1000, "USD")


async def test_what_cannot_be_bought_stores_nothing(shop, viewer):
    before = await shop.documents()
    with pytest.raises(PaymentMethodUnavailableError) as caught:
        await shop.payments.purchase(viewer, "package_500k", PaymentMethod.BITCOIN, "key")
    assert caught.value.reason == "Stripe takes stablecoins (crypto) in USD only; this price is in CNY."
    with pytest.raises(CurrencyNotOfferedError):
        await shop.payments.purchase(viewer, "package_500k", CARD, "key", "USD")
    with pytest.raises(InvalidInputError):
        await shop.payments.purchase(viewer, "package_500k", CARD, "key", '{"$gt": ""}')
    for package in ("package_0", "", "\x00", "\ud800", '{"$gt": ""}', "9" * 5000):
        with pytest.raises(PackageNotFoundError):
            await shop.payments.purchase(viewer, package, CARD, "key")
    assert await shop.documents() == before


@pytest.mark.parametrize("key", ["", " ", "a b", "\x00", "\ud800", "é", "k" * 129, '{"$gt": ""}', "payment:1\n"])
async def test_a_bad_key_stores_nothing(shop, viewer, key):
    before = await shop.documents()
    with pytest.raises(InvalidInputError):
        await shop.payments.purchase(viewer, "package_500k", CARD, key)
    assert await shop.documents() == before


async def test_open_payments_of_a_user_are_limited(shop, viewer):
    started = [await shop.buy(viewer) for _ in range(20)]
    with pytest.raises(TooManyOpenPaymentsError) as caught:
        await shop.buy(viewer, key="one-more")
    assert caught.value.retryable
    assert len(await payments_of(viewer)) == 20
    await shop.payments.cancel(viewer, started[0].payment.id, new_id("key"))
    assert (await shop.buy(viewer, key="one-more")).payment.open
    await shop.buy(shop.someone())


async def test_a_key_that_stripe_refuses_fails_no_payment_and_the_same_key_goes_on(shop, viewer, monkeypatch):
    await shop.gateway.methods("CNY")
    with monkeypatch.context() as patched:
        patched.setattr(shop.gateway._client._requestor._options, "api_key", "sk_live_revoked")
        with pytest.raises(GatewayUnreachableError) as caught:
            await shop.buy(viewer, key="key")
        assert caught.value.message == "The payment service does not answer right now; try again with the same key."
    (pending,) = await payments_of(viewer)
    assert (pending.status, pending.open) == (PaymentStatus.PENDING, True)
    assert (await shop.buy(viewer, key="key")).payment.id == pending.id


async def test_a_purchase_that_was_given_up_gives_no_client_secret_any_more(shop, viewer):
    payment = (await shop.buy(viewer, key="key")).payment
    await shop.payments.cancel(viewer, payment.id, "cancel")
    with pytest.raises(PaymentNotOpenError):
        await shop.buy(viewer, key="key")


async def test_nor_does_one_that_stripe_still_takes_for_open(shop, viewer):
    payment = (await shop.buy(viewer, key="key")).payment
    closed = {"open": False, "status": PaymentStatus.CANCELLED.value}
    await Payment.find({"_id": payment.id}).update({"$set": closed})
    assert (await shop.intent(payment.gateway_reference))["status"] == "requires_payment_method"
    with pytest.raises(PaymentNotOpenError):
        await shop.buy(viewer, key="key")
    with pytest.raises(PaymentNotOpenError):
        await shop.payments._parts.purchases._after_lost_race(payment)


async def test_one_that_stripe_no_longer_knows_needs_a_new_key(shop, viewer):
    await shop.forgotten((await shop.buy(viewer, key="key")).payment)
    with pytest.raises(PaymentNotOpenError):
        await shop.buy(viewer, key="key")


async def test_an_address_for_receipts_that_changes_after_a_lost_answer_fails_nothing(shop, viewer, monkeypatch):
    address = ["ada@example.com"]

    async def receipt_email(_user_id):
        return address[0]

    monkeypatch.setattr(shop.payments._parts.purchases, "_receipt_email", receipt_email)
    monkeypatch.setattr(PaymentStore, "set_reference", lost)
    with pytest.raises(ConnectionError):
        await shop.buy(viewer, key="key")
    monkeypatch.undo()
    monkeypatch.setattr(shop.payments._parts.purchases, "_receipt_email", receipt_email)
    address[0] = "lovelace@example.com"
    with pytest.raises(GatewayUnreachableError):
        await shop.buy(viewer, key="key")
    address[0] = "ada@example.com"
    started = await shop.buy(viewer, key="key")
    assert (started.payment.open, len(await shop.intents_of(started.payment.id))) == (True, 1)


async def lost(*_args):
    raise ConnectionError("the process ended here")


async def test_what_an_admin_edits_after_the_purchase_changes_nothing_of_what_is_paid_and_credited(shop, viewer):
    catalogs = Catalogs(shop.settings, lambda currency, _package: limits_in(currency), shop.clock)
    await catalogs.seed()
    source = catalogs.package_source
    payments = Payments(
        settings=shop.settings, clock=shop.clock, packages=source, ledger=shop.ledger, gateways=shop.gateways
    )
    payment = (await payments.purchase(viewer, "package_500k", CARD, "key")).payment
    dearer = {"tokens": 7, "prices": [{"currency": "CNY", "amount": 9_900}]}
    await catalogs.packages.update("usr_admin", "package_500k", 1, dearer)
    other = (await payments.purchase(viewer, "package_500k", CARD, "other-key")).payment
    assert (other.amount, other.tokens) == (9_900, 7)
    await catalogs.packages.retire("usr_admin", "package_500k", 2)
    again = (await payments.purchase(viewer, "package_500k", CARD, "key")).payment
    assert (again.id, again.amount, again.tokens) == (payment.id, 3_500, 500_000)
    with pytest.raises(PackageNotFoundError):
        await payments.purchase(viewer, "package_500k", CARD, "third-key")
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
