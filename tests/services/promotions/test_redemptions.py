"""A10, fault row 20: a promo code is redeemed as often as it may be, whatever comes at once, and is given back."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from models.payment import DiscountKind, PaymentMethod, PaymentStatus
from models.promo_code import PromoCode
from models.promo_redemption import PromoRedemption, RedemptionState
from services.errors import InvalidInputError
from services.identity.errors import TooManyAttemptsError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.money import Money
from services.payments.errors import PaymentRefusedError
from services.payments.order import PurchaseOptions
from services.promotions.errors import (
    PromoCodeAlreadyUsedError,
    PromoCodeBelowMinimumError,
    PromoCodeExpiredError,
    PromoCodeNotForCurrencyError,
    PromoCodeNotForPackageError,
    PromoCodeRefusedError,
    PromoCodeUnknownError,
    PromoCodeUsedUpError,
)
from tests.support.waiting import until


async def redeemed(name):
    """What the code says, which must be what its redemptions say."""
    stored = await PromoCode.find_one({"code": name})
    rows = await PromoRedemption.find({"promo_code_id": stored.id}).to_list()
    assert stored.redeemed == sum(row.state is not RedemptionState.RELEASED for row in rows)
    return stored.redeemed


async def state_of(payment):
    return (await PromoRedemption.get(payment.id)).state


async def test_the_discounted_amount_is_what_stripe_charges_and_the_webhook_checks(shop, viewer, code, buy):
    name = await code(percent=20)
    payment = await buy(viewer, promo_code=f"  {name.lower()} ")
    assert (payment.subtotal, payment.amount, payment.tokens, payment.promo_code) == (3500, 2800, 500_000, name)
    assert [(line.kind, line.code, line.amount) for line in payment.discounts] == [(DiscountKind.PROMO, name, 700)]
    assert (await shop.intent(payment.gateway_reference))["amount"] == 2800
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.RESERVED)
    await shop.confirm(payment)
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.USED)
    assert (paid.follow_up_at, paid.flags) == (None, [])
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_what_stripe_was_paid_without_the_discount_is_flagged(shop, viewer, code, buy):
    payment = await buy(viewer, promo_code=await code(amounts={"CNY": 500}))
    event_id = await shop.send_event(payment, status="succeeded", amount=3500, amount_received=3500)
    await shop.settled(event_id)
    assert [flag.code for flag in (await shop.payment(payment)).flags] == ["WRONG_AMOUNT"]
    assert await shop.credits(viewer) == []


async def test_bonus_tokens_are_granted_once_by_an_entry_of_their_own(shop, viewer, code, buy):
    payment = await buy(viewer, promo_code=await code(bonus_tokens=123))
    assert (payment.amount, payment.tokens, payment.bonus_tokens, payment.discounts) == (3500, 500_000, 123, [])
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    event = await shop.last_event(payment, "payment_intent.succeeded")
    await shop.control(f"/events/{event['id']}/deliver", times=20)
    await shop.settled(event["id"], 21)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000), (f"bonus:{payment.id}", 123)]
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.purchased, balance.free) == (500_000, 123)
    assert (await audit_ledger(shop.database)).findings == []


async def test_of_ten_times_as_many_users_as_the_cap_on_two_servers_exactly_the_cap_gets_it(shop, servers, code, buy):
    cap = 8
    name = await code(percent=10, total_cap=cap)
    calls = [buy(shop.someone(), server=servers[n % 2], promo_code=name) for n in range(10 * cap)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in refused} == {PromoCodeUsedUpError}
    assert len(refused) == 9 * cap
    assert await redeemed(name) == cap
    assert all(result.amount == 3150 for result in results if not isinstance(result, Exception))


async def test_one_user_at_the_same_instant_gets_it_as_often_as_one_user_may(servers, viewer, code, buy):
    name = await code(percent=10, per_user_cap=2, total_cap=100)
    calls = [buy(viewer, server=servers[n % 2], promo_code=name) for n in range(16)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in refused} == {PromoCodeAlreadyUsedError}
    assert len(refused) == 14
    assert await redeemed(name) == 2


async def test_one_key_at_the_same_instant_redeems_once_and_everyone_gets_the_payment(servers, viewer, code, buy):
    name = await code(percent=10, total_cap=1)
    calls = [buy(viewer, server=servers[n % 2], key="key", promo_code=name) for n in range(10)]
    assert len({payment.id for payment in await asyncio.gather(*calls)}) == 1
    assert await redeemed(name) == 1
    with pytest.raises(IdempotencyConflictError):
        await buy(viewer, key="key")


async def test_a_cancelled_payment_gives_its_code_back_once(shop, viewer, code, buy):
    name = await code(percent=10, total_cap=1)
    payment = await buy(viewer, promo_code=name)
    with pytest.raises(PromoCodeUsedUpError):
        await buy(shop.someone(), promo_code=name)
    for _ in range(3):
        await shop.payments.cancel(viewer, payment.id, "cancel")
        await shop.payments.complete_payments(100)
    assert (await redeemed(name), await state_of(payment)) == (0, RedemptionState.RELEASED)
    assert (await shop.payment(payment)).follow_up_at is None
    assert (await buy(shop.someone(), promo_code=name)).amount == 3150


async def test_an_expired_payment_gives_its_code_back(shop, viewer, code, buy):
    name = await code(percent=10)
    payment = await buy(viewer, promo_code=name)
    shop.clock.advance(days=1, seconds=1)
    await shop.payments.complete_payments(100)
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED
    assert (await redeemed(name), await state_of(payment)) == (0, RedemptionState.RELEASED)


async def test_a_payment_that_stripe_refuses_gives_its_code_back(shop, viewer, code, buy):
    name = await code(bonus_tokens=5)
    with pytest.raises(PaymentRefusedError):
        await buy(viewer, "cheap", promo_code=name)
    assert await redeemed(name) == 0


async def test_a_declined_payment_keeps_its_code_since_it_may_still_be_paid(shop, viewer, code, buy):
    name = await code(percent=10)
    payment = await buy(viewer, promo_code=name)
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.becomes(payment, PaymentStatus.FAILED)
    assert await redeemed(name) == 1
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.USED)


async def given_up(shop, payment):
    """Cancelled here alone, as where the gateway cannot end what it handed out."""
    closed = {"open": False, "status": PaymentStatus.CANCELLED.value}
    await shop.database["payments"].update_one({"_id": payment.id}, {"$set": closed})
    await shop.payments.complete_payments(100)


async def test_money_that_comes_after_the_code_was_given_back_counts_again(shop, viewer, code, buy):
    name = await code(percent=10, total_cap=1)
    payment = await buy(viewer, promo_code=name)
    await given_up(shop, payment)
    assert (await redeemed(name), await state_of(payment)) == (0, RedemptionState.RELEASED)
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.USED)


async def test_money_for_a_code_that_others_have_meanwhile_goes_back(shop, viewer, code, buy):
    name = await code(percent=10, total_cap=1)
    payment = await buy(viewer, promo_code=name)
    await given_up(shop, payment)
    other = await buy(shop.someone(), promo_code=name)
    await shop.confirm(payment)
    await until(lambda: _is_denied(shop, payment))
    await shop.becomes(payment, PaymentStatus.CANCELLED)
    await shop.sweep()
    await shop.becomes(payment, PaymentStatus.REFUNDED)
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.RELEASED)
    assert await state_of(other) is RedemptionState.RESERVED
    assert await shop.credits(viewer) == []


async def test_of_money_that_comes_late_and_a_purchase_at_the_same_instant_one_has_the_last_use(
    shop, servers, viewer, code, buy
):
    await shop.control("/deliveries/hold")
    for _ in range(6):
        name, other = await code(percent=10, total_cap=1), shop.someone()
        payment = await buy(viewer, promo_code=name)
        await given_up(shop, payment)
        await shop.confirm(payment)
        _, bought = await asyncio.gather(
            servers[0].follow("stripe", payment.gateway_reference),
            buy(other, server=servers[1], promo_code=name),
            return_exceptions=True,
        )
        stored = await shop.payment(payment)
        credited = stored.credited_at is not None
        assert (credited, stored.denied_at is None) == (isinstance(bought, PromoCodeUsedUpError),) * 2
        assert await redeemed(name) == 1
    await shop.control("/deliveries/release")


async def _is_denied(shop, payment):
    return (await shop.payment(payment)).denied_at is not None


@pytest.mark.parametrize("step", ["bonus", "done"])
async def test_killed_after_the_credit_the_sweeper_completes_what_follows(shop, viewer, code, buy, monkeypatch, step):
    name = await code(bonus_tokens=50)
    payment = await buy(viewer, promo_code=name)
    follow_up = shop.payments._parts.events._follow_up
    target, attribute = {
        "bonus": (follow_up._bonuses, "grant"),
        "done": (follow_up._store, "follow_up_done"),
    }[step]
    with monkeypatch.context() as patched:
        patched.setattr(target, attribute, _killed)
        await shop.confirm(payment)
        await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (await shop.payment(payment)).follow_up_at is not None
    await shop.payments.complete_payments(100)
    assert (await shop.payment(payment)).follow_up_at is None
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000), (f"bonus:{payment.id}", 50)]
    assert (await redeemed(name), await state_of(payment)) == (1, RedemptionState.USED)


async def _killed(*args, **options):
    raise ConnectionError("the process ended here")


async def test_follow_ups_that_run_at_once_do_it_once(shop, viewer, code, buy):
    name = await code(bonus_tokens=50)
    payment = await buy(viewer, promo_code=name)
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    due = {"$set": {"follow_up_at": shop.clock()}}
    await shop.database["payments"].update_one({"_id": payment.id}, due)
    follow_up = shop.payments._parts.events._follow_up
    await asyncio.gather(*(follow_up.run(payment.id) for _ in range(20)))
    assert Counter(key for key, _ in await shop.credits(viewer)) == {
        f"payment:{payment.id}": 1,
        f"bonus:{payment.id}": 1,
    }
    assert await redeemed(name) == 1


async def test_what_cannot_be_used_is_told_and_stores_nothing(shop, viewer, code, buy):
    now = shop.clock()
    refusals = {
        await code(percent=5, active=False): PromoCodeUnknownError,
        await code(percent=5, starts_at=now + timedelta(days=1)): PromoCodeUnknownError,
        await code(percent=5, ends_at=now + timedelta(hours=1)): PromoCodeExpiredError,
        await code(percent=5, package_ids=("package_1m",)): PromoCodeNotForPackageError,
        await code(amounts={"USD": 50}): PromoCodeNotForCurrencyError,
        await code(percent=5, minimum_amounts={"USD": 50}): PromoCodeNotForCurrencyError,
        await code(percent=5, minimum_amounts={"CNY": 3501}): PromoCodeBelowMinimumError,
        "NO_SUCH_CODE": PromoCodeUnknownError,
        '{"$gt": ""}': PromoCodeUnknownError,
        "\ud800": PromoCodeUnknownError,
    }
    shop.clock.advance(hours=1)
    before = await shop.documents()
    for name, expected in refusals.items():
        with pytest.raises(expected) as caught:
            await buy(shop.someone(), promo_code=name)
        assert isinstance(caught.value, PromoCodeRefusedError)
        with pytest.raises(expected):
            await shop.payments.quote(shop.someone(), "package_500k", options=PurchaseOptions(promo_code=name))
    assert await shop.documents() == before


async def test_the_minimum_is_asked_of_what_the_purchase_costs_before_the_code(shop, viewer, code, buy):
    name = await code(percent=50, minimum_amounts={"CNY": 4500})
    assert (await buy(viewer, "bulk", quantity=5, promo_code=name)).amount == 2250
    with pytest.raises(PromoCodeBelowMinimumError) as caught:
        await buy(shop.someone(), "bulk", quantity=4, promo_code=name)
    assert caught.value.minimum == Money(4500, "CNY")


async def test_whoever_guesses_codes_has_to_wait(shop, viewer, code):
    name = await code(percent=5)
    for n in range(6):
        with pytest.raises(PromoCodeUnknownError):
            await shop.payments.quote(viewer, "package_500k", options=PurchaseOptions(promo_code=f"GUESS{n}"))
    with pytest.raises(TooManyAttemptsError):
        await shop.payments.quote(viewer, "package_500k", options=PurchaseOptions(promo_code=name))
    quoted = await shop.payments.quote(shop.someone(), "package_500k", options=PurchaseOptions(promo_code=name))
    assert quoted.amount == 3325


async def test_a_quote_tells_what_the_purchase_then_costs_and_reserves_nothing(shop, viewer, code, buy):
    name = await code(percent=30, total_cap=1)
    before = await shop.documents()
    options = PurchaseOptions(quantity=2, promo_code=name)
    quoted = await shop.payments.quote(viewer, "worldwide", PaymentMethod.BITCOIN, options=options)
    assert (quoted.subtotal, quoted.amount, quoted.currency, quoted.tokens) == (2000, 1400, "USD", 2000)
    assert (await shop.payments.quote(viewer, "worldwide", options=options)).total == Money(9800, "CNY")
    assert (await shop.payments.quote(viewer, "worldwide", None, "USD")).total == Money(1000, "USD")
    assert await shop.documents() == before
    assert (await buy(viewer, "worldwide", quantity=2, promo_code=name)).amount == 9800
    with pytest.raises(InvalidInputError):
        await shop.payments.quote(viewer, "worldwide", options=PurchaseOptions(quantity=0))


async def test_no_query_of_a_promotion_reads_a_whole_collection(shop, registered, code, buy):
    name = await code(bonus_tokens=5)
    giver, receiver = await registered(), await registered()
    await shop.database.command("profile", 2)
    payment = await buy(giver, promo_code=name, gift_to=receiver.user_id)
    given_up = await buy(receiver, promo_code=name)
    await shop.payments.first_purchase_prices(shop.someone(), [])
    await shop.payments.cancel(receiver, given_up.id, "cancel")
    await shop.confirm(payment)
    await until(lambda: _followed_up(shop, payment))
    assert len((await shop.payments.gifts(receiver, shop.page(10))).rows) == 1
    await shop.database.command("profile", 0)
    profile = shop.database["system.profile"]
    seen = {row["ns"].partition(".")[2] async for row in profile.find()}
    assert {"payments", "promo_codes", "promo_redemptions", "users"} <= seen
    scans = profile.find({"planSummary": "COLLSCAN", "ns": {"$not": {"$regex": "profile"}}})
    assert [(row["ns"], row["command"]) async for row in scans] == []


async def _followed_up(shop, payment):
    return (await shop.payment(payment)).credited_at and (await shop.payment(payment)).follow_up_at is None


async def test_an_edit_between_quote_and_purchase_is_seen(shop, viewer, code, buy, promotions, monkeypatch):
    name = await code(percent=30)
    pricing, edited = shop.payments._parts.pricing, []
    price = pricing.price

    async def and_then_it_is_edited(*args, **options):
        priced = await price(*args, **options)
        if not edited:
            edited.append(await promotions.update("usr_admin", name, {"active": False}))
        return priced

    monkeypatch.setattr(pricing, "price", and_then_it_is_edited)
    with pytest.raises(PromoCodeUnknownError):
        await buy(viewer, promo_code=name)
    assert await redeemed(name) == 0
