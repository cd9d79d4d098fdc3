"""A seeded walk through all that can happen to payments with promotions; at its end every account of it agrees."""

import asyncio
import random
from collections import Counter

import pytest

from models.first_purchase import FirstPurchase
from models.payment import Payment, PaymentStatus
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption, RedemptionState
from models.referral import Referral
from services.ledger.audit import audit_ledger
from services.payments.errors import PaymentError
from services.promotions.errors import PromoCodeRefusedError
from tests.support.waiting import until

TURNS, AT_ONCE, PEOPLE = 40, 4, 6
AUDIT_EVERY = 4
SEED = 20261125


@pytest.fixture(scope="module")
def first_purchase_percent() -> int:
    return 10


class Walk:
    """Some people, some codes, and what they do by chance."""

    def __init__(self, shop, servers, buy, people, codes) -> None:
        self.shop, self.servers, self.buy, self.people, self.codes = shop, servers, buy, people, codes
        self.dice = random.Random(SEED)
        self.payments: list[Payment] = []
        self.done: Counter[str] = Counter()

    async def turn(self) -> None:
        await asyncio.gather(*(self.step() for _ in range(AT_ONCE)))

    async def step(self) -> None:
        act = self.dice.choices(("start", "pay", "decline", "cancel", "sweep", "again"), (8, 4, 1, 4, 1, 1))[0]
        dice = random.Random(self.dice.random())
        try:
            await getattr(self, act)(dice)
            self.done[act] += 1
        except (PaymentError, PromoCodeRefusedError) as error:
            self.done[error.code] += 1

    async def start(self, dice) -> None:
        person, server = dice.choice(self.people), dice.choice(self.servers)
        options = {"promo_code": dice.choice([*self.codes, None])}
        if dice.random() < 0.3:
            options["gift_to"] = dice.choice(self.people).user_id
        self.payments.append(await self.buy(person, server=server, quantity=dice.randint(1, 3), **options))

    async def pay(self, dice) -> None:
        if self.payments:
            await self.shop.confirm(dice.choice(self.payments))

    async def decline(self, dice) -> None:
        if self.payments:
            await self.shop.confirm(dice.choice(self.payments), "pm_card_visa_chargeDeclined")

    async def cancel(self, dice) -> None:
        if self.payments:
            payment = dice.choice(self.payments)
            payer = next(each for each in self.people if each.user_id == payment.user_id)
            await dice.choice(self.servers).cancel(payer, payment.id, f"cancel-{payment.id}")

    async def sweep(self, dice) -> None:
        await dice.choice(self.servers).complete_payments(100)

    async def again(self, dice) -> None:
        """What follows a payment's end is due once more, as after a crash."""
        if self.payments:
            due = {"_id": dice.choice(self.payments).id, "credited_at": {"$ne": None}}
            await self.shop.database["payments"].update_one(due, {"$set": {"follow_up_at": self.shop.clock()}})


async def test_a_walk_ends_with_every_account_in_agreement(shop, servers, buy, code, registered):
    referrer = await registered()
    people = [await registered(referred_by=referrer.user_id) for _ in range(PEOPLE)]
    codes = [
        await code(percent=30, total_cap=6, per_user_cap=2),
        await code(amounts={"CNY": 900}, per_user_cap=None),
        await code(bonus_tokens=111, total_cap=9, per_user_cap=3),
    ]
    walk = Walk(shop, servers, buy, people, codes)
    for number in range(TURNS):
        if number % AUDIT_EVERY:
            await walk.turn()
        else:
            _, beside = await asyncio.gather(walk.turn(), audit_ledger(shop.database))
            assert beside.findings == []
    print(f"seed {SEED}: {dict(walk.done)}")
    assert min(walk.done[act] for act in ("start", "pay", "cancel")) > 0
    await until(lambda: _all_events_handled(shop))
    await shop.payments.complete_payments(200)
    payments = [await shop.payment(payment) for payment in walk.payments]
    assert {payment.follow_up_at for payment in payments if not payment.open} == {None}
    await _redemptions_agree(codes, payments)
    await _first_purchases_agree(people, payments)
    await _tokens_agree(shop, [referrer, *people], payments)
    for payment in payments:
        assert (await shop.intent(payment.gateway_reference))["amount"] == payment.amount
    assert (await audit_ledger(shop.database)).findings == []


async def _all_events_handled(shop):
    open_rows = await shop.database["webhook_events"].count_documents({"handled_at": None})
    deliveries = (await shop._stripe.get("/_simulator/deliveries")).json()["data"]
    return not open_rows and all(row["state"] == "delivered" for row in deliveries)


async def _redemptions_agree(codes, payments):
    """A payment has its code exactly while it is open or paid, and no code is had more often than it may."""
    for name in codes:
        stored = await PromoCode.find_one({"code": name})
        rows = {row.id: row for row in await PromoRedemption.find({"promo_code_id": stored.id}).to_list()}
        assert rows.keys() == {payment.id for payment in payments if payment.promo_code == name}
        for payment in payments:
            if payment.promo_code == name:
                lives = RedemptionState.RESERVED if payment.open else RedemptionState.USED
                paid_or_open = payment.open or payment.credited_at is not None
                assert rows[payment.id].state is (lives if paid_or_open else RedemptionState.RELEASED)
        live = [row for row in rows.values() if row.state is not RedemptionState.RELEASED]
        assert stored.redeemed == len(live)
        assert len(live) <= (stored.total_cap or len(live))
        of_users = Counter(row.user_id for row in live)
        assert max(of_users.values(), default=0) <= (stored.per_user_cap or len(live))


async def _first_purchases_agree(people, payments):
    for person in people:
        having = [each for each in payments if each.user_id == person.user_id and each.first_purchase]
        live = [each for each in having if each.open or each.credited_at is not None]
        row = await FirstPurchase.get(person.user_id)
        assert [each.id for each in live] == ([] if row is None else [row.payment_id])


async def _tokens_agree(shop, people, payments):
    """What each wallet was granted is what was paid for it, added to it and rewarded: by our own sums."""
    paid = [each for each in payments if each.status is PaymentStatus.SUCCEEDED]
    expected = {person.wallet_id: Counter() for person in people}
    for payment in paid:
        expected[payment.wallet_id][f"payment:{payment.id}"] += payment.tokens
        if payment.bonus_tokens:
            expected[payment.wallet_id][f"bonus:{payment.id}"] += payment.bonus_tokens
    referrals = await Referral.find_all().to_list()
    assert {row.id for row in referrals} == {payment.user_id for payment in paid}
    for row in referrals:
        expected[row.referrer_wallet_id][f"referral:{row.payment_id}:referrer"] += 700
        expected[row.referred_wallet_id][f"referral:{row.payment_id}:referred"] += 300
    for person in people:
        assert Counter(dict(await shop.credits(person))) == expected[person.wallet_id]
