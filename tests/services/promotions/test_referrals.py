"""A10: a referral rewards both sides once, after the referred user's first paid purchase."""

import asyncio

from models.payment import PaymentStatus
from models.referral import Referral
from services.ledger.audit import audit_ledger


async def paid(shop, payment):
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    return payment


async def rewards(shop, viewer):
    return [amount for key, amount in await shop.credits(viewer) if key.startswith("referral:")]


async def test_both_are_rewarded_once_after_the_first_paid_purchase(shop, registered, buy):
    referrer = await registered()
    referred = await registered(referred_by=referrer.user_id)
    first = await buy(referred)
    assert (await rewards(shop, referrer), await rewards(shop, referred)) == ([], [])
    await paid(shop, first)
    await paid(shop, await buy(referred))
    assert await shop.credits(referrer) == [(f"referral:{first.id}:referrer", 700)]
    assert await rewards(shop, referred) == [300]
    assert (await shop.ledger.balance(referrer.wallet_id)).free == 700
    assert (await Referral.get(referred.user_id)).rewarded_at is not None
    assert (await audit_ledger(shop.database)).findings == []


async def test_purchases_paid_at_the_same_instant_reward_once(shop, registered, buy):
    referrer = await registered()
    referred = await registered(referred_by=referrer.user_id)
    payments = [await buy(referred) for _ in range(6)]
    await asyncio.gather(*(paid(shop, payment) for payment in payments))
    assert (await rewards(shop, referrer), await rewards(shop, referred)) == ([700], [300])


async def test_the_referrers_own_purchases_and_gifts_to_the_referred_reward_nobody(shop, registered, buy):
    referrer = await registered()
    referred = await registered(referred_by=referrer.user_id)
    await paid(shop, await buy(referrer))
    await paid(shop, await buy(referrer, gift_to=referred.user_id))
    assert (await rewards(shop, referrer), await rewards(shop, referred)) == ([], [])
    assert await Referral.get(referred.user_id) is None


async def test_nobody_is_rewarded_for_oneself_or_for_somebody_who_is_gone(shop, registered, buy):
    alone = await registered(referred_by="usr_gone")
    await paid(shop, await buy(alone))
    own = await registered()
    await shop.database["users"].update_one({"_id": own.user_id}, {"$set": {"referred_by": own.user_id}})
    await paid(shop, await buy(own))
    assert (await rewards(shop, alone), await rewards(shop, own)) == ([], [])


async def test_killed_between_the_two_rewards_the_sweeper_grants_the_other(shop, registered, buy, monkeypatch):
    referrer = await registered()
    referred = await registered(referred_by=referrer.user_id)
    payment = await buy(referred)
    referrals = shop.payments._parts.events._follow_up._referrals
    grant, granted = referrals._grant, []

    async def one_only(*terms):
        if granted:
            raise ConnectionError("the process ended here")
        granted.append(await grant(*terms))

    with monkeypatch.context() as patched:
        patched.setattr(referrals, "_grant", one_only)
        await paid(shop, payment)
    assert (await rewards(shop, referrer), await rewards(shop, referred)) == ([700], [])
    # Other amounts in the settings change nothing for a referral that has begun.
    monkeypatch.setattr(referrals, "_amounts", (1, 1))
    await shop.payments.complete_payments(100)
    assert (await rewards(shop, referrer), await rewards(shop, referred)) == ([700], [300])
    assert (await shop.payment(payment)).follow_up_at is None
