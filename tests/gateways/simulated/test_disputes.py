"""Disputes, and refunds that wait or fail, as Stripe documents them."""

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from tests.gateways.receiver import Receiver
from tests.gateways.simulated.test_payment_page import press
from tests.gateways.support import events, http, until, until_sent

PAID = {"amount": 1000, "currency": "cny", "allowed_payment_method_types": ["card"], "confirm": True}
PAYING = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
DISPUTED = ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


async def paid(sdk: stripe.StripeClient, card: str = "pm_card_visa") -> stripe.PaymentIntent:
    return await sdk.v1.payment_intents.create_async({**PAID, "payment_method": card})


async def dispute_of(sdk: stripe.StripeClient, intent: stripe.PaymentIntent) -> stripe.Dispute:
    return (await sdk.v1.disputes.list_async({"payment_intent": intent.id})).data[0]


async def control(simulated: SimulatedStripe, path: str, /, **body: object) -> dict[str, object]:
    async with http(simulated) as client:
        answer = await client.post(f"/_simulator{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def test_the_test_card_disputes_its_payment(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    intent = await paid(sdk, "pm_card_createDispute")
    assert intent.status == "succeeded"
    dispute = await dispute_of(sdk, intent)
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 1000)
    assert (dispute.charge, dispute.payment_intent) == (intent.latest_charge, intent.id)
    assert [row["amount"] for row in dispute.to_dict()["balance_transactions"]] == [-1000]
    assert (await sdk.v1.charges.retrieve_async(intent.latest_charge)).disputed
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await sdk.v1.refunds.create_async({"payment_intent": intent.id})
    assert refused.value.code == "charge_disputed"
    await until_sent(receiver, *PAYING, *DISPUTED)


@pytest.mark.parametrize(
    ("word", "status", "moved", "last"),
    [
        ("winning_evidence", "won", [-1000, 1000], ["charge.dispute.closed", "charge.dispute.funds_reinstated"]),
        ("losing_evidence", "lost", [-1000], ["charge.dispute.closed"]),
    ],
)
async def test_evidence_decides_it(
    sdk: stripe.StripeClient, receiver: Receiver, word: str, status: str, moved: list[int], last: list[str]
) -> None:
    dispute = await dispute_of(sdk, await paid(sdk, "pm_card_createDisputeProductNotReceived"))
    assert dispute.reason == "product_not_received"
    ended = await sdk.v1.disputes.update_async(dispute.id, {"evidence": {"uncategorized_text": word}})
    assert ended.status == status
    assert [row["amount"] for row in ended.to_dict()["balance_transactions"]] == moved
    await until_sent(receiver, *PAYING, *DISPUTED, "charge.dispute.updated", *last)
    with pytest.raises(stripe.InvalidRequestError):
        await sdk.v1.disputes.close_async(dispute.id)


async def test_an_inquiry_moves_no_money(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await paid(sdk, "pm_card_createDisputeInquiry")
    dispute = await dispute_of(sdk, intent)
    assert (dispute.status, dispute.is_charge_refundable) == ("warning_needs_response", True)
    assert dispute.balance_transactions == []
    refund = await sdk.v1.refunds.create_async({"payment_intent": intent.id, "amount": 100})
    assert refund.status == "succeeded"
    closed = await control(simulated, f"/disputes/{dispute.id}/lose")
    assert closed["status"] == "warning_closed"
    inquiry = ["charge.dispute.created", "charge.dispute.closed"]
    await until_sent(receiver, *PAYING, *inquiry, "refund.created", "charge.refunded")


async def test_the_shop_can_give_in(sdk: stripe.StripeClient, simulated: SimulatedStripe) -> None:
    intent = await paid(sdk)
    part = await control(simulated, f"/payment_intents/{intent.id}/dispute", amount=400, reason="duplicate")
    assert (part["amount"], part["reason"], part["status"]) == (400, "duplicate", "needs_response")
    assert (await sdk.v1.disputes.close_async(str(part["id"]))).status == "lost"


async def test_a_refund_may_wait_and_arrive(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await paid(sdk, "pm_card_pendingRefund")
    refund = await sdk.v1.refunds.create_async({"payment_intent": intent.id, "amount": 300})
    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    assert (await control(simulated, f"/refunds/{refund.id}/succeed"))["status"] == "succeeded"
    await until_sent(receiver, *PAYING, "refund.created", "charge.refunded", "refund.updated")


async def test_a_refund_may_fail_after_it_succeeded(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await paid(sdk)
    made = await control(simulated, f"/payment_intents/{intent.id}/refund", amount=300)
    failed = await control(simulated, f"/refunds/{made['id']}/fail")
    assert (failed["status"], failed["failure_reason"]) == ("failed", "expired_or_canceled_card")
    assert (await control(simulated, f"/refunds/{made['id']}/succeed"))["status"] == "failed"
    charge = await sdk.v1.charges.retrieve_async(intent.latest_charge)
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    await until_sent(receiver, *PAYING, "refund.created", "charge.refunded", "refund.updated", "refund.failed")


async def test_lists_have_pages(sdk: stripe.StripeClient, simulated: SimulatedStripe) -> None:
    intent = await paid(sdk)
    made = [await control(simulated, f"/payment_intents/{intent.id}/dispute", amount=1) for _ in range(3)]
    newest = await sdk.v1.disputes.list_async({"limit": 2, "payment_intent": intent.id})
    assert ([item.id for item in newest.data], newest.has_more) == ([made[2]["id"], made[1]["id"]], True)
    rest = await sdk.v1.disputes.list_async({"starting_after": newest.data[-1].id, "charge": intent.latest_charge})
    assert ([item.id for item in rest.data], rest.has_more) == ([made[0]["id"]], False)


async def test_a_person_refunds_and_disputes_on_the_page(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await paid(sdk)
    async with http(simulated, "") as client:
        listed = await client.get("/")
        assert f'<a href="/pay/{intent.id}">' in listed.text
        refused = await press(client, intent.id, "refund", amount="10.001")
        assert "Write the amount like 12.50." in refused.text
        assert f'href="/pay/{intent.id}"' in refused.text
        after = await press(client, intent.id, "refund", amount="2.50")
        assert "<td>Refund</td><td>CN¥2.50 CNY</td><td>succeeded</td>" in after.text
        refund = (await sdk.v1.refunds.list_async({"payment_intent": intent.id})).data[0]
        after = await press(client, intent.id, "fail", target=refund.id)
        assert "<td>Refund</td><td>CN¥2.50 CNY</td><td>failed</td>" in after.text
        after = await press(client, intent.id, "dispute")
        assert "<td>Dispute</td><td>CN¥10.00 CNY</td><td>needs_<wbr>response</td>" in after.text
        disputed = await press(client, intent.id, "refund")
        assert "has been charged back" in disputed.text
        dispute = await dispute_of(sdk, intent)
        after = await press(client, intent.id, "win", target=dispute.id)
        assert "<td>Dispute</td><td>CN¥10.00 CNY</td><td>won</td>" in after.text
    last = {"refund.failed", "charge.dispute.funds_reinstated"}
    await until(lambda: last <= {event["type"] for event in events(receiver)})


async def test_what_belongs_to_another_payment_cannot_be_ended(
    sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    intent, other = await paid(sdk), await paid(sdk, "pm_card_createDispute")
    dispute = await dispute_of(sdk, other)
    async with http(simulated, "") as client:
        answer = await press(client, intent.id, "lose", target=dispute.id)
    assert answer.status_code == 400
    assert (await sdk.v1.disputes.retrieve_async(dispute.id)).status == "needs_response"
