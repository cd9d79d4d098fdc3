"""A12: what the Stripe gateway makes of subscriptions, with the real SDK against the simulated Stripe."""

import asyncio

import pytest
import stripe

from gateways.errors import GatewayRefusedError
from gateways.subscriptions import (
    GatewaySubscriptionStatus,
    InvoiceReason,
    PriceRequest,
    SubscriptionRequest,
)
from models.ids import new_id
from models.subscription import PlanInterval
from tests.gateways.support import http


def price_request(plan="pro", amount=4900, tokens=1_000_000, currency="CNY"):
    key = f"tokentill:{plan}:{currency}:month:{amount}:{tokens}"
    return PriceRequest(key, plan, plan.title(), amount, currency, PlanInterval.MONTH)


@pytest.fixture
def selling(gateway):
    return gateway.subscriptions


@pytest.fixture
async def customer(sdk):
    return (await sdk.v1.customers.create_async({"metadata": {"user_id": "usr_1"}})).id


@pytest.fixture
async def made(selling, customer):
    """A subscription that waits for its first payment."""
    price = await selling.ensure_price(price_request())
    return await selling.create_subscription(SubscriptionRequest(new_id("subn"), customer, price, "Pro"))


async def pay_first(selling, sdk, subscription, card="pm_card_visa"):
    secret = await selling.first_payment_secret(subscription.reference)
    await sdk.v1.payment_intents.confirm_async(secret.partition("_secret_")[0], {"payment_method": card})


async def let_pass(simulated, subscription, step):
    async with http(simulated) as client:
        answer = await client.post(f"/_simulator/subscriptions/{subscription.reference}/{step}", json={})
        assert answer.status_code == 200, answer.text


async def test_a_price_is_made_once_and_found_again(selling, sdk):
    first = await asyncio.gather(*(selling.ensure_price(price_request()) for _ in range(10)))
    assert len({*first, await selling.ensure_price(price_request())}) == 1
    prices = (await sdk.v1.prices.list_async({"lookup_keys": [price_request().lookup_key]})).data
    assert [(each.unit_amount, each.currency, each.recurring.interval) for each in prices] == [(4900, "cny", "month")]
    assert await selling.ensure_price(price_request(amount=5000)) != first[0]


async def test_a_price_of_another_amount_under_our_key_is_refused(selling, sdk):
    await sdk.v1.products.create_async({"id": "tokentill_pro", "name": "Pro"})
    await sdk.v1.prices.create_async(
        {
            "product": "tokentill_pro",
            "currency": "cny",
            "unit_amount": 1,
            "recurring": {"interval": "month"},
            "lookup_key": price_request().lookup_key,
        }
    )
    with pytest.raises(GatewayRefusedError) as raised:
        await selling.ensure_price(price_request())
    assert raised.value.code == "price_mismatch"


async def test_a_subscription_waits_for_its_first_payment(selling, made, customer):
    assert (made.status, made.currency, made.items, made.quantity) == (
        GatewaySubscriptionStatus.INCOMPLETE,
        "CNY",
        1,
        1,
    )
    assert (made.customer, made.cancel_at_period_end, made.ended_at) == (customer, False, None)
    assert 28 <= (made.period_end - made.period_start).days <= 31
    (invoice,) = await selling.recent_invoices(made.reference)
    assert (invoice.reason, invoice.paid, invoice.total, invoice.amount_paid) == (InvoiceReason.FIRST, False, 4900, 0)
    secret = await selling.first_payment_secret(made.reference)
    assert secret is not None
    assert invoice.payment == secret.partition("_secret_")[0]
    assert selling.first_payment_page_url(secret).endswith(f"/pay/{invoice.payment}")


async def test_the_same_id_makes_one_subscription(selling, customer):
    price = await selling.ensure_price(price_request())
    request = SubscriptionRequest(new_id("subn"), customer, price, "Pro")
    first, again = await selling.create_subscription(request), await selling.create_subscription(request)
    assert first.reference == again.reference
    found = await selling.find_subscription(customer, request.subscription_id)
    assert found is not None
    assert (found.reference, found.subscription_id) == (first.reference, request.subscription_id)
    assert await selling.find_subscription(customer, "subn_other") is None


async def test_the_first_payment_makes_it_active_and_pays_the_invoice(selling, sdk, made):
    await pay_first(selling, sdk, made)
    assert (await selling.retrieve_subscription(made.reference)).status is GatewaySubscriptionStatus.ACTIVE
    assert await selling.first_payment_secret(made.reference) is None
    (invoice,) = await selling.recent_invoices(made.reference)
    assert (invoice.paid, invoice.amount_paid, invoice.subtotal, invoice.subscription) == (
        True,
        4900,
        4900,
        made.reference,
    )
    (line,) = invoice.lines
    assert (line.price, line.amount, line.quantity, line.proration) == (made.price, 4900, 1, False)
    assert (line.period_start, line.period_end) == (made.period_start, made.period_end)
    assert await selling.invoice_of_payment(invoice.payment) == invoice.reference
    assert await selling.invoice_of_payment("pi_none") is None
    assert await selling.retrieve_invoice(invoice.reference) == invoice


async def test_a_renewal_is_charged_to_the_card_of_the_first_payment(selling, sdk, simulated, made):
    await pay_first(selling, sdk, made)
    await let_pass(simulated, made, "renew")
    renewed = await selling.retrieve_subscription(made.reference)
    assert (renewed.status, renewed.period_start) == (GatewaySubscriptionStatus.ACTIVE, made.period_end)
    first, second = await selling.recent_invoices(made.reference)
    assert (first.reason, second.reason, second.paid) == (InvoiceReason.FIRST, InvoiceReason.RENEWAL, True)


async def test_a_renewal_that_is_declined_is_past_due_and_may_still_be_paid(selling, sdk, simulated, made):
    await pay_first(selling, sdk, made)
    await sdk.v1.subscriptions.update_async(
        made.reference, {"default_payment_method": "pm_card_visa_chargeDeclinedInsufficientFunds"}
    )
    await let_pass(simulated, made, "renew")
    assert (await selling.retrieve_subscription(made.reference)).status is GatewaySubscriptionStatus.PAST_DUE
    await pay_first(selling, sdk, made)
    assert (await selling.retrieve_subscription(made.reference)).status is GatewaySubscriptionStatus.ACTIVE


@pytest.mark.parametrize("step", ["expire", "give_up"])
async def test_what_is_never_paid_ends_as_unpaid(selling, sdk, simulated, made, step):
    if step == "give_up":
        await pay_first(selling, sdk, made)
        await sdk.v1.subscriptions.update_async(
            made.reference, {"default_payment_method": "pm_card_visa_chargeDeclined"}
        )
        await let_pass(simulated, made, "renew")
    await let_pass(simulated, made, step)
    ended = await selling.retrieve_subscription(made.reference)
    assert ended.status is GatewaySubscriptionStatus.ENDED_UNPAID
    assert ended.ended_at is not None


async def test_an_older_invoice_that_fails_again_leaves_a_subscription_whose_newest_is_paid_active(
    selling, sdk, simulated, made
):
    await pay_first(selling, sdk, made)
    await sdk.v1.subscriptions.update_async(made.reference, {"default_payment_method": "pm_card_visa_chargeDeclined"})
    await let_pass(simulated, made, "renew")
    older = await _intent_of_newest_invoice(sdk, made)
    await let_pass(simulated, made, "renew")
    newest = await _intent_of_newest_invoice(sdk, made)
    await sdk.v1.payment_intents.confirm_async(newest, {"payment_method": "pm_card_visa"})
    with pytest.raises(stripe.CardError):
        await sdk.v1.payment_intents.confirm_async(older, {"payment_method": "pm_card_visa_chargeDeclined"})
    assert (await selling.retrieve_subscription(made.reference)).status is GatewaySubscriptionStatus.ACTIVE


async def _intent_of_newest_invoice(sdk, made) -> str:
    subscription = await sdk.v1.subscriptions.retrieve_async(made.reference)
    listed = await sdk.v1.invoice_payments.list_async({"invoice": subscription.latest_invoice})
    return listed.data[0].payment.payment_intent


async def test_it_ends_with_its_period_unless_it_is_resumed(selling, sdk, simulated, made):
    await pay_first(selling, sdk, made)
    await selling.set_cancel_at_period_end(made.reference, cancel=True)
    assert (await selling.retrieve_subscription(made.reference)).cancel_at_period_end is True
    await selling.set_cancel_at_period_end(made.reference, cancel=False)
    assert (await selling.retrieve_subscription(made.reference)).cancel_at_period_end is False
    await selling.set_cancel_at_period_end(made.reference, cancel=True)
    await let_pass(simulated, made, "renew")
    ended = await selling.retrieve_subscription(made.reference)
    assert (ended.status, ended.ended_at) == (GatewaySubscriptionStatus.ENDED, made.period_end)


async def test_an_upgrade_bills_the_difference_at_once(selling, sdk, made):
    await pay_first(selling, sdk, made)
    dearer = await selling.ensure_price(price_request("enterprise", 24_900))
    await selling.change_price(made, dearer, new_id("key"), at_once=True)
    changed = await selling.retrieve_subscription(made.reference)
    assert (changed.price, changed.period_end) == (dearer, made.period_end)
    invoice = (await selling.recent_invoices(made.reference))[-1]
    assert (invoice.reason, invoice.paid) == (InvoiceReason.CHANGE, True)
    credit, charge = invoice.lines
    assert (credit.price, charge.price, credit.proration, charge.proration) == (made.price, dearer, True, True)
    assert (-4900 <= credit.amount < -4800, 24_800 < charge.amount <= 24_900) == (True, True)
    assert invoice.amount_paid == credit.amount + charge.amount


async def test_an_upgrade_that_is_declined_changes_nothing(selling, sdk, made):
    await pay_first(selling, sdk, made)
    await sdk.v1.subscriptions.update_async(
        made.reference, {"default_payment_method": "pm_card_visa_chargeDeclinedInsufficientFunds"}
    )
    dearer = await selling.ensure_price(price_request("enterprise", 24_900))
    with pytest.raises(GatewayRefusedError) as raised:
        await selling.change_price(made, dearer, new_id("key"), at_once=True)
    assert raised.value.code == "insufficient_funds"
    assert (await selling.retrieve_subscription(made.reference)).price == made.price
    assert len(await selling.recent_invoices(made.reference)) == 1


async def test_a_downgrade_is_billed_from_the_next_period_on(selling, sdk, simulated, made):
    await pay_first(selling, sdk, made)
    cheaper = await selling.ensure_price(price_request("small", 1_000))
    await selling.change_price(made, cheaper, new_id("key"), at_once=False)
    assert len(await selling.recent_invoices(made.reference)) == 1
    await let_pass(simulated, made, "renew")
    invoice = (await selling.recent_invoices(made.reference))[-1]
    assert (invoice.reason, invoice.amount_paid, invoice.lines[0].price) == (InvoiceReason.RENEWAL, 1_000, cheaper)


async def test_the_portal_has_an_address_of_its_own(selling, simulated, customer):
    first = await selling.portal_url(customer, "https://shop.example/account", "key-1")
    again = await selling.portal_url(customer, "https://shop.example/account", "key-1")
    assert first == again
    assert first.startswith(f"{simulated.api_base}/portal/bps_")


async def test_lists_of_invoices_and_subscriptions_have_pages(sdk, simulated, selling, made):
    await pay_first(selling, sdk, made)
    for _ in range(2):
        await let_pass(simulated, made, "renew")
    listed = await sdk.v1.invoices.list_async({"subscription": made.reference, "limit": 2})
    assert (len(listed.data), listed.has_more) == (2, True)
    everything = [each.id async for each in listed.auto_paging_iter()]
    assert len(set(everything)) == 3
    before = await sdk.v1.invoices.list_async({"subscription": made.reference, "ending_before": everything[2]})
    assert [each.id for each in before.data] == everything[:2]
    with pytest.raises(stripe.InvalidRequestError):
        await sdk.v1.invoices.list_async({"subscription": made.reference, "starting_after": "in_none"})
