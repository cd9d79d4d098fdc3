"""`StripeCustomers` on Stripe's real SDK, against the simulated Stripe over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from gateways.customers import CardCharge
from gateways.errors import GatewayRefusedError, PaymentUnknownError
from gateways.payment_gateway import GatewayPaymentStatus
from gateways.tax import BillingAddress
from tests.gateways.support import http, payment_request

CHARGE = CardCharge("pay_1", 1000, "CNY", "cus", "card", "100,000 tokens", {"package_id": "package_100k"})


async def act(simulated, reference, outcome, **body):
    async with http(simulated) as client:
        answer = await client.post(f"/_simulator/setup_intents/{reference}/{outcome}", json=body)
    assert answer.status_code == 200, answer.text


@pytest.fixture
def save(gateway, simulated):
    """A new customer with this saved card."""

    async def save(card):
        customer = await gateway.customers.create("usr_1", "ada@example.com")
        setup = await gateway.customers.start_setup("setup_1", customer)
        await act(simulated, setup.reference, "save", card=card)
        return replace(CHARGE, customer=customer, card=(await gateway.customers.cards(customer))[0].reference)

    return save


async def test_a_card_keeps_the_address_that_its_owner_gave_on_the_page(gateway, simulated):
    customer = await gateway.customers.create("usr_1", "ada@example.com")
    for setup_id, country, address in (
        ("setup_1", "", None),
        ("setup_2", "de", BillingAddress("DE", postal_code="10115")),
    ):
        setup = await gateway.customers.start_setup(setup_id, customer)
        async with http(simulated, "") as client:
            shown = (await client.get(f"/setup/{setup.reference}")).text
            token = shown.split('name="token" value="')[1].split('"')[0]
            form = {"token": token, "outcome": "save", "country": country, "postal_code": " 10115 "}
            posted = await client.post(f"/setup/{setup.reference}", data=form)
        assert posted.status_code == 303
        assert (await gateway.customers.cards(customer))[0].address == address


async def test_a_user_has_one_customer(gateway, sdk):
    customer = await gateway.customers.create("usr_1", "ada@example.com")

    assert await gateway.customers.create("usr_1", "ada@example.com") == customer
    found = await sdk.v1.customers.retrieve_async(customer)
    assert (found.email, found.metadata.to_dict()) == ("ada@example.com", {"user_id": "usr_1"})


async def test_one_whose_address_has_changed_is_made_all_the_same(gateway):
    """After a lost answer. Stripe would refuse the same key with other input for a day."""
    lost = await gateway.customers.create("usr_1", "ada@example.com")
    made = await gateway.customers.create("usr_1", "lovelace@example.com")
    assert made != lost


async def test_what_was_charged_for_a_payment_is_found_without_its_key(gateway, save):
    charge = await save("pm_card_visa")
    since = datetime.now(UTC)
    assert await gateway.customers.find_charge("pay_1", charge.customer, since) is None
    made = await gateway.customers.charge_card(charge)
    assert await gateway.customers.find_charge("pay_1", charge.customer, since) == made
    assert await gateway.customers.find_charge("pay_2", charge.customer, since) is None
    assert await gateway.customers.find_charge("pay_1", charge.customer, since + timedelta(days=2)) is None


async def test_a_card_is_saved_listed_and_removed(gateway, simulated):
    customer = await gateway.customers.create("usr_1", "ada@example.com")
    assert await gateway.customers.cards(customer) == []
    setup = await gateway.customers.start_setup("setup_1", customer)
    assert setup.page_url is not None
    assert setup.page_url.endswith(f"/setup/{setup.reference}")
    await act(simulated, setup.reference, "decline")
    assert await gateway.customers.cards(customer) == []
    await act(simulated, setup.reference, "save", card="pm_card_mastercard")

    [card] = await gateway.customers.cards(customer)
    assert (card.customer, card.brand, card.last4, card.expiry_month, card.expiry_year) == (
        customer, "mastercard", "4444", 12, 2040,
    )  # fmt: skip
    assert await gateway.customers.card(card.reference) == card
    await gateway.customers.remove_card(card.reference)
    await gateway.customers.remove_card(card.reference)
    assert await gateway.customers.cards(customer) == []
    with pytest.raises(GatewayRefusedError):
        await gateway.customers.charge_card(replace(CHARGE, customer=customer, card=card.reference))


async def test_paying_keeps_the_card_only_when_asked(gateway, sdk):
    customer = await gateway.customers.create("usr_1", "ada@example.com")
    for payment_id, save_card, cards in (("pay_1", False, 0), ("pay_2", True, 1)):
        made = await gateway.create_payment(payment_request(payment_id, customer=customer, save_card=save_card))
        await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa"})
        assert len(await gateway.customers.cards(customer)) == cards


async def test_a_saved_card_is_charged_once(gateway, save):
    charge = await save("pm_card_visa")

    paid = await gateway.customers.charge_card(charge)
    assert (paid.status, paid.amount_received, paid.payment_id) == (GatewayPaymentStatus.SUCCEEDED, 1000, "pay_1")
    assert await gateway.customers.charge_card(charge) == paid


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("pm_card_chargeCustomerFail", "generic_decline"),
        ("pm_card_authenticationRequired", "authentication_required"),
    ],
)
async def test_a_decline_is_an_answer(gateway, save, card, code):
    charge = await save(card)

    declined = await gateway.customers.charge_card(charge)
    assert (declined.status, declined.amount_received, declined.failure_code) == (GatewayPaymentStatus.OPEN, 0, code)
    assert await gateway.customers.charge_card(charge) == declined


async def test_a_card_that_was_set_up_needs_no_owner(gateway, save):
    charge = await save("pm_card_authenticationRequiredOnSetup")

    assert (await gateway.customers.charge_card(charge)).status is GatewayPaymentStatus.SUCCEEDED


async def test_a_card_of_another_customer_is_refused(gateway, save, sdk):
    charge = await save("pm_card_visa")
    other = await sdk.v1.customers.create_async({})

    with pytest.raises(GatewayRefusedError):
        await gateway.customers.charge_card(replace(charge, customer=other.id))
    with pytest.raises(PaymentUnknownError):
        await gateway.customers.card("pm_none")


async def test_a_person_saves_a_card_on_the_page(gateway, simulated):
    customer = await gateway.customers.create("usr_1", "ada@example.com")
    setup = await gateway.customers.start_setup("setup_1", customer)
    async with http(simulated, "") as client:
        shown = (await client.get(f"/setup/{setup.reference}")).text
        token = shown.split('name="token" value="')[1].split('"')[0]
        form = {"token": token, "outcome": "save", "card": "pm_card_authenticationRequired"}
        assert (await client.post(f"/setup/{setup.reference}", data=form)).status_code == 303
        assert "Card saved" in (await client.get(f"/setup/{setup.reference}")).text
    assert [card.last4 for card in await gateway.customers.cards(customer)] == ["3184"]


async def test_a_browser_confirms_with_the_client_secret_only(gateway, simulated):
    customer = await gateway.customers.create("usr_1", "ada@example.com")
    setup = await gateway.customers.start_setup("setup_1", customer)
    browser = stripe.HTTPXClient(timeout=10)
    client = stripe.StripeClient("pk_test_simulated", base_addresses={"api": simulated.api_base}, http_client=browser)
    with pytest.raises(stripe.InvalidRequestError):
        await client.v1.setup_intents.confirm_async(setup.reference, {"payment_method": "pm_card_visa"})
    params = {"payment_method": "pm_card_visa", "client_secret": setup.client_secret}
    done = await client.v1.setup_intents.confirm_async(setup.reference, params)
    assert done.status == "succeeded"
    again = await gateway.customers.start_setup("setup_2", customer)
    params = {"payment_method": "pm_card_chargeDeclined", "client_secret": again.client_secret}
    with pytest.raises(stripe.CardError):
        await client.v1.setup_intents.confirm_async(again.reference, params)
    await browser.close_async()
