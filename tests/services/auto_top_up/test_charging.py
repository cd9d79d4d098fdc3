"""A14: a balance that falls is topped up, once at a time, within the cap, whatever happens on the way."""

import asyncio
from datetime import UTC, timedelta

import pytest

from models.auto_top_up import AutoTopUp, AutoTopUpState
from models.payment import Payment, PaymentKind, PaymentStatus
from models.user import User, UserStatus
from services.auto_top_up import AutoTopUps
from services.auto_top_up.service import AutoTopUpOrder
from services.money import Money
from services.payments.errors import PaymentNotCancellableError
from tests.support.subscriber import subscriber
from tests.support.waiting import until


@pytest.fixture(autouse=True)
async def nobody_else(shop):
    await AutoTopUp.get_pymongo_collection().update_many({}, {"$set": {"next_check_at": None}})
    shop.clock.shift = timedelta()  # what Stripe lists has its own times
    yield
    await shop.clear_faults()


@pytest.fixture
async def viewer(shop):
    return await shop.member()


@pytest.fixture
def agree(shop, viewer):
    """Let the viewer set it up: 100,000 tokens for 10 yuan below 5,000 tokens, at most 25 yuan a month."""

    async def agree(card="pm_card_visa", cap=2_500, threshold=5_000, key="key"):
        order = AutoTopUpOrder(
            enabled=True,
            threshold_tokens=threshold,
            package_id="package_100k",
            monthly_cap=Money(cap, "CNY"),
            saved_card_id=await shop.save_card(viewer, card),
            consent=True,
        )
        return await shop.auto_top_ups.set(viewer, order, key)

    return agree


async def look(shop, viewer, **later):
    """One pass, which looks at the viewer's balance whatever was planned."""
    shop.clock.advance(**later)
    shop.auto_top_ups.notice(viewer.wallet_id)
    await shop.auto_top_ups.sweep(10)
    return await shop.auto_top_ups.of(viewer)


async def payments_of(viewer):
    return await Payment.find({"user_id": viewer.user_id}).sort("_id").to_list()


async def set_status(viewer, status):
    await User.get_pymongo_collection().update_one({"_id": viewer.user_id}, {"$set": {"status": status.value}})


async def spend_all(shop, viewer, key):
    balance = await shop.ledger.balance(viewer.wallet_id)
    await shop.ledger.spend(viewer.wallet_id, key, amount=balance.available)


async def test_a_balance_below_the_threshold_is_topped_up_once(shop, viewer, agree):
    await agree()
    await shop.auto_top_ups.sweep(10)

    [payment] = await payments_of(viewer)
    assert (payment.kind, payment.status, payment.amount) == (PaymentKind.SAVED_CARD, PaymentStatus.SUCCEEDED, 1_000)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]
    row = await look(shop, viewer)
    assert (row.state, row.spent, row.in_flight) == (AutoTopUpState.ACTIVE, 1_000, None)
    assert len(await payments_of(viewer)) == 1
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert len(await shop.credits(viewer)) == 1


async def test_a_balance_at_the_threshold_is_left_alone(shop, viewer, agree):
    await agree()
    await shop.auto_top_ups.sweep(10)
    balance = await shop.ledger.balance(viewer.wallet_id)
    await shop.ledger.spend(viewer.wallet_id, "spend:1", amount=balance.available - 5_000)

    await look(shop, viewer)
    assert len(await payments_of(viewer)) == 1
    await shop.ledger.spend(viewer.wallet_id, "spend:2", amount=1)
    await look(shop, viewer)
    assert len(await payments_of(viewer)) == 2


async def test_many_servers_at_once_charge_once(shop, viewer, agree):
    await agree()
    parts = {"ledger": shop.ledger, "packages": shop.packages, "payments": shop.payments, "clock": shop.clock}
    servers = [
        AutoTopUps(saved_cards=shop.saved_cards, gateways=shop.gateways, **parts)
        for _ in range(10)
    ]  # fmt: skip

    await asyncio.gather(*(server.sweep(10) for server in servers))
    [payment] = await payments_of(viewer)
    assert len(await shop.intents_of(payment.id)) == 1
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]


async def test_the_cap_holds_to_the_last_unit_until_the_month_is_over(shop, viewer, agree):
    await agree(cap=2_000)
    for number in range(2):
        await look(shop, viewer)
        await spend_all(shop, viewer, f"spend:{number}")

    row = await look(shop, viewer)
    assert (row.state, row.reason, row.spent) == (AutoTopUpState.ACTIVE, "MONTHLY_CAP_REACHED", 2_000)
    assert len(await payments_of(viewer)) == 2
    row = await look(shop, viewer, days=32)
    assert (row.reason, row.spent) == (None, 1_000)
    assert len(await payments_of(viewer)) == 3


async def test_a_decline_costs_nothing_and_pauses_longer_each_time(shop, viewer, agree):
    await agree("pm_card_chargeCustomerFail")
    for failures, hours in ((1, 1), (2, 6), (3, 24)):
        await shop.auto_top_ups.sweep(10)
        row = await look(shop, viewer)  # a change of the balance does not shorten the pause
        assert (row.state, row.failures, row.spent, row.in_flight) == (AutoTopUpState.WAITING, failures, 0, None)
        assert len(await payments_of(viewer)) == failures
        wait = row.next_check_at - shop.clock().astimezone(UTC)
        assert timedelta(hours=hours) - timedelta(minutes=5) < wait <= timedelta(hours=hours)
        shop.clock.advance(hours=hours)
    await shop.auto_top_ups.sweep(10)

    row = await look(shop, viewer, days=2)
    assert (row.state, row.reason, row.failures) == (AutoTopUpState.DISABLED, "PAYMENT_DECLINED", 4)
    payments = await payments_of(viewer)
    assert [payment.status for payment in payments] == [PaymentStatus.CANCELLED] * 4
    assert {payment.failure.code for payment in payments} == {"generic_decline"}
    assert {(await shop.intent(payment.gateway_reference))["status"] for payment in payments} == {"canceled"}
    assert await shop.credits(viewer) == []
    assert (await agree(key="again")).state is AutoTopUpState.ACTIVE
    row = await look(shop, viewer)
    assert (row.failures, row.spent, row.reason) == (0, 1_000, None)


async def test_a_bank_that_asks_for_the_owner_is_told_to_the_user(shop, viewer, agree):
    await agree("pm_card_authenticationRequired")
    await shop.auto_top_ups.sweep(10)

    row = await look(shop, viewer, days=2)
    assert (row.state, row.reason) == (AutoTopUpState.NEEDS_AUTHENTICATION, "AUTHENTICATION_REQUIRED")
    assert row.spent == 0
    assert len(await payments_of(viewer)) == 1


async def test_after_a_stop_nothing_is_charged(shop, viewer, agree):
    await agree()
    await shop.auto_top_ups.stop(viewer, "stop")

    row = await look(shop, viewer, days=1)
    assert (row.state, row.next_check_at) == (AutoTopUpState.OFF, None)
    assert await payments_of(viewer) == []


async def test_a_stop_that_a_crash_left_unapplied_counts(shop, viewer, agree, monkeypatch):
    await agree()
    with monkeypatch.context() as patched:
        patched.setattr(shop.auto_top_ups._store, "apply", killed)
        with pytest.raises(KilledError):
            await shop.auto_top_ups.stop(viewer, "stop")

    assert (await look(shop, viewer)).state is AutoTopUpState.OFF
    assert await payments_of(viewer) == []


async def test_a_lost_answer_is_asked_for_again_and_charges_once(shop, viewer, agree):
    await agree()
    await shop.control("/faults", path="/v1/payment_intents", delay_after_seconds=10, times=10)
    await shop.auto_top_ups.sweep(10)
    assert (await shop.auto_top_ups.of(viewer)).in_flight is not None
    await shop.clear_faults()

    await look(shop, viewer, seconds=61)
    [payment] = await payments_of(viewer)
    assert len(await shop.intents_of(payment.id)) == 1
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]
    assert (await shop.auto_top_ups.of(viewer)).spent == 1_000


async def test_while_stripe_is_down_the_charge_waits_and_counts(shop, viewer, agree):
    await agree()
    await shop.control("/faults", path="/v1/payment_intents", status=500, times=100)
    await shop.auto_top_ups.sweep(10)

    row = await look(shop, viewer)
    assert (row.spent, row.in_flight.amount) == (1_000, 1_000)
    [payment] = await payments_of(viewer)
    with pytest.raises(PaymentNotCancellableError):
        await shop.payments.cancel(viewer, payment.id, "cancel")
    await shop.payments.complete_payments(10)
    assert (await shop.payment(payment)).open
    await shop.clear_faults()
    await look(shop, viewer, seconds=61)
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED


async def test_what_was_stopped_while_being_charged_still_counts(shop, viewer, agree):
    await agree()
    await shop.control("/faults", path="/v1/payment_intents", status=500, times=100)
    await shop.auto_top_ups.sweep(10)
    await shop.auto_top_ups.stop(viewer, "stop")
    await shop.clear_faults()

    row = await look(shop, viewer, seconds=61)
    assert (row.state, row.spent, row.in_flight) == (AutoTopUpState.OFF, 1_000, None)
    assert len(await shop.credits(viewer)) == 1


async def test_a_charge_of_unknown_end_is_never_made_a_second_time(shop, viewer, agree):
    await agree()
    await shop.control("/faults", path="/v1/payment_intents", delay_after_seconds=10, times=10)
    await shop.control("/deliveries/hold")
    await shop.auto_top_ups.sweep(10)
    await shop.clear_faults()

    row = await look(shop, viewer, hours=23, minutes=30)
    [payment] = await payments_of(viewer)
    assert (payment.gateway_reference, row.spent, row.in_flight.payment_id) == (None, 1_000, payment.id)
    row = await look(shop, viewer, minutes=31)
    assert (row.in_flight, row.spent) == (None, 1_000)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]
    assert len(await shop.intents_of(payment.id)) == 1
    await shop.control("/deliveries/release")


async def a_day_of_errors(shop, viewer):
    """Stripe gives the first answer to a key again for as long as it keeps that, a 500 as well."""
    await shop.control("/faults", path="/v1/payment_intents", status=500, times=100)
    await shop.auto_top_ups.sweep(10)
    await look(shop, viewer, hours=23)
    await shop.clear_faults()
    [payment] = await payments_of(viewer)
    assert (payment.open, payment.flags) == (True, [])
    return payment


async def test_a_charge_that_stripe_never_made_ends_after_a_day_and_frees_the_cap(shop, viewer, agree):
    await agree()
    payment = await a_day_of_errors(shop, viewer)
    row = await look(shop, viewer, minutes=61)
    assert (row.state, row.reason, row.spent, row.in_flight) == (AutoTopUpState.WAITING, "TRY_AGAIN", 0, None)
    ended = await shop.payment(payment)
    assert (ended.status, ended.open, ended.failure.code) == (PaymentStatus.FAILED, False, "processing_error")
    row = await look(shop, viewer, minutes=61)
    assert (row.state, row.spent, len(await shop.credits(viewer))) == (AutoTopUpState.ACTIVE, 1_000, 1)


async def test_where_the_end_of_a_charge_cannot_be_told_it_is_flagged_and_stays(shop, viewer, agree, monkeypatch):
    await agree()
    payment = await a_day_of_errors(shop, viewer)
    with monkeypatch.context() as patch:
        patch.setattr(shop.gateway, "livemode", True)  # a server of the other mode is not told of it
        row = await look(shop, viewer, minutes=61)
    flagged = await shop.payment(payment)
    assert ([flag.code for flag in flagged.flags], flagged.open, row.spent) == (["UNRESOLVED"], True, 1_000)
    assert (await look(shop, viewer, minutes=2)).spent == 0


class KilledError(Exception):
    """The process ended here."""


async def killed(*_args, **_kwargs):
    raise KilledError


@pytest.mark.parametrize(
    ("part", "step"),
    [
        ("_sweeper._payments._parts.card_charges._store", "insert"),
        ("_sweeper._payments._parts.card_charges._store", "set_reference"),
        ("_sweeper._payments._parts.card_charges._events", "apply"),
        ("_sweeper._payments._parts.store", "mark_credited"),
        ("_sweeper._store", "succeeded"),
    ],
)
async def test_killed_at_any_step_it_is_completed_once(shop, viewer, agree, monkeypatch, part, step):
    await agree()
    owner = shop.auto_top_ups
    for name in part.split("."):
        owner = getattr(owner, name)
    await shop.control("/deliveries/hold")
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        await shop.auto_top_ups.sweep(10)
    assert (await shop.auto_top_ups.of(viewer)).in_flight is not None

    row = await look(shop, viewer, seconds=61)
    assert (row.in_flight, row.spent, row.state) == (None, 1_000, AutoTopUpState.ACTIVE)
    [payment] = await payments_of(viewer)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]
    assert len(await shop.intents_of(payment.id)) == 1
    await shop.control("/deliveries/release")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert len(await shop.credits(viewer)) == 1


@pytest.mark.parametrize("way", ["refund", "dispute"])
async def test_money_that_goes_back_is_not_charged_again(shop, viewer, agree, way):
    await agree()
    await shop.auto_top_ups.sweep(10)
    [payment] = await payments_of(viewer)
    await shop.control(f"/payment_intents/{payment.gateway_reference}/{way}")
    await shop.reversals.converge(payment.id)
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0

    row = await look(shop, viewer)
    assert (row.state, row.reason, row.in_flight) == (AutoTopUpState.DISABLED, "PURCHASE_REVERSED", None)
    assert len(await payments_of(viewer)) == 1
    assert (await agree(key="again")).state is AutoTopUpState.ACTIVE
    await look(shop, viewer)
    assert len(await payments_of(viewer)) == 2


@pytest.mark.parametrize("way", ["refund", "dispute"])
async def test_money_of_a_subscription_that_goes_back_is_not_charged_again(shop, viewer, agree, way):
    await agree(threshold=2_000_000)
    person = await subscriber(shop, viewer=viewer, paid=True)
    [invoice] = await person.invoices()
    await shop.control(f"/payment_intents/{invoice.payment_reference}/{way}")

    async def followed():
        return (await shop.ledger.balance(viewer.wallet_id)).available == 0

    await until(followed)
    row = await look(shop, viewer)
    assert (row.state, row.reason, row.in_flight) == (AutoTopUpState.DISABLED, "PURCHASE_REVERSED", None)
    assert await payments_of(viewer) == []


async def test_nothing_is_charged_while_the_account_is_suspended_and_it_goes_on_afterwards(shop, viewer, agree):
    await agree()
    await set_status(viewer, UserStatus.SUSPENDED)
    row = await look(shop, viewer)
    assert (row.state, row.reason, row.in_flight) == (AutoTopUpState.ACTIVE, "ACCOUNT_SUSPENDED", None)
    assert await payments_of(viewer) == []
    await set_status(viewer, UserStatus.ACTIVE)
    row = await look(shop, viewer, minutes=6)
    assert (row.state, row.reason, row.spent) == (AutoTopUpState.ACTIVE, None, 1_000)
    assert [payment.amount for payment in await payments_of(viewer)] == [1_000]


async def test_a_charge_under_way_when_the_account_is_suspended_comes_to_its_end(shop, viewer, agree):
    await agree()
    await shop.control("/faults", path="/v1/payment_intents", times=50, status=503)
    assert (await look(shop, viewer)).in_flight is not None
    await set_status(viewer, UserStatus.SUSPENDED)
    await shop.clear_faults()
    row = await look(shop, viewer, minutes=2)
    assert row.in_flight is None
    assert [payment.status for payment in await payments_of(viewer)] == [PaymentStatus.SUCCEEDED]


async def test_a_server_that_was_away_for_longer_than_its_claim_charges_nothing(shop, viewer, agree):
    await agree()
    sweeper = shop.auto_top_ups._sweeper
    [due] = await AutoTopUp.get_pymongo_collection().find({"user_id": viewer.user_id}).to_list()
    claimed = await sweeper._store.claim(due, shop.clock() + timedelta(seconds=60))
    await look(shop, viewer, seconds=61)  # another server takes it up
    assert len(await payments_of(viewer)) == 1

    await sweeper._begin(claimed)
    assert len(await payments_of(viewer)) == 1
    assert (await shop.auto_top_ups.of(viewer)).spent == 1_000
