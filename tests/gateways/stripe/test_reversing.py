"""Refunds and disputes through `StripeGateway`, on Stripe's real SDK against the simulated Stripe over HTTP."""

import pytest
import stripe

from gateways.errors import GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError
from gateways.reversals import GatewayReversals, RefundRequest
from gateways.simulated.background import SimulatedStripe
from gateways.stripe import reversing
from gateways.stripe.gateway import StripeGateway
from gateways.stripe.reversals import UnreadableReversalError, read_dispute, read_refund
from models.reversal import DisputeState, RefundStatus
from tests.gateways.simulated.test_disputes import control, paid


async def test_nothing_went_back_yet(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    intent = await paid(sdk)
    assert await gateway.reversals(intent.id) == GatewayReversals(paid=1000)
    waiting = await sdk.v1.payment_intents.create_async({"amount": 1000, "currency": "cny"})
    assert await gateway.reversals(waiting.id) == GatewayReversals(paid=0)
    with pytest.raises(PaymentUnknownError):
        await gateway.reversals("pi_none")


async def test_a_refund_is_made_once_however_often_it_is_asked(
    gateway: StripeGateway, sdk: stripe.StripeClient
) -> None:
    intent = await paid(sdk)
    request = RefundRequest("rfd_1", intent.id, 250)
    made = await gateway.refund_payment(request)
    assert (made.amount, made.status, made.refund_id) == (250, RefundStatus.SUCCEEDED, "rfd_1")
    assert await gateway.refund_payment(request) == made
    assert (await gateway.reversals(intent.id)).refunds == (made,)
    with pytest.raises(GatewayRefusedError):
        await gateway.refund_payment(RefundRequest("rfd_2", intent.id, 751))


async def test_what_was_done_in_the_dashboard_is_seen(
    gateway: StripeGateway, sdk: stripe.StripeClient, simulated: SimulatedStripe
) -> None:
    intent = await paid(sdk)
    refund = await control(simulated, f"/payment_intents/{intent.id}/refund", amount=100)
    dispute = await control(simulated, f"/payment_intents/{intent.id}/dispute", amount=900)
    for kind, found in (("refund", refund), ("dispute", dispute), ("charge", {"id": intent.latest_charge})):
        assert await gateway.reversed_payment(kind, str(found["id"])) == intent.id
    assert await gateway.reversed_payment("invoice", "in_1") is None
    await control(simulated, f"/refunds/{refund['id']}/fail")
    await control(simulated, f"/disputes/{dispute['id']}/lose")
    seen = await gateway.reversals(intent.id)
    assert [(item.id, item.amount, item.status) for item in seen.refunds] == [(refund["id"], 100, RefundStatus.FAILED)]
    assert [(item.id, item.amount, item.state, item.reason) for item in seen.disputes] == [
        (dispute["id"], 900, DisputeState.LOST, "fraudulent")
    ]


async def test_all_pages_are_read_and_no_list_without_end(
    gateway: StripeGateway, sdk: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent = await paid(sdk)
    for number in range(5):
        await gateway.refund_payment(RefundRequest(f"rfd_{number}", intent.id, 1))
    monkeypatch.setattr(reversing, "PAGE", 2)
    assert len((await gateway.reversals(intent.id)).refunds) == 5
    monkeypatch.setattr(reversing, "REVERSALS_MAXIMUM", 4)
    with pytest.raises(GatewayRefusedError, match="too many"):
        await gateway.reversals(intent.id)


async def test_an_outage_is_told_as_one(gateway: StripeGateway, sdk: stripe.StripeClient, simulated) -> None:
    intent = await paid(sdk)
    await control(simulated, "/faults", path="/v1/disputes", status=500, times=9)
    with pytest.raises(GatewayUnavailableError):
        await gateway.reversals(intent.id)


@pytest.mark.parametrize(
    ("status", "rows", "state"),
    [
        ("warning_needs_response", [], DisputeState.OPEN),
        ("warning_closed", [], DisputeState.WON),
        ("under_review", [-5], DisputeState.OPEN),
        ("appeal_under_review", [-5], DisputeState.OPEN),
        ("won", [-5, 5], DisputeState.WON),
        ("lost", [-5], DisputeState.LOST),
        ("prevented", [-5], DisputeState.LOST),
        ("prevented", [], DisputeState.WON),
    ],
)
def test_whose_the_money_of_a_dispute_is(status: str, rows: list[int], state: DisputeState) -> None:
    data = {"id": "du_1", "amount": 5, "currency": "cny", "created": 1, "reason": "general", "status": status}
    assert read_dispute({**data, "balance_transactions": [{"amount": row} for row in rows]}).state is state


@pytest.mark.parametrize("change", [{"status": "odd"}, {"amount": -1}, {"amount": 1.5}, {"id": ""}, {"created": None}])
def test_what_cannot_be_read_is_an_error(change: dict[str, object]) -> None:
    data = {"id": "re_1", "amount": 5, "currency": "cny", "created": 1, "reason": "general", "status": "pending"}
    assert (read_refund(data).status, read_refund(data).currency) == (RefundStatus.PENDING, "CNY")
    with pytest.raises(UnreadableReversalError):
        read_refund({**data, **change})
    with pytest.raises(UnreadableReversalError):
        read_dispute({**data, "status": "lost", **change})
