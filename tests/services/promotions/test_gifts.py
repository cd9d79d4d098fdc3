"""A10: a gift's tokens go to the receiver, who reads the message; nobody learns more of anybody than needed."""

import pytest

from models.ids import new_id
from models.payment import PaymentStatus
from models.user import UserStatus
from services.errors import InvalidInputError
from services.identity.errors import TooManyAttemptsError
from services.ledger.audit import audit_ledger
from services.payments.errors import GiftReceiverUnknownError, GiftToSelfError


async def given(shop, viewer):
    return [
        (gift.tokens, gift.message, gift.giver_name) for gift in (await shop.payments.gifts(viewer, shop.page(10))).rows
    ]


@pytest.mark.parametrize("name_by", ["id", "email"])
async def test_the_receiver_gets_the_tokens_and_the_message(shop, registered, buy, name_by):
    giver, receiver = await registered(), await registered()
    to = receiver.user_id if name_by == "id" else f" {receiver.user_id.upper()}@Example.com "
    payment = await buy(giver, gift_to=to, gift_message=" For you,\nAda ")
    assert (payment.user_id, payment.wallet_id) == (giver.user_id, receiver.wallet_id)
    assert payment.payer_wallet_id == giver.wallet_id
    assert (payment.gift.receiver_user_id, payment.gift.message) == (receiver.user_id, "For you,\nAda")
    assert await given(shop, receiver) == []
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(receiver) == [(f"payment:{payment.id}", 500_000)]
    assert await shop.credits(giver) == []
    balance = await shop.ledger.balance(receiver.wallet_id)
    assert (balance.purchased, balance.lifetime_purchased) == (500_000, 500_000)
    assert await given(shop, receiver) == [(500_000, "For you,\nAda", "Ada")]
    assert await given(shop, giver) == []
    assert (await audit_ledger(shop.database)).findings == []


async def test_the_wallet_is_frozen_when_the_gift_is_made(shop, registered, buy):
    giver, receiver = await registered(), await registered()
    payment = await buy(giver, gift_to=receiver.user_id)
    await shop.database["users"].update_one({"_id": receiver.user_id}, {"$set": {"status": "suspended"}})
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(receiver) == [(f"payment:{payment.id}", 500_000)]


async def test_a_bonus_goes_where_the_gift_goes(shop, registered, buy, code):
    giver, receiver = await registered(), await registered()
    payment = await buy(giver, gift_to=receiver.user_id, promo_code=await code(bonus_tokens=9))
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(receiver) == [(f"payment:{payment.id}", 500_000), (f"bonus:{payment.id}", 9)]


async def test_nobody_and_a_suspended_user_are_answered_alike_and_nothing_is_stored(shop, registered, buy):
    suspended = await registered(status=UserStatus.SUSPENDED)
    before = await shop.documents()
    for to in (suspended.user_id, f"{suspended.user_id}@example.com", "nobody@example.com", "", "\x00", "@" * 300):
        with pytest.raises(GiftReceiverUnknownError):
            await buy(shop.someone(), gift_to=to)
    assert await shop.documents() == before


async def test_who_keeps_naming_nobody_has_to_wait(shop, registered, buy):
    giver, receiver = await registered(), await registered()
    for n in range(6):
        with pytest.raises(GiftReceiverUnknownError):
            await buy(giver, gift_to=f"guess{n}@example.com")
    with pytest.raises(TooManyAttemptsError):
        await buy(giver, gift_to=receiver.user_id)


@pytest.mark.parametrize("message", ["m" * 201, "\x00", "\ud800", "a\tb"])
async def test_a_message_that_cannot_be_shown_is_refused(shop, registered, buy, message):
    giver, receiver = await registered(), await registered()
    with pytest.raises(InvalidInputError):
        await buy(giver, gift_to=receiver.user_id, gift_message=message)


async def test_a_gift_to_oneself_and_a_message_to_nobody_are_refused(shop, registered, buy):
    giver = await registered()
    with pytest.raises(GiftToSelfError):
        await buy(giver, gift_to=giver.user_id)
    with pytest.raises(InvalidInputError):
        await buy(giver, gift_message="Hello")


async def test_gifts_come_in_pages_the_newest_first(shop, registered, buy):
    giver, receiver = await registered(), await registered()
    payments = []
    for n in range(3):
        payments.append(await buy(giver, gift_to=receiver.user_id, gift_message=str(n), key=new_id("key")))
        await shop.confirm(payments[-1])
        await shop.becomes(payments[-1], PaymentStatus.SUCCEEDED)
    page = await shop.payments.gifts(receiver, shop.page(2))
    assert ([gift.message for gift in page.rows], page.has_next) == (["2", "1"], True)
    rest = await shop.payments.gifts(receiver, shop.page(2, after=page.rows[-1].payment_id))
    assert ([gift.message for gift in rest.rows], rest.has_next) == (["0"], False)
