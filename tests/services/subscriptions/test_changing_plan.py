"""A12: what a change of plan bills, undoes and puts back, with a planned downgrade, new prices and late news."""

import contextlib

import pytest

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.stripe.currencies import limits_in
from models.ids import new_id
from models.subscription import PlanInterval
from models.subscription_change import ChangeStatus, SubscriptionChange
from services.catalog.catalogs import Catalogs
from services.payments.errors import GatewayUnreachableError
from services.subscriptions import Plans
from services.subscriptions.errors import SubscriptionRefusedError
from services.subscriptions.rules import state_of
from services.subscriptions.store import SubscriptionStore
from services.subscriptions.terms import freeze_terms, price_of
from tests.support.subscriber import DECLINED, subscriber

PRO_FEN, ENTERPRISE_FEN, ULTRA_MORE_FEN = 4_900, 24_900, 20_000


class KilledError(Exception):
    """The process ended here."""


@pytest.fixture
async def person(shop, sell):
    """Somebody who paid for enterprise and has planned pro; there is a dearer plan, ultra."""
    sell("ultra", ULTRA_MORE_FEN)
    person = await subscriber(shop, "enterprise", paid=True)
    await shop.subscriptions.change_plan(person.viewer, "pro", new_id("key"))
    return person


def intercept(shop, monkeypatch, instead):
    """Let `instead(price, key, at_once, call)` stand for the gateway's change of a price, which `call()` makes."""
    selling = shop.gateway.subscriptions
    change_price = selling.change_price

    async def intercepted(subscription, price, key, *, at_once):
        await instead(price, key, at_once, lambda: change_price(subscription, price, key, at_once=at_once))

    monkeypatch.setattr(selling, "change_price", intercepted)


async def last_change(person):
    return await SubscriptionChange.find({"subscription_id": person.id}).sort("-created_at").first_or_none()


async def billed(person):
    """What Stripe billed, oldest first, in fen."""
    return [invoice["total"] for invoice in await person.stripe_invoices()]


async def changed_elsewhere(shop, person, plan, *, agreed):
    """The subscription is on a dearer plan and billed for it, and nothing of that was heard of yet."""
    selling = shop.gateway.subscriptions
    terms = await freeze_terms(selling, plan, price_of(plan, "CNY", PlanInterval.MONTH))
    if agreed:
        await SubscriptionStore().agree(person.id, terms)
    theirs = await selling.retrieve_subscription(person.reference)
    await selling.change_price(theirs, terms.price_reference, new_id("key"), at_once=True)


async def test_a_declined_upgrade_keeps_the_downgrade_that_was_planned(shop, person):
    await person.card(DECLINED)
    with pytest.raises(SubscriptionRefusedError) as raised:
        await shop.subscriptions.change_plan(person.viewer, "ultra", new_id("key"))
    assert raised.value.failure.code == "insufficient_funds"
    now = await person.now()
    assert (now.plan_id, now.next_plan_id) == ("enterprise", "pro")
    await person.time("renew", card="pm_card_visa")
    assert await billed(person) == [ENTERPRISE_FEN, PRO_FEN]


async def test_an_upgrade_that_is_given_up_keeps_the_downgrade_that_was_planned(shop, person, monkeypatch):
    async def lost_when_billing(_price, _key, at_once, call):
        if at_once:
            raise GatewayUnavailableError("away")
        await call()

    with monkeypatch.context() as away:
        intercept(shop, away, lost_when_billing)
        with pytest.raises(GatewayUnreachableError):
            await shop.subscriptions.change_plan(person.viewer, "ultra", new_id("key"))
    assert (await shop.subscriptions.follow(person.reference), (await person.now()).next_plan_id) == (None, None)
    shop.clock.advance(minutes=61)
    await shop.new_server().subscriptions.complete_subscriptions(100)
    change = await last_change(person)
    assert (change.status, change.failure.code) == (ChangeStatus.REFUSED, "abandoned")
    assert ((await person.now()).next_plan_id, await billed(person)) == ("pro", [ENTERPRISE_FEN])


async def test_killed_after_a_decline_it_is_put_back_and_never_tried_again(shop, person, monkeypatch):
    async def killed_when_putting_back(_price, key, _at_once, call):
        if key is None:
            raise KilledError
        await call()

    await person.card(DECLINED)
    with monkeypatch.context() as dying, contextlib.suppress(KilledError):
        intercept(shop, dying, killed_when_putting_back)
        await shop.subscriptions.change_plan(person.viewer, "ultra", new_id("key"))
    await person.card("pm_card_visa")
    shop.clock.advance(minutes=2)
    await shop.new_server().subscriptions.complete_subscriptions(100)
    change = await last_change(person)
    assert (change.status, change.failure.code) == (ChangeStatus.REFUSED, "insufficient_funds")
    assert ((await person.now()).next_plan_id, await billed(person)) == ("pro", [ENTERPRISE_FEN])


async def test_news_that_was_asked_for_while_a_plan_was_undone_does_not_undo_it_for_good(shop, person, monkeypatch):
    async def read_while_undone(_price, key, at_once, call):
        if at_once:
            read.extend([await person.now(), await shop.gateway.subscriptions.retrieve_subscription(person.reference)])
        await call()

    read = []
    await shop.control("/deliveries/hold")
    await person.card(DECLINED)
    intercept(shop, monkeypatch, read_while_undone)
    with pytest.raises(SubscriptionRefusedError):
        await shop.subscriptions.change_plan(person.viewer, "ultra", new_id("key"))
    ours, theirs = read
    written = await SubscriptionStore().follow(ours, state_of(ours, theirs, await person.invoices()))
    await shop.control("/deliveries/release")
    assert (written, (await person.now()).next_plan_id) == (False, "pro")


async def test_a_plan_that_cannot_be_put_back_is_flagged(shop, person, monkeypatch):
    async def refused_when_putting_back(_price, key, _at_once, call):
        if key is None:
            raise GatewayRefusedError("price_inactive", "The price is not active.")
        await call()

    await person.card(DECLINED)
    intercept(shop, monkeypatch, refused_when_putting_back)
    with pytest.raises(SubscriptionRefusedError):
        await shop.subscriptions.change_plan(person.viewer, "ultra", new_id("key"))
    now = await person.now()
    assert ([flag.code for flag in now.flags], now.next_plan_id) == (["WRONG_TERMS"], None)
    assert now.flags[0].detail.endswith("could not be planned again: price_inactive.")


async def test_of_two_servers_that_undo_at_once_one_bills_and_both_say_so(shop, person, monkeypatch):
    key, other = new_id("key"), shop.new_server().subscriptions

    async def slow(_price, gateway_key, _at_once, call):
        if gateway_key.endswith(":undo") and not other_done:
            other_done.append(True)
            other_done.append(await other.change_plan(person.viewer, "ultra", key))
        await call()

    other_done = []
    intercept(shop, monkeypatch, slow)
    slower = await shop.subscriptions.change_plan(person.viewer, "ultra", key)
    assert (slower.plan_id, slower.next_plan_id, other_done[1].plan_id) == ("ultra", None, "ultra")
    assert len(await billed(person)) == 2


@pytest.mark.parametrize("by", ["a new price", "no price"])
async def test_a_downgrade_is_taken_back_to_what_is_paid_for_whatever_the_plan_costs_now(
    shop, person, sell, monkeypatch, by
):
    if by == "a new price":
        sell("enterprise", 5_000)
    else:
        monkeypatch.delitem(shop.plans.catalog._plans, "enterprise")
    changed = await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    assert (changed.plan_id, changed.next_plan_id) == ("enterprise", None)
    await person.time("renew")
    assert await billed(person) == [ENTERPRISE_FEN, ENTERPRISE_FEN]


async def test_a_change_that_is_finished_later_has_the_price_that_it_was_asked_at(shop, sell):
    person = await subscriber(shop, "enterprise", paid=True)
    await shop.control("/faults", path=f"/v1/subscriptions/{person.reference}", status=503, times=100)
    sell("cheaper", -1_000)
    with pytest.raises(GatewayUnreachableError):
        await shop.subscriptions.change_plan(person.viewer, "cheaper", new_id("key"))
    await shop.clear_faults()
    sell("cheaper", -500)
    shop.clock.advance(minutes=2)
    await shop.new_server().subscriptions.complete_subscriptions(100)
    assert (await person.now()).next_plan_id == "cheaper"
    await person.time("renew")
    assert await billed(person) == [ENTERPRISE_FEN, ENTERPRISE_FEN - 1_000]


async def test_a_change_is_judged_by_what_is_paid_for_although_that_was_not_heard_of_yet(shop, sell):
    person = await subscriber(shop, paid=True)
    await shop.control("/deliveries/hold")
    await changed_elsewhere(shop, person, sell("ultra", ULTRA_MORE_FEN), agreed=True)
    before = await billed(person)
    changed = await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    await shop.control("/deliveries/release")
    assert (changed.plan_id, changed.next_plan_id) == ("ultra", "enterprise")
    assert await billed(person) == before


async def test_what_somebody_billed_at_the_gateway_is_not_undone_and_billed_again(shop, sell):
    person = await subscriber(shop, paid=True)
    await changed_elsewhere(shop, person, sell("ultra", ULTRA_MORE_FEN), agreed=False)
    before = await billed(person)
    with pytest.raises(SubscriptionRefusedError) as raised:
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    assert (raised.value.failure.code, await billed(person)) == ("wrong_price", before)
    assert [flag.code for flag in (await person.now()).flags] == ["WRONG_TERMS"]


async def test_whoever_has_subscribed_keeps_price_tokens_and_limits_when_an_admin_edits_or_retires_the_plan(shop):
    person = await subscriber(shop, "pro", paid=True)
    catalogs = Catalogs(shop.settings, lambda currency, _package: limits_in(currency), shop.clock)
    await catalogs.seed()
    price = [{"currency": "CNY", "interval": "month", "amount": 5_900}]
    changes = {"prices": price, "tokens_per_month": 1_500_000, "requests_per_day": 7}
    await catalogs.plans.update("usr_admin", "pro", 1, changes)
    source = catalogs.plan_source
    edited = Plans(catalog=source, clock=shop.clock)
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    assert await billed(person) == [PRO_FEN, PRO_FEN]
    assert [tokens for _, tokens in await person.grants()] == [1_000_000, 1_000_000]
    assert (await edited.limits_of(person.viewer.user_id)).limits.requests_per_day == 2_000
    selling = shop.gateway.subscriptions
    plan = (await source.current()).plan("pro")
    terms = await freeze_terms(selling, plan, price_of(plan, "CNY", PlanInterval.MONTH))
    assert (terms.amount, terms.tokens, terms.limits.requests_per_day) == (5_900, 1_500_000, 7)
    assert terms.price_reference != (await person.now()).current_terms.price_reference
    await catalogs.plans.retire("usr_admin", "pro", 2)
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    assert await billed(person) == [PRO_FEN] * 3
    assert (await edited.limits_of(person.viewer.user_id)).plan_id == "pro"
