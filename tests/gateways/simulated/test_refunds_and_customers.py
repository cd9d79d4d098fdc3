import pytest
import stripe

from tests.gateways.receiver import Receiver
from tests.gateways.support import until_sent

PAID = {
    "amount": 1000,
    "currency": "cny",
    "allowed_payment_method_types": ["card"],
    "payment_method": "pm_card_visa",
    "confirm": True,
}


async def test_partial_refunds_up_to_the_whole_amount(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    intent = await sdk.v1.payment_intents.create_async(PAID)
    first = await sdk.v1.refunds.create_async({"payment_intent": intent.id, "amount": 300, "reason": "duplicate"})
    assert (first.amount, first.status, first.charge) == (300, "succeeded", intent.latest_charge)
    charge = await sdk.v1.charges.retrieve_async(intent.latest_charge)
    assert (charge.amount_refunded, charge.refunded) == (300, False)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        await sdk.v1.refunds.create_async({"charge": intent.latest_charge, "amount": 701})
    assert too_much.value.param == "amount"
    rest = await sdk.v1.refunds.create_async({"charge": intent.latest_charge})
    assert rest.amount == 700
    charge = await sdk.v1.charges.retrieve_async(intent.latest_charge)
    assert (charge.amount_refunded, charge.refunded) == (1000, True)
    with pytest.raises(stripe.InvalidRequestError) as done:
        await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert done.value.code == "charge_already_refunded"
    listed = await sdk.v1.refunds.list_async({"payment_intent": intent.id})
    assert [refund.id for refund in listed.data] == [rest.id, first.id]
    assert (await sdk.v1.refunds.retrieve_async(first.id)).amount == 300
    paid = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
    await until_sent(receiver, *paid, *["refund.created", "charge.refunded"] * 2)


async def test_an_unpaid_payment_has_nothing_to_refund(sdk: stripe.StripeClient) -> None:
    intent = await sdk.v1.payment_intents.create_async({"amount": 1000, "currency": "cny"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert caught.value.code == "payment_intent_unexpected_state"
    assert (await sdk.v1.refunds.list_async()).data == []


async def test_a_customer_is_created_changed_and_deleted(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    customer = await sdk.v1.customers.create_async({"email": "ada@example.com", "metadata": {"user_id": "usr_1"}})
    assert (customer.email, customer.metadata["user_id"]) == ("ada@example.com", "usr_1")
    changed = await sdk.v1.customers.update_async(customer.id, {"name": "Ada"})
    assert (changed.name, changed.email) == ("Ada", "ada@example.com")
    intent = await sdk.v1.payment_intents.create_async({"amount": 1000, "currency": "cny", "customer": customer.id})
    assert intent.customer == customer.id
    assert (await sdk.v1.customers.delete_async(customer.id)).deleted is True
    assert (await sdk.v1.customers.retrieve_async(customer.id)).to_dict() == {
        "id": customer.id,
        "object": "customer",
        "deleted": True,
    }
    assert (await sdk.v1.customers.list_async()).data == []
    with pytest.raises(stripe.InvalidRequestError):
        await sdk.v1.customers.update_async(customer.id, {"name": "Eve"})
    expected = ["customer.created", "customer.updated", "payment_intent.created", "customer.deleted"]
    await until_sent(receiver, *expected)
