"""The audit crosses bonus tokens, gifts and referrals with the payments that they belong to (A10, B7)."""

import pytest
from bson.int64 import Int64

from models.promo_code import PromoCode, PromoKind
from models.promo_redemption import PromoRedemption, RedemptionState
from services.ledger import GrantSource
from services.ledger.keys import bonus_key, referral_keys


@pytest.fixture
async def promoted(books, ledger, wallet, clock, payment_id):
    """The sound ledger, and beyond it a bonus (14) and the reward of the referred user (15); the referrer's is away."""
    database = books.database
    await database["payments"].update_one({"_id": payment_id}, {"$set": {"bonus_tokens": Int64(70)}})
    await database["referrals"].delete_many({})
    await database["referrals"].insert_one(
        {
            "_id": "usr_1",
            "referred_wallet_id": wallet,
            "referred_tokens": Int64(30),
            "referrer_user_id": "usr_2",
            "referrer_wallet_id": f"{wallet}_2",
            "referrer_tokens": Int64(40),
            "payment_id": payment_id,
            "rewarded_at": clock.now,
        }
    )
    await ledger.grant(wallet, bonus_key(payment_id), source=GrantSource.PROMO, amount=70, reference=payment_id)
    referrer, referred = referral_keys(payment_id)
    await ledger.grant(wallet, referred, source=GrantSource.REFERRAL, amount=30)
    await ledger.grant(f"{wallet}_2", referrer, source=GrantSource.REFERRAL, amount=40)
    yield books
    for collection in ("referrals", "promo_codes", "promo_redemptions"):
        await database[collection].delete_many({})


async def change(books, collection, **fields):
    updates = [{"q": {}, "u": {"$set": fields}, "multi": True}]
    await books.database.command("update", collection, updates=updates, bypassDocumentValidation=True)


async def test_bonus_and_rewards_are_clean(promoted):
    assert await promoted.rules() == set()


@pytest.mark.parametrize(
    "field", [{"bonus_tokens": Int64(71)}, {"bonus_tokens": Int64(0)}, {"credited_at": None, "status": "pending"}]
)
async def test_a_bonus_that_is_not_its_payments_is_named(promoted, field):
    await change(promoted, "payments", **field)
    assert await promoted.rules() == {(14, "promotion")}


@pytest.mark.parametrize(
    ("field", "rules"),
    [
        ({"referred_tokens": Int64(31)}, {(15, "promotion")}),
        ({"payment_id": "pay_other"}, {(15, "promotion"), (0, "promotion")}),
    ],
)
async def test_a_reward_that_is_not_its_referrals_is_named(promoted, field, rules):
    await change(promoted, "referrals", **field)
    assert rules <= {(finding.seq, finding.rule) for finding in (await promoted.audit()).findings}


async def test_what_is_said_to_be_granted_and_is_not_is_named(promoted):
    await promoted.put((await promoted.stored())[:13])
    assert await promoted.rules() == {(0, "promotion")}
    assert len((await promoted.audit()).findings) == 2


async def test_a_payment_whose_bonus_is_still_due_needs_no_entry(promoted, clock):
    await promoted.put((await promoted.stored())[:13])
    await change(promoted, "payments", follow_up_at=clock.now)
    await change(promoted, "referrals", rewarded_at=None)
    assert await promoted.rules() == set()


async def test_a_gift_that_is_credited_as_a_purchase_is_named(promoted):
    await change(promoted, "payments", gift={"receiver_user_id": "usr_2", "message": None})
    assert await promoted.rules() == {(5, "payment")}


async def test_a_purchase_that_is_credited_as_a_gift_is_named(promoted):
    def given(entry):
        entry["changes"][0]["source"] = "gift"
        for grant in entry["state"]["grants"]:
            if grant["source"] == "purchase":
                grant["source"] = "gift"

    await promoted.change(5, given, rehash=True)
    assert (5, "payment") in await promoted.rules()


@pytest.mark.parametrize(("redeemed", "rules"), [(2, set()), (1, {(0, "promotion")}), (3, {(0, "promotion")})])
async def test_a_code_that_counts_other_than_it_is_redeemed_is_named(promoted, clock, redeemed, rules):
    code = PromoCode(code="COUNTED", kind=PromoKind.PERCENT, percent=5, created_at=clock.now, updated_at=clock.now)
    code.redeemed = Int64(redeemed)
    await code.insert()
    for state in RedemptionState:
        row = PromoRedemption(
            id=f"pay_{state}", promo_code_id=code.id, user_id="usr_1", state=state, created_at=clock.now
        )
        await row.insert()
    assert await promoted.rules() == rules


async def test_a_reward_under_another_key_is_named(promoted):
    await promoted.change(15, lambda entry: entry.update(key="admin:1"), rehash=True)
    assert (15, "promotion") in await promoted.rules()


@pytest.fixture
async def taken_back(promoted, ledger, wallet, clock, payment_id):
    """All of the payment's money went back, and with it the rewards: that of the referred user by entry 16."""
    gone = {"reversal.paid": Int64(100), "reversal.refunds": [{"amount": Int64(100), "status": "succeeded"}]}
    for side, of in zip(("referrer", "referred"), (f"{wallet}_2", wallet), strict=True):
        key = f"unreward:{payment_id}:{side}"
        await ledger.reclaim(of, key, reference=f"referral:{payment_id}", amount=5)
    await change(promoted, "payments", **gone, reversal_due_at=None)
    await change(promoted, "referrals", taken_back_at=clock.now)
    yield promoted
    await promoted.database["payments"].update_many({}, {"$unset": {"reversal": ""}})


async def promotions_of(books):
    return {(finding.seq, finding.rule) for finding in (await books.audit()).findings if finding.rule == "promotion"}


async def test_a_reward_that_is_taken_back_with_the_money_is_clean(taken_back):
    assert await promotions_of(taken_back) == set()


async def test_a_reward_that_is_kept_though_all_of_the_money_is_gone_is_named(taken_back):
    await change(taken_back, "referrals", taken_back_at=None)
    assert await promotions_of(taken_back) == {(0, "promotion")}


async def test_a_reward_that_is_said_to_be_taken_back_and_is_not_is_named(taken_back):
    await taken_back.put((await taken_back.stored())[:15])
    assert await promotions_of(taken_back) == {(0, "promotion")}


@pytest.mark.parametrize(
    ("collection", "field", "seq"),
    [
        pytest.param("payments", {"reversal": None}, 2, id="no money went back"),
        pytest.param("referrals", {"referred_wallet_id": "wal_other"}, 15, id="another wallet"),
        pytest.param("referrals", {"payment_id": "pay_other"}, 15, id="another purchase"),
    ],
)
async def test_what_is_taken_back_without_a_reason_is_named(taken_back, collection, field, seq):
    await change(taken_back, collection, **field)
    assert (seq, "promotion") in await promotions_of(taken_back)


async def test_tokens_that_are_granted_under_such_a_key_are_named(taken_back):
    await taken_back.change(14, lambda entry: entry.update(key="unreward:pay_1:referred"), rehash=True)
    assert (14, "key") in await taken_back.rules()


async def test_a_credit_of_a_payment_whose_money_goes_back_is_named(promoted, clock):
    await change(promoted, "payments", denied_at=clock.now)
    assert await promoted.rules() == {(5, "payment")}
