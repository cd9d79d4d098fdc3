"""A9: automatic tax of `purchase`: worked out by the payer's address, frozen, charged, recorded and taken back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from gateways.tax import BillingAddress, CalculatedTax
from models.ids import new_id
from models.payment import DiscountKind, Payment, PaymentKind, PaymentMethod, PaymentStatus, TaxBehavior
from services.errors import InvalidInputError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.payments import Payments
from services.payments.errors import (
    BillingAddressRequiredError,
    BillingAddressUnknownError,
    GatewayUnreachableError,
    PaymentNotOpenError,
    TaxUnavailableError,
)
from services.payments.order import PurchaseOptions
from services.payments.purchase import StartedPurchase
from services.payments.store import PaymentStore
from tests.support.event_matrix import Scene, matrix, play
from tests.support.kill_switch import kill_switch
from tests.support.shop import open_shop
from tests.support.waiting import until

BERLIN = BillingAddress("DE", postal_code="10115", city="Berlin")
NOWHERE = BillingAddress("US", postal_code="00000")
TAX = "/v1/tax/calculations"
INTENTS = "/v1/payment_intents"


def of_server(shop, settings, **changes: Any) -> Payments:
    """A server of the shop with other settings."""
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    return Payments(settings=settings.model_copy(update=changes), **parts)


@pytest.fixture(scope="module")
async def shop(database, settings):
    async with open_shop(database, settings.model_copy(update={"automatic_tax": True})) as shop:
        yield shop


@pytest.fixture(autouse=True)
async def right_in_the_end(shop):
    """Whatever a test did: ledger, payments and Stripe agree."""
    yield
    await shop.clear_faults()
    await shop.control("/deliveries/release")
    shop.clock.shift = timedelta()
    assert (await audit_ledger(shop.database)).findings == []
    assert (await shop.reconcile()).differences == []


@pytest.fixture
def buy(shop, viewer):
    """Start a purchase with tax."""

    async def start(
        key: str | None = None, address: BillingAddress | None = BERLIN, server: Payments | None = None, **options: Any
    ) -> StartedPurchase:
        asked = PurchaseOptions(billing_address=address, **options)
        payments = server or shop.payments
        return await payments.purchase(viewer, "package_500k", PaymentMethod.CARD, key or new_id("key"), None, asked)

    return start


@pytest.fixture
def paid(shop, buy):
    """Buy, and pay."""

    async def pay(**options: Any) -> Payment:
        payment = (await buy(**options)).payment
        await shop.confirm(payment)
        return await shop.becomes(payment, PaymentStatus.SUCCEEDED)

    return pay


async def has(shop, viewer, tokens: int) -> bool:
    return bool((await shop.ledger.balance(viewer.wallet_id)).available == tokens)


async def recorded(shop, payment: Payment) -> list[tuple[int, int]]:
    """Net amount and tax of each transaction that Stripe has recorded for the payment, oldest first."""
    tax = shop.gateway._client.v1.tax
    association = (await tax.associations.find_async({"payment_intent": payment.gateway_reference})).to_dict()
    found = []
    for each in association["tax_transaction_attempts"]:
        lines = await tax.transactions.line_items.list_async(each["committed"]["transaction"])
        found += [(line.amount, line.amount_tax) for line in lines.data]
    return found


async def taxed_and_paid(shop) -> Scene:
    buyer, asked = shop.someone(), PurchaseOptions(billing_address=BERLIN)
    started = await shop.payments.purchase(buyer, "package_500k", PaymentMethod.CARD, new_id("key"), None, asked)
    payment = started.payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.confirm(payment)

    async def right() -> None:
        stored = await shop.payment(payment)
        assert (stored.status, stored.total, stored.flags) == (PaymentStatus.SUCCEEDED, 3850, [])
        assert await shop.credits(buyer) == [(f"payment:{payment.id}", 500_000)]

    event = await shop.last_event(payment, "payment_intent.succeeded")
    declined = await shop.last_event(payment, "payment_intent.payment_failed")
    return Scene(event, right, [declined])


async def taxed_and_refunded(shop) -> Scene:
    scene = await taxed_and_paid(shop)
    await shop.post_event(scene.event)
    reference = scene.event["data"]["object"]["id"]
    refund = await shop.control(f"/payment_intents/{reference}/refund", amount=1925)
    payment = await Payment.find_one({"gateway_reference": reference})

    async def right() -> None:
        stored = await shop.payment(payment)
        assert (stored.status, stored.reversal.paid) == (PaymentStatus.PARTIALLY_REFUNDED, 3850)
        wallet = await shop.ledger.balance(payment.wallet_id)
        assert (wallet.available, wallet.debt) == (250_000, 0)
        assert await recorded(shop, stored) == [(3500, 350), (-1750, -175)]

    return Scene(await shop.last_event_about(refund["id"], "refund.created"), right)


@pytest.mark.parametrize(("scene", "case"), matrix({"paid": taxed_and_paid, "refunded": taxed_and_refunded}))
async def test_events_about_a_taxed_payment_have_their_effect_however_they_come(shop, scene, case):
    await play(shop, scene, case)


async def test_tax_is_frozen_before_the_intent_is_made_and_charged_with_the_price(shop, viewer, buy):
    payment = (await buy(quantity=2)).payment
    assert (payment.amount, payment.tax_amount, payment.total) == (7000, 700, 7700)
    assert payment.tax_behavior is TaxBehavior.EXCLUSIVE
    intent = await shop.intent(payment.gateway_reference)
    assert intent["amount"] == 7700
    assert intent["hooks"] == {"inputs": {"tax": {"calculation": payment.tax_calculation}}}
    await shop.confirm(payment)

    done = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (done.amount, done.tax_amount, done.flags) == (7000, 700, [])
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 1_000_000)]
    assert await recorded(shop, payment) == [(7000, 700)]


async def test_tax_is_of_what_is_left_after_discounts(shop, viewer, settings, buy):
    server = of_server(shop, settings, automatic_tax=True, first_purchase_discount_percent=20)
    payment = (await buy(server=server)).payment
    assert [each.kind for each in payment.discounts] == [DiscountKind.FIRST_PURCHASE]
    assert (payment.subtotal, payment.amount, payment.tax_amount, payment.total) == (3500, 2800, 280, 3080)


async def test_a_price_that_contains_its_tax_stays_the_price(shop, viewer, settings, buy):
    server = of_server(shop, settings, automatic_tax=True, tax_behavior="inclusive")
    payment = (await buy(server=server)).payment
    assert (payment.amount, payment.tax_amount, payment.total) == (3500, 318, 3500)
    await shop.confirm(payment)

    done = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (done.tax_behavior, done.tax_amount, done.flags) == (TaxBehavior.INCLUSIVE, 318, [])
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    assert await recorded(shop, payment) == [(3500, 318)]


async def test_stripes_page_takes_a_price_that_contains_its_tax(shop, viewer, settings, monkeypatch):
    monkeypatch.setattr(shop, "payments", of_server(shop, settings, automatic_tax=True, tax_behavior="inclusive"))
    payment = (await shop.checkout(viewer)).payment
    assert payment.tax_behavior is TaxBehavior.INCLUSIVE
    await shop.on_page(payment, "pay")

    done = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (done.amount, done.tax_amount, done.total, done.flags) == (3500, 318, 3500, [])
    assert (await shop.intent(done.gateway_reference))["amount_received"] == 3500


async def test_stripes_page_needs_no_address(shop, viewer):
    payment = (await shop.checkout(viewer)).payment
    await shop.on_page(payment, "pay")
    done = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (done.kind, done.amount, done.tax_amount, done.total) == (PaymentKind.CHECKOUT, 3500, 350, 3850)


async def test_no_tax_is_due_everywhere(shop, buy):
    payment = (await buy(address=BillingAddress("HK"))).payment
    assert (payment.tax_amount, payment.total) == (0, 3500)
    assert payment.tax_calculation is not None
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await recorded(shop, payment) == [(3500, 0)]


async def test_without_an_address_nothing_is_stored_and_the_key_stays_free(shop, viewer, buy):
    before, key = await shop.documents(), new_id("key")
    with pytest.raises(BillingAddressRequiredError):
        await buy(key=key, address=None)
    with pytest.raises(InvalidInputError, match=r"billingAddress\.country"):
        await buy(key=key, address=BillingAddress("Germany"))
    assert await shop.documents() == before
    assert (await buy(key=key)).payment.total == 3850


async def test_where_tax_is_off_an_address_changes_nothing(shop, settings, buy):
    payment = (await buy(server=of_server(shop, settings, automatic_tax=False))).payment
    assert (payment.tax_behavior, payment.tax_amount, payment.total) == (None, 0, 3500)
    assert (await shop.intent(payment.gateway_reference))["hooks"] is None


async def test_a_purchase_that_began_without_tax_goes_on_without(shop, settings, buy):
    key = new_id("key")
    await shop.control("/faults", path=INTENTS, times=10, status=500)
    with pytest.raises(GatewayUnreachableError):
        await buy(key=key, address=None, server=of_server(shop, settings, automatic_tax=False))
    await shop.clear_faults()
    payment = (await buy(key=key, address=None)).payment
    assert (payment.tax_amount, payment.total) == (0, 3500)


async def test_an_address_that_tells_no_tax_ends_the_payment_and_gives_its_discount_back(shop, viewer, settings, buy):
    server = of_server(shop, settings, automatic_tax=True, first_purchase_discount_percent=20)
    key = new_id("key")
    for _ in range(2):
        with pytest.raises(BillingAddressUnknownError):
            await buy(key=key, address=NOWHERE, server=server)
    payment = await Payment.find_one({"user_id": viewer.user_id})
    assert (payment.status, payment.open, payment.gateway_reference) == (PaymentStatus.FAILED, False, None)
    assert payment.failure.code == "customer_tax_location_invalid"
    assert await shop.intents_of(payment.id) == []
    with pytest.raises(IdempotencyConflictError):
        await buy(key=key, server=server)
    assert (await buy(server=server)).payment.first_purchase


@pytest.mark.parametrize("status", [500, 402])
async def test_tax_that_cannot_be_told_now_leaves_a_payment_that_goes_on(shop, viewer, buy, status):
    """402 stands for a shop that has not set up Stripe Tax: the payer can do nothing about it."""
    key = new_id("key")
    await shop.control("/faults", path=TAX, times=10, status=status)
    with pytest.raises(TaxUnavailableError) as refused:
        await buy(key=key)
    assert refused.value.retryable
    waiting = await Payment.find_one({"user_id": viewer.user_id})
    assert (waiting.status, waiting.open, waiting.tax_calculation) == (PaymentStatus.PENDING, True, None)
    assert await shop.intents_of(waiting.id) == []

    await shop.clear_faults()
    payment = (await buy(key=key)).payment
    assert (payment.id, payment.total) == (waiting.id, 3850)
    assert await Payment.find({"user_id": viewer.user_id}).count() == 1


async def test_the_tax_that_was_frozen_is_what_is_charged_whenever_the_intent_is_made(shop, viewer, buy):
    key = new_id("key")
    await shop.control("/faults", path=INTENTS, times=10, status=500)
    with pytest.raises(GatewayUnreachableError):
        await buy(key=key)
    frozen = await Payment.find_one({"user_id": viewer.user_id})
    assert (frozen.tax_amount, frozen.gateway_reference) == (350, None)

    await shop.clear_faults()
    await shop.control("/faults", path=TAX, times=10, status=500)  # it is not asked again
    payment = (await buy(key=key)).payment
    assert payment.tax_calculation == frozen.tax_calculation
    assert (await shop.intent(payment.gateway_reference))["amount"] == 3850


async def test_calls_at_once_on_two_servers_freeze_one_calculation(shop, viewer, settings, buy):
    key, other = new_id("key"), of_server(shop, settings, automatic_tax=True)
    calls = [buy(key=key, server=server) for server in (shop.payments, other) for _ in range(5)]
    made = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(each) for each in made} <= {StartedPurchase, TaxUnavailableError, GatewayUnreachableError}
    again = await buy(key=key)
    (intent,) = await shop.intents_of(again.payment.id)
    assert intent["hooks"]["inputs"]["tax"]["calculation"] == again.payment.tax_calculation
    assert {each.client_secret for each in made if isinstance(each, StartedPurchase)} <= {again.client_secret}


async def test_killed_after_each_step_the_same_key_goes_on(shop, buy):
    for step in range(1, 20):
        key, buyer = new_id("key"), shop.someone()
        asked = PurchaseOptions(billing_address=BERLIN)
        with kill_switch(step) as switch:
            server = shop.new_server().payments
            try:
                await server.purchase(buyer, "package_500k", PaymentMethod.CARD, key, None, asked)
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        payment = (await shop.payments.purchase(buyer, "package_500k", PaymentMethod.CARD, key, None, asked)).payment
        assert (payment.tax_amount, payment.total) == (350, 3850)
        (intent,) = await shop.intents_of(payment.id)
        assert (intent["amount"], intent["id"]) == (3850, payment.gateway_reference)
        assert await Payment.find({"user_id": buyer.user_id}).count() == 1
        if not switch.dead:
            assert step > 1
            return
    raise AssertionError("it never came to its end")


async def test_a_payment_that_is_cancelled_while_tax_is_worked_out_is_not_made(shop, viewer, buy, monkeypatch):
    key, calculate = new_id("key"), shop.gateway.tax.calculate

    async def cancel_meanwhile(request):
        await shop.payments.cancel(viewer, request.payment_id, "cancel")
        return await calculate(request)

    monkeypatch.setattr(shop.gateway.tax, "calculate", cancel_meanwhile)
    with pytest.raises(PaymentNotOpenError):
        await buy(key=key)
    payment = await Payment.find_one({"user_id": viewer.user_id})
    assert (payment.status, payment.tax_calculation) == (PaymentStatus.CANCELLED, None)
    assert await shop.intents_of(payment.id) == []


async def test_a_payment_expires_with_its_calculation_at_the_latest(shop, viewer, buy):
    await shop.control("/faults", path=TAX, times=10, status=500)
    with pytest.raises(TaxUnavailableError):
        await buy()
    waiting = await Payment.find_one({"user_id": viewer.user_id})
    soon = waiting.created_at + timedelta(minutes=5)
    frozen = await PaymentStore().freeze_tax(waiting.id, CalculatedTax("taxcalc_1", 350, soon))
    assert (frozen.expires_at, frozen.next_check_at) == (soon, soon)
    assert await PaymentStore().freeze_tax(waiting.id, CalculatedTax("taxcalc_2", 1, None)) is None
    shop.clock.advance(minutes=6)
    await shop.sweep()
    assert (await shop.payment(waiting)).status is PaymentStatus.CANCELLED


@pytest.mark.parametrize("received", [3500, 3849, 3851])
async def test_another_sum_than_price_and_tax_credits_nothing(shop, viewer, buy, received):
    payment = (await buy()).payment
    await shop.settled(await shop.send_event(payment, status="succeeded", amount=received, amount_received=received))
    stored = await shop.payment(payment)
    assert [(each.code, each.detail) for each in stored.flags] == [
        ("WRONG_AMOUNT", f"Received {received} of {received} CNY, expected 3850.")
    ]
    assert await shop.credits(viewer) == []
    await shop.gateway.cancel_payment(payment.gateway_reference)


async def test_an_event_that_never_comes_is_made_good(shop, viewer, buy):
    await shop.control("/deliveries/hold")
    swept, reconciled = (await buy()).payment, (await buy()).payment
    await shop.confirm(swept)
    await shop.confirm(reconciled)
    shop.clock.advance(minutes=11)
    await shop.payments.complete_payments(100)
    assert (await shop.payment(swept)).status is PaymentStatus.SUCCEEDED
    await shop.database["payments"].update_one(
        {"_id": reconciled.id}, {"$set": {"credited_at": None, "status": "pending", "open": True}}
    )
    assert [found.rule for found in (await shop.reconcile()).differences] == ["payment.missed_credit"]
    await shop.reconcile(fix=True)
    assert await shop.credits(viewer) == [(f"payment:{swept.id}", 500_000), (f"payment:{reconciled.id}", 500_000)]


async def test_refunds_give_the_tax_back_in_proportion_until_nothing_is_left(shop, viewer, paid):
    payment = await paid()
    admin = shop.someone()
    part = await shop.reversals.refund(admin, payment.id, 1000, "a part", new_id("key"))
    assert part.payment.status is PaymentStatus.PARTIALLY_REFUNDED
    taken = 500_000 * 1000 // 3850
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 500_000 - taken
    assert await recorded(shop, payment) == [(3500, 350), (-910, -90)]

    rest = await shop.reversals.refund(admin, payment.id, None, "the rest", new_id("key"))
    assert (rest.refund.amount, rest.payment.status) == (2850, PaymentStatus.REFUNDED)
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0
    assert await recorded(shop, payment) == [(3500, 350), (-910, -90), (-2590, -260)]


async def test_a_failed_refund_makes_the_tax_due_again_and_a_dispute_is_of_all_of_it(shop, viewer, paid):
    payment = await paid()
    refund = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
    assert refund["amount"] == 3850
    await shop.becomes(payment, PaymentStatus.REFUNDED)
    await shop.control(f"/refunds/{refund['id']}/fail")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    await until(lambda: has(shop, viewer, 500_000))
    assert await recorded(shop, payment) == [(3500, 350), (-3500, -350), (3500, 350)]

    dispute = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
    await shop.control(f"/disputes/{dispute['id']}/lose")
    disputed = await shop.becomes(payment, PaymentStatus.DISPUTED)
    assert disputed.reversal.disputes[0].amount == 3850
    await until(lambda: has(shop, viewer, 0))
    assert len(await recorded(shop, payment)) == 3
