"""A9 with A14: a top-up is taxed by the address of the saved card, within the cap, or it is not charged."""

from datetime import timedelta

import pytest

from models.auto_top_up import AutoTopUp, AutoTopUpState
from models.payment import Payment, PaymentStatus, TaxBehavior
from services.auto_top_up import AutoTopUps
from services.auto_top_up.service import AutoTopUpOrder
from services.errors import InvalidInputError
from services.ledger.audit import audit_ledger
from services.money import Money
from services.payments import Payments
from services.payments.errors import BillingAddressUnknownError, TaxUnavailableError
from tests.support.kill_switch import kill_switch
from tests.support.shop import open_shop

BERLIN = {"country": "DE", "postal_code": "10115"}
NOWHERE = {"country": "US", "postal_code": "00000"}
TAX = "/v1/tax/calculations"


@pytest.fixture(scope="module")
async def shop(database, settings):
    async with open_shop(database, settings.model_copy(update={"automatic_tax": True})) as shop:
        yield shop


@pytest.fixture(autouse=True)
async def right_in_the_end(shop):
    await AutoTopUp.get_pymongo_collection().update_many({}, {"$set": {"next_check_at": None}})
    yield
    await shop.clear_faults()
    await shop.control("/deliveries/release")
    shop.clock.shift = timedelta()
    assert (await audit_ledger(shop.database)).findings == []
    assert (await shop.reconcile()).differences == []


@pytest.fixture
async def viewer(shop):
    return await shop.member()


def untaxed(shop, settings) -> AutoTopUps:
    """Of a server on which tax is switched off."""
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    payments = Payments(settings=settings.model_copy(update={"automatic_tax": False}), **parts)
    return AutoTopUps(payments=payments, saved_cards=shop.saved_cards, **parts)


async def agree(shop, viewer, address=BERLIN, cap=2_500, server=None, card="pm_card_visa"):
    """Let the viewer set it up: 100,000 tokens for 10 yuan below 5,000 tokens."""
    order = AutoTopUpOrder(
        enabled=True,
        threshold_tokens=5_000,
        package_id="package_100k",
        monthly_cap=Money(cap, "CNY"),
        saved_card_id=await shop.save_card(viewer, card, address),
        consent=True,
    )
    return await (server or shop.auto_top_ups).set(viewer, order, f"key-{cap}")


async def payments_of(viewer):
    return await Payment.find({"user_id": viewer.user_id}).sort("_id").to_list()


async def look(shop, viewer, **later):
    shop.clock.advance(**later)
    shop.auto_top_ups.notice(viewer.wallet_id)
    await shop.auto_top_ups.sweep(10)
    return await shop.auto_top_ups.of(viewer)


async def spend_all(shop, viewer, key):
    balance = await shop.ledger.balance(viewer.wallet_id)
    await shop.ledger.spend(viewer.wallet_id, key, amount=balance.available)


async def test_tax_is_charged_with_the_price_and_counts_against_the_cap(shop, viewer):
    await agree(shop, viewer)
    await shop.auto_top_ups.sweep(10)

    [payment] = await payments_of(viewer)
    assert (payment.status, payment.amount, payment.tax_amount, payment.total) == (
        PaymentStatus.SUCCEEDED,
        1_000,
        100,
        1_100,
    )
    intent = await shop.intent(payment.gateway_reference)
    assert intent["amount_received"] == 1_100
    assert intent["hooks"]["inputs"]["tax"]["calculation"] == payment.tax_calculation
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 100_000)]
    assert (await look(shop, viewer)).spent == 1_100

    await spend_all(shop, viewer, "spend:1")
    assert (await look(shop, viewer)).spent == 2_200
    await spend_all(shop, viewer, "spend:2")
    full = await look(shop, viewer)
    assert (full.spent, full.reason) == (2_200, "MONTHLY_CAP_REACHED")
    assert len(await payments_of(viewer)) == 2


async def test_a_cap_must_have_room_for_price_and_tax(shop, viewer):
    with pytest.raises(InvalidInputError, match=r"1,100|1100"):
        await agree(shop, viewer, cap=1_099)
    assert (await agree(shop, viewer, cap=1_100)).state is AutoTopUpState.ACTIVE


async def test_a_decline_frees_the_tax_in_the_cap_as_well(shop, viewer):
    await agree(shop, viewer, card="pm_card_chargeCustomerFail")
    await shop.auto_top_ups.sweep(10)
    row = await shop.auto_top_ups.of(viewer)
    assert (row.state, row.spent) == (AutoTopUpState.WAITING, 0)
    [payment] = await payments_of(viewer)
    assert (payment.status, payment.total, payment.open) == (PaymentStatus.CANCELLED, 1_100, False)


@pytest.mark.parametrize("address", [None, NOWHERE])
async def test_a_card_whose_address_tells_no_tax_cannot_be_used(shop, viewer, address):
    with pytest.raises(BillingAddressUnknownError):
        await agree(shop, viewer, address)
    assert await shop.auto_top_ups.of(viewer) is None


async def test_where_tax_is_switched_on_later_such_a_card_is_charged_nothing_more(shop, viewer, settings):
    before = untaxed(shop, settings)
    await agree(shop, viewer, None, server=before)
    await before.sweep(10)
    [payment] = await payments_of(viewer)
    assert (payment.tax_behavior, payment.total) == (None, 1_000)

    await spend_all(shop, viewer, "spend:1")
    row = await look(shop, viewer)
    assert (row.state, row.reason) == (AutoTopUpState.DISABLED, "BILLING_ADDRESS_UNKNOWN")
    assert len(await payments_of(viewer)) == 1


async def test_while_tax_cannot_be_told_nothing_is_charged_and_then_once(shop, viewer):
    await agree(shop, viewer)
    await shop.control("/faults", path=TAX, times=10, status=500)
    await shop.auto_top_ups.sweep(10)
    row = await shop.auto_top_ups.of(viewer)
    assert (row.state, row.reason, row.spent, row.in_flight) == (AutoTopUpState.ACTIVE, "TAX_UNAVAILABLE", 0, None)
    assert await payments_of(viewer) == []
    with pytest.raises(TaxUnavailableError):
        await agree(shop, viewer, cap=3_000)

    await shop.clear_faults()
    row = await look(shop, viewer, minutes=5)
    assert (row.reason, row.spent) == (None, 1_100)
    assert len(await payments_of(viewer)) == 1


@pytest.fixture
def calculations(shop, monkeypatch):
    """The payments for which tax was asked for; Stripe takes money for each."""
    asked, calculate = [], shop.gateway.tax.calculate

    async def counted(request):
        asked.append(request.payment_id)
        return await calculate(request)

    monkeypatch.setattr(shop.gateway.tax, "calculate", counted)
    return asked


@pytest.mark.parametrize("cap", [1_100, 2_150])
async def test_at_a_reached_cap_no_more_tax_is_asked_for(shop, viewer, calculations, cap):
    await agree(shop, viewer, cap=cap)  # one asks whether the cap has room for it
    await shop.auto_top_ups.sweep(10)
    before = len(calculations)
    await spend_all(shop, viewer, "spend:0")
    row = await look(shop, viewer)
    assert (before, row.reason, row.spent) == (2, "MONTHLY_CAP_REACHED", 1_100)
    assert len(calculations) == (2 if cap == 1_100 else 3)  # above the cap with its tax alone: once
    for _ in range(3):
        row = await look(shop, viewer, minutes=6)
    assert (row.reason, len(calculations)) == ("MONTHLY_CAP_REACHED", 2 if cap == 1_100 else 3)
    await agree(shop, viewer, cap=cap + 1_100)
    assert (await look(shop, viewer)).spent == 2_200


async def test_a_card_that_is_gone_at_stripe_ends_it(shop, viewer):
    card = (await agree(shop, viewer)).terms.card
    await shop.gateway.customers.remove_card(card)
    row = await look(shop, viewer)
    assert (row.state, row.reason, row.next_check_at) == (AutoTopUpState.DISABLED, "CARD_REMOVED", None)
    assert await payments_of(viewer) == []


async def test_a_card_that_stripe_does_not_know_ends_it(shop, viewer):
    await agree(shop, viewer)
    await AutoTopUp.find({"user_id": viewer.user_id}).update({"$set": {"terms.card": "pm_gone"}})
    row = await look(shop, viewer)
    assert (row.state, row.reason) == (AutoTopUpState.DISABLED, "CARD_REMOVED")


async def test_killed_after_each_step_it_is_charged_once_with_one_tax(shop):
    await shop.control("/deliveries/hold")
    for step in range(1, 30):
        viewer = await shop.member()
        await agree(shop, viewer)
        with kill_switch(step) as switch:
            try:
                await shop.auto_top_ups.sweep(10)
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        shop.clock.advance(minutes=2)
        for _ in range(2):
            await shop.auto_top_ups.sweep(10)
        [payment] = await payments_of(viewer)
        assert (payment.total, payment.tax_behavior) == (1_100, TaxBehavior.EXCLUSIVE)
        [intent] = await shop.intents_of(payment.id)
        assert (intent["amount_received"], payment.credited_at is not None) == (1_100, True)
        assert (await shop.auto_top_ups.of(viewer)).spent == 1_100
        if not switch.dead:
            return
    raise AssertionError("it never came to its end")
