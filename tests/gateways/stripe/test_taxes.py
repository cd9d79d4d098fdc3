"""`StripeTaxes` on Stripe's real SDK, against the simulated Stripe over HTTP, and what follows a calculation there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from gateways.errors import GatewayRefusedError, GatewayUnavailableError, TaxAddressUnknownError
from gateways.reversals import RefundRequest
from gateways.simulated.background import SimulatedStripe
from gateways.stripe.gateway import StripeGateway
from gateways.stripe.taxes import _read
from gateways.tax import BillingAddress, TaxRequest
from models.payment import TaxBehavior
from tests.gateways.simulated.test_disputes import control
from tests.gateways.support import http, payment_request

BERLIN = BillingAddress("DE", postal_code="10115", city="Berlin", line1="Invalidenstr. 117")
REQUEST = TaxRequest("pay_1", 1005, "CNY", TaxBehavior.EXCLUSIVE, BERLIN)


async def attempts(sdk: stripe.StripeClient, intent: str) -> list[tuple[str, str]]:
    """What Stripe made of the tax of a payment: for what, and with which outcome."""
    found = (await sdk.v1.tax.associations.find_async({"payment_intent": intent})).to_dict()
    return [
        (each["source"], each["errored"]["reason"] if "errored" in each else each["committed"]["transaction"])
        for each in found["tax_transaction_attempts"]
    ]


async def taxes(sdk: stripe.StripeClient, intent: str) -> list[tuple[int, int]]:
    """Net amount and tax of each transaction that Stripe has recorded for a payment, oldest first."""
    found = []
    for _, transaction in await attempts(sdk, intent):
        lines = await sdk.v1.tax.transactions.line_items.list_async(transaction)
        found += [(line.amount, line.amount_tax) for line in lines.data]
    return found


async def paid_with_tax(gateway: StripeGateway, simulated: SimulatedStripe) -> str:
    tax = await gateway.tax.calculate(REQUEST)
    made = await gateway.create_payment(payment_request("pay_1", amount=1005 + tax.tax, tax_calculation=tax.reference))
    await control(simulated, f"/payment_intents/{made.reference}/pay")
    return made.reference


async def test_tax_is_added_to_a_price_or_found_in_it(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    added = await gateway.tax.calculate(REQUEST)
    assert added.tax == 101
    assert added.expires_at is not None
    assert timedelta(days=89) < added.expires_at - datetime.now(UTC) < timedelta(days=90, seconds=1)
    stored = await sdk.v1.tax.calculations.retrieve_async(added.reference)
    assert (stored.amount_total, stored.tax_amount_exclusive, stored.tax_amount_inclusive) == (1106, 101, 0)
    assert stored.customer_details.address is not None
    assert (stored.customer_details.address.country, stored.customer_details.address_source) == ("DE", "billing")
    assert [each.taxable_amount for each in stored.tax_breakdown] == [1005]

    contained = await gateway.tax.calculate(replace(REQUEST, payment_id="pay_2", behavior=TaxBehavior.INCLUSIVE))
    assert contained.tax == 91
    stored = await sdk.v1.tax.calculations.retrieve_async(contained.reference)
    assert (stored.amount_total, stored.tax_amount_exclusive, stored.tax_amount_inclusive) == (1005, 0, 91)


async def test_the_same_payment_has_one_calculation(gateway: StripeGateway) -> None:
    assert await gateway.tax.calculate(REQUEST) == await gateway.tax.calculate(REQUEST)
    with pytest.raises(GatewayUnavailableError, match="other details"):
        await gateway.tax.calculate(replace(REQUEST, amount=1))


async def test_no_tax_is_due_everywhere(gateway: StripeGateway) -> None:
    assert (await gateway.tax.calculate(replace(REQUEST, address=BillingAddress("HK")))).tax == 0


@pytest.mark.parametrize(
    "address", [BillingAddress("US"), BillingAddress("US", "00000"), BillingAddress("CA", city="Toronto")]
)
async def test_an_address_that_does_not_tell_enough_is_named_as_the_reason(
    gateway: StripeGateway, address: BillingAddress
) -> None:
    with pytest.raises(TaxAddressUnknownError, match="customer_tax_location_invalid"):
        await gateway.tax.calculate(replace(REQUEST, address=address))


@pytest.mark.parametrize("address", [BillingAddress("US", "94103"), BillingAddress("CA", state="ON")])
async def test_a_postal_code_or_a_province_may_be_enough(gateway: StripeGateway, address: BillingAddress) -> None:
    assert (await gateway.tax.calculate(replace(REQUEST, address=address))).tax == 101


@pytest.mark.parametrize(
    "change",
    [
        {"amount_total": 1005},
        {"tax_amount_exclusive": -101, "amount_total": 904},
        {"tax_amount_inclusive": 1},
        {"tax_amount_exclusive": None},
        {"tax_amount_exclusive": True, "amount_total": 1006},
        {"currency": "usd"},
        {"id": None},
    ],
)
def test_a_calculation_that_does_not_add_up_is_not_taken(change: dict[str, object]) -> None:
    good = {
        "id": "taxcalc_1", "currency": "cny", "amount_total": 1106, "tax_amount_exclusive": 101,
        "tax_amount_inclusive": 0, "expires_at": None,
    }  # fmt: skip
    assert _read(good, REQUEST).tax == 101
    with pytest.raises(GatewayUnavailableError):
        _read(good | change, REQUEST)


async def test_tax_is_recorded_when_paid_and_goes_back_with_each_refund(
    gateway: StripeGateway, sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    reference = await paid_with_tax(gateway, simulated)
    assert await taxes(sdk, reference) == [(1005, 101)]
    for number, amount in enumerate((333, 333, 440)):
        await gateway.refund_payment(RefundRequest(f"rfd_{number}", reference, amount))
    recorded = await taxes(sdk, reference)
    assert recorded == [(1005, 101), (-303, -30), (-303, -30), (-399, -41)]
    assert [sum(column) for column in zip(*recorded, strict=True)] == [0, 0]


async def test_tax_is_due_again_when_a_refund_fails_and_a_dispute_changes_nothing(
    gateway: StripeGateway, sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    reference = await paid_with_tax(gateway, simulated)
    refund = await gateway.refund_payment(RefundRequest("rfd_1", reference, 1106))
    await control(simulated, f"/refunds/{refund.id}/fail")
    assert await taxes(sdk, reference) == [(1005, 101), (-1005, -101), (1005, 101)]
    dispute = await control(simulated, f"/payment_intents/{reference}/dispute")
    await control(simulated, f"/disputes/{dispute['id']}/lose")
    assert len(await taxes(sdk, reference)) == 3


async def test_one_calculation_makes_one_record(
    gateway: StripeGateway, sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    await paid_with_tax(gateway, simulated)
    tax = await gateway.tax.calculate(REQUEST)
    second = await gateway.create_payment(payment_request("pay_2", amount=1106, tax_calculation=tax.reference))
    await control(simulated, f"/payment_intents/{second.reference}/pay")
    assert await attempts(sdk, second.reference) == [(second.reference, "another_payment_associated_with_calculation")]
    with pytest.raises(GatewayRefusedError, match="No such tax"):
        await gateway.create_payment(payment_request("pay_3", tax_calculation="taxcalc_none"))


async def test_the_payment_page_tells_the_tax(gateway: StripeGateway, simulated: SimulatedStripe) -> None:
    reference = await paid_with_tax(gateway, simulated)
    async with http(simulated, "") as client:
        page = (await client.get(f"/pay/{reference}")).text
    assert "CN¥11.06 CNY" in page
    assert "<dt>Tax in it</dt><dd id='tax'>CN¥1.01 CNY</dd>" in page
