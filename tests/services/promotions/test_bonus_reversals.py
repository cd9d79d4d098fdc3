"""A promo code's bonus beside refunds: it is there before any of it is taken, and never comes after that."""

import pytest

from models.payment import PaymentStatus
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger

TOKENS, BONUS = 500_000, 9_000
LARGEST = 2**63 - 1


@pytest.fixture
def credited(shop, registered, buy, code, monkeypatch):
    """A gift with a bonus that is credited, and whose server then died: `payment, giver, receiver`."""

    async def make():
        giver, receiver = await registered(), await registered()
        payment = await buy(giver, gift_to=receiver.user_id, promo_code=await code(bonus_tokens=BONUS))
        with monkeypatch.context() as patch:
            patch.setattr(shop.payments._parts.events._follow_up, "attempt", _never)
            await shop.confirm(payment)
            await shop.becomes(payment, PaymentStatus.SUCCEEDED)
        assert await shop.keys(receiver) == [f"payment:{payment.id}"]
        return await shop.payment(payment), giver, receiver

    return make


async def _never(_payment_id):
    """The server is no more."""


async def refund(shop, payment, **part):
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", **part)
    await shop.reversals.converge(payment.id)
    return made["id"]


async def balance(shop, viewer):
    found = await shop.ledger.balance(viewer.wallet_id)
    return found.available, found.debt


async def audit_is_clean(shop):
    assert (await audit_ledger(shop.database)).findings == []


@pytest.mark.parametrize("first", ["refund", "follow-up"])
async def test_a_gift_refunded_before_or_after_its_follow_up_leaves_nothing_anywhere(shop, credited, first):
    payment, giver, receiver = await credited()
    if first == "follow-up":
        await shop.payments.complete_payments(100)
    made = await refund(shop, payment)
    await shop.payments.complete_payments(100)
    assert (await shop.payment(payment)).follow_up_at is None
    assert await shop.keys(receiver) == [f"payment:{payment.id}", f"bonus:{payment.id}", f"refund:{made}"]
    assert await shop.keys(giver) == []
    assert (await balance(shop, receiver), await balance(shop, giver)) == ((0, 0), (0, 0))
    await audit_is_clean(shop)


async def test_a_part_takes_its_share_of_the_bonus_also_before_the_follow_up(shop, credited):
    payment, giver, receiver = await credited()
    await refund(shop, payment, amount=350)
    await shop.payments.complete_payments(100)
    assert await balance(shop, receiver) == (450_000 + 8_100, 0)
    assert await shop.keys(giver) == []
    await audit_is_clean(shop)


async def test_a_follow_up_that_a_refund_overtakes_grants_nothing_after_it(shop, credited, monkeypatch):
    payment, giver, receiver = await credited()
    other, bonuses = shop.new_server(), shop.payments._parts.events._follow_up._bonuses
    grant = bonuses.grant

    async def overtaken(stale):
        await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
        await other.reversals.converge(payment.id)
        return await grant(stale)

    monkeypatch.setattr(bonuses, "grant", overtaken)
    await shop.payments._parts.events._follow_up.run(payment.id)
    assert (await balance(shop, receiver), await balance(shop, giver)) == ((0, 0), (0, 0))
    assert await shop.keys(giver) == []
    await audit_is_clean(shop)


@pytest.mark.parametrize("first", ["refund", "follow-up"])
async def test_a_bonus_that_the_wallet_cannot_hold_ends_with_a_flag_and_is_owed_by_nobody(shop, credited, first):
    payment, giver, receiver = await credited()
    await shop.ledger.grant(
        receiver.wallet_id, "test:all", source=GrantSource.ADMIN, amount=LARGEST - TOKENS - BONUS + 1
    )
    if first == "follow-up":
        await shop.payments.complete_payments(100)
    await refund(shop, payment, amount=350)
    await shop.payments.complete_payments(100)
    stored = await shop.payment(payment)
    assert (stored.follow_up_at, [flag.code for flag in stored.flags]) == (None, ["BONUS_REFUSED"])
    assert stored.reversal_due_at is None
    assert await balance(shop, receiver) == (LARGEST - 50_000 - BONUS + 1, 0)
    assert await shop.keys(giver) == []
    await audit_is_clean(shop)
