"""A10, A11: what a referral gave is taken back, as far as it is unspent, once all of its purchase's money is gone."""

from datetime import timedelta

import pytest

from models.payment import PaymentStatus
from models.referral import Referral
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from tests.support.kill_switch import kill_switch

TOKENS, REFERRER, REFERRED = 500_000, 700, 300
LARGEST = 2**63 - 1


@pytest.fixture
async def pair(registered):
    """Referrer and referred."""
    referrer = await registered()
    return referrer, await registered(referred_by=referrer.user_id)


@pytest.fixture
def rewarded(shop, buy):
    """Let the referred user pay for a purchase: `await rewarded(referred)`; the payment, everything of it done."""

    async def pay(referred):
        payment = await buy(referred)
        await shop.confirm(payment)
        await shop.becomes(payment, PaymentStatus.SUCCEEDED)
        await shop.payments.complete_payments(100)
        return await shop.payment(payment)

    return pay


async def refund(shop, payment, **part):
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", **part)
    await shop.reversals.converge(payment.id)
    return made


async def balances(shop, *people):
    found = [await shop.ledger.balance(each.wallet_id) for each in people]
    return [(each.available, each.debt) for each in found]


async def audit_is_clean(shop):
    assert (await audit_ledger(shop.database)).findings == []


async def unrewards(shop, viewer):
    return [key for key in await shop.keys(viewer) if key.startswith("unreward:")]


async def test_a_full_refund_takes_both_rewards_back_once(shop, pair, rewarded):
    referrer, referred = pair
    payment = await rewarded(referred)
    assert await balances(shop, *pair) == [(REFERRER, 0), (TOKENS + REFERRED, 0)]
    await refund(shop, payment)
    for server in (shop.reversals, shop.new_server().reversals):
        await server.converge(payment.id)
    assert await balances(shop, *pair) == [(0, 0), (0, 0)]
    assert await unrewards(shop, referrer) == [f"unreward:{payment.id}:referrer"]
    assert await unrewards(shop, referred) == [f"unreward:{payment.id}:referred"]
    assert (await Referral.get(referred.user_id)).taken_back_at is not None
    await audit_is_clean(shop)


async def test_what_is_spent_of_a_reward_is_owed_by_nobody(shop, pair, rewarded):
    referrer, referred = pair
    payment = await rewarded(referred)
    await shop.ledger.spend(referrer.wallet_id, "test:spend", amount=600)
    await shop.ledger.grant(referrer.wallet_id, "test:own", source=GrantSource.CLAIM, amount=50)
    await refund(shop, payment)
    assert await balances(shop, referrer) == [(50, 0)]
    await audit_is_clean(shop)


async def test_an_unearned_reward_does_not_pay_off_what_the_purchases_own_tokens_leave_owed(shop, pair, rewarded):
    _, referred = pair
    payment = await rewarded(referred)
    # Free tokens go first; while they are held, those of the purchase are spent.
    await shop.ledger.hold(
        referred.wallet_id,
        "test:hold",
        hold_id="hold",
        amount=REFERRED,
        expires_at=shop.clock() + timedelta(hours=1),
    )
    await shop.ledger.spend(referred.wallet_id, "test:spend", amount=1_000)
    await shop.ledger.release(referred.wallet_id, "hold")
    await refund(shop, payment)
    assert await balances(shop, referred) == [(0, 1_000)]
    await audit_is_clean(shop)


async def test_a_part_leaves_the_rewards_until_all_is_gone(shop, pair, rewarded):
    payment = await rewarded(pair[1])
    await refund(shop, payment, amount=3_499)
    assert await balances(shop, pair[0]) == [(REFERRER, 0)]
    await refund(shop, payment, amount=1)
    assert await balances(shop, *pair) == [(0, 0), (0, 0)]
    await audit_is_clean(shop)


async def test_a_dispute_takes_them_when_it_is_lost_and_not_before(shop, pair, rewarded):
    payment = await rewarded(pair[1])
    dispute = await shop.control(f"/payment_intents/{payment.gateway_reference}/dispute")
    await shop.reversals.converge(payment.id)
    assert await balances(shop, pair[0]) == [(REFERRER, 0)]
    await shop.control(f"/disputes/{dispute['id']}/lose")
    await shop.reversals.converge(payment.id)
    assert await balances(shop, *pair) == [(0, 0), (0, 0)]
    await audit_is_clean(shop)


async def test_the_next_purchase_rewards_nobody_again(shop, pair, rewarded):
    await refund(shop, await rewarded(pair[1]))
    await rewarded(pair[1])
    assert await balances(shop, *pair) == [(0, 0), (TOKENS, 0)]
    await audit_is_clean(shop)


async def test_money_that_is_gone_before_the_credit_is_known_rewards_nobody(shop, pair, buy):
    await shop.control("/deliveries/hold")
    payment = await buy(pair[1])
    await shop.confirm(payment)
    made = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
    assert (await shop.post_event(await shop.last_event_about(made["id"], "refund.created"))).status_code == 200
    assert await shop.keys(pair[0]) == []
    assert await shop.keys(pair[1]) == [f"payment:{payment.id}", f"refund:{made['id']}"]
    row = await Referral.get(pair[1].user_id)
    assert (row.payment_id, row.rewarded_at) == (payment.id, None)
    assert row.taken_back_at is not None
    await shop.control("/deliveries/release")
    await audit_is_clean(shop)


async def test_a_refund_that_another_server_follows_while_the_reward_is_granted_nets_nothing(
    shop, pair, buy, monkeypatch
):
    other = shop.new_server()
    referrals = shop.payments._parts.events._follow_up._referrals
    grant = referrals._grant

    async def overtaken(*terms):
        """The money goes back, and its rewards, just before the first grant."""
        monkeypatch.setattr(referrals, "_grant", grant)
        [payment] = await shop.database["payments"].find({"user_id": pair[1].user_id}).to_list()
        await shop.control(f"/payment_intents/{payment['gateway_reference']}/refund")
        await other.reversals.converge(payment["_id"])
        assert await balances(shop, pair[0]) == [(0, 0)]
        await grant(*terms)

    monkeypatch.setattr(referrals, "_grant", overtaken)
    payment = await buy(pair[1])
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.REFUNDED)
    await shop.payments.complete_payments(100)
    assert await balances(shop, *pair) == [(0, 0), (0, 0)]
    await audit_is_clean(shop)


async def test_killed_after_each_step_the_sweeper_takes_the_rest_back(shop, registered, buy):
    await shop.control("/deliveries/hold")
    for step in range(1, 30):
        referrer = await registered()
        referred = await registered(referred_by=referrer.user_id)
        payment = await buy(referred)
        await shop.confirm(payment)
        await shop.payments.follow("stripe", payment.gateway_reference)
        await shop.control(f"/payment_intents/{payment.gateway_reference}/refund")
        with kill_switch(step) as switch:
            try:
                await shop.reversals.converge(payment.id)
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        shop.clock.advance(minutes=11)
        await shop.new_server().sweep(100)
        if (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED:
            await shop.reversals.converge(payment.id)  # nothing was stored; an event or the reconciliation comes
        assert await balances(shop, referrer, referred) == [(0, 0), (0, 0)]
        assert len(await unrewards(shop, referrer)) == len(await unrewards(shop, referred)) == 1
    else:
        raise AssertionError("it never came to its end")
    await shop.control("/deliveries/release")
    await audit_is_clean(shop)


async def test_a_wallet_that_cannot_hold_its_reward_is_flagged_and_keeps_nobody_waiting(shop, pair, rewarded):
    referrer, referred = pair
    await shop.ledger.grant(referrer.wallet_id, "test:all", source=GrantSource.ADMIN, amount=LARGEST)
    payment = await rewarded(referred)
    assert payment.follow_up_at is None
    assert [flag.code for flag in payment.flags] == ["REWARD_REFUSED"]
    assert (await Referral.get(referred.user_id)).refused == ["referrer"]
    assert await balances(shop, referred) == [(TOKENS + REFERRED, 0)]
    await audit_is_clean(shop)
    await refund(shop, payment)
    assert await balances(shop, *pair) == [(LARGEST, 0), (0, 0)]
    await audit_is_clean(shop)
