"""`decideDispute` from the service down: what a lost dispute in another currency takes."""

import pytest

from models.admin_action import AdminAction
from models.payment import PaymentStatus
from services.errors import InvalidInputError, NotFoundError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.reversals.errors import DisputeNotDecidableError
from services.reversals.refund_kinds import PAYMENTS
from tests.support.kill_switch import kill_switch


@pytest.fixture
async def lost(shop, viewer):
    """A payment of 3,500 fen for 500,000 tokens, and the lost dispute about dollars."""
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute", currency="usd", amount=50)
    await shop.becomes(payment, PaymentStatus.DISPUTED)
    await shop.control(f"/disputes/{made['id']}/lose")
    return payment, made["id"]


def decide(shop, admin, lost, amount, key):
    payment, dispute = lost
    return shop.reversals.decide_dispute(admin, PAYMENTS, payment.id, dispute, amount, "by the day's rate", key)


async def keys_of(shop, viewer, lost):
    return [key.removesuffix(lost[1]) for key in (await shop.keys(viewer))[1:]]


async def test_it_takes_what_the_amount_stands_for_and_may_be_decided_anew(shop, viewer, lost):
    admin = shop.someone()
    for _ in range(2):
        await decide(shop, admin, lost, 350, "key-1")
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 450_000
    assert await keys_of(shop, viewer, lost) == ["freeze:", "dispute:", "unfreeze:"]
    await decide(shop, admin, lost, 0, "key-2")
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 500_000
    await decide(shop, admin, lost, 350, "key-1")  # what was decided before is not decided again
    assert (await shop.payment(lost[0])).status is PaymentStatus.SUCCEEDED
    rows = await AdminAction.find({"target_id": lost[0].id}).sort("+_id").to_list()
    assert [(row.action, row.details["amount"], row.outcome) for row in rows] == [
        ("decide_dispute", 350, "done"),
        ("decide_dispute", 0, "done"),
    ]
    assert (await audit_ledger(shop.database)).findings == []
    report = await shop.reconcile()
    assert [each.rule for each in report.differences if each.payment_id == lost[0].id] == []


async def test_what_cannot_be_decided_is_refused_and_changes_nothing(shop, viewer, lost):
    admin, (payment, dispute) = shop.someone(), lost
    for amount in (-1, 3_501):
        with pytest.raises(InvalidInputError):
            await decide(shop, admin, lost, amount, f"key-{amount}")
    with pytest.raises(DisputeNotDecidableError):
        await decide(shop, admin, (payment, "du_none"), 1, "key")
    with pytest.raises(NotFoundError):
        await shop.reversals.decide_dispute(admin, PAYMENTS, "pay_none", dispute, 1, "why", "key")
    assert await keys_of(shop, viewer, lost) == ["freeze:"]
    await decide(shop, admin, lost, 0, "key")
    with pytest.raises(IdempotencyConflictError):
        await decide(shop, admin, lost, 1, "key")


async def test_killed_at_any_step_it_is_decided_once(shop, lost):
    admin = shop.someone()
    await shop.reversals.converge(lost[0].id)
    for step in range(1, 30):
        amount = 100 + step
        with kill_switch(step) as switch:
            try:
                await decide(shop, admin, lost, amount, f"key-{step}")
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        await decide(shop, admin, lost, amount, f"key-{step}")
        stored = await shop.payment(lost[0])
        assert (stored.reversal.decided, stored.reversal_due_at) == ({lost[1]: amount}, None)
        assert (await audit_ledger(shop.database)).findings == []
        if not switch.dead:
            return
    raise AssertionError("it never came to its end")
