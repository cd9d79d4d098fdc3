"""A12: upgrade at once with proration, downgrade at period end, cancel, resume, the portal."""

import asyncio
import contextlib

import pytest

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from models.ids import new_id
from models.subscription import SubscriptionStatus
from models.subscription_change import ChangeStatus, SubscriptionChange
from models.subscription_invoice import InvoiceKind
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.errors import (
    NotSubscribedError,
    PlanNotSoldError,
    PlanUnchangedError,
    SubscriptionChangePendingError,
    SubscriptionNotChangeableError,
    SubscriptionRefusedError,
)
from services.subscriptions.store import SubscriptionStore
from tests.support.subscriber import DECLINED, subscriber

PRO, ENTERPRISE = 1_000_000, 10_000_000


def upgrade_tokens(invoice, period):
    """By arithmetic of this test's own: the part of the difference that the rest of the period is."""
    rest = int((invoice.period_end - invoice.period_start).total_seconds())
    whole = int((period.period_end - period.period_start).total_seconds())
    return (ENTERPRISE - PRO) * rest // whole


async def test_an_upgrade_holds_at_once_and_grants_the_rest_of_the_difference(shop):
    person = await subscriber(shop, paid=True)
    changed = await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    assert (changed.plan_id, changed.next_plan_id, changed.status) == ("enterprise", None, SubscriptionStatus.ACTIVE)
    period, upgrade = await person.invoices()
    assert (period.kind, upgrade.kind, upgrade.plan_id) == (InvoiceKind.PERIOD, InvoiceKind.UPGRADE, "enterprise")
    assert (upgrade.period_end, upgrade.amount) == (period.period_end, (await person.stripe_invoices())[1]["total"])
    assert upgrade.tokens == upgrade_tokens(upgrade, period)
    assert 0.99 * (ENTERPRISE - PRO) < upgrade.tokens <= ENTERPRISE - PRO
    assert await person.grants() == [
        (f"subscription:{period.id}", PRO),
        (f"subscription:{upgrade.id}", upgrade.tokens),
    ]
    view = await shop.subscriptions.subscription(person.viewer)
    assert view.period_tokens == PRO + upgrade.tokens
    in_force = await shop.plans.limits_of(person.viewer.user_id)
    assert (in_force.plan_id, in_force.limits.requests_per_day, in_force.limits.priority) == ("enterprise", None, 2)
    assert (await audit_ledger(shop.database)).findings == []


async def test_the_period_after_an_upgrade_grants_the_dearer_plans_tokens(shop):
    person = await subscriber(shop, paid=True)
    await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    assert [tokens for _, tokens in await person.grants()][-1] == ENTERPRISE
    assert (await person.invoices())[-1].amount == 24_900


async def test_an_upgrade_that_is_declined_changes_and_grants_nothing(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    key = new_id("key")
    with pytest.raises(SubscriptionRefusedError) as raised:
        await shop.subscriptions.change_plan(person.viewer, "enterprise", key)
    assert raised.value.failure.code == "insufficient_funds"
    now = await person.now()
    assert (now.plan_id, now.next_plan_id, now.status) == ("pro", None, SubscriptionStatus.ACTIVE)
    assert [tokens for _, tokens in await person.grants()] == [PRO]
    await person.card("pm_card_visa")
    with pytest.raises(SubscriptionRefusedError):  # the same key is the same attempt
        await shop.subscriptions.change_plan(person.viewer, "enterprise", key)
    assert (await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))).plan_id == "enterprise"


async def test_a_plan_whose_renewal_was_just_declined_is_not_changed_although_that_was_not_heard_of_yet(shop):
    person = await subscriber(shop, paid=True)
    await shop.control("/deliveries/hold")
    await person.time("renew", card=DECLINED)
    with pytest.raises(SubscriptionRefusedError) as raised:
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    assert raised.value.failure.code == "past_due"
    await shop.control("/deliveries/release")
    assert ((await person.now()).status, (await person.now()).next_plan_id) == (SubscriptionStatus.PAST_DUE, None)
    assert [invoice["status"] for invoice in await person.stripe_invoices()] == ["paid", "open"]
    await person.time("retry", card="pm_card_visa")
    await person.becomes(SubscriptionStatus.ACTIVE)
    assert (await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))).plan_id == "enterprise"


async def test_a_change_whose_outcome_stripe_does_not_show_is_told_by_the_same_key(shop, monkeypatch):
    person, key = await subscriber(shop, paid=True), new_id("key")
    selling = shop.gateway.subscriptions
    recent_invoices = selling.recent_invoices

    async def not_of_this_person(reference):
        if reference == person.reference:
            raise GatewayRefusedError("invalid_request_error", "Not now.")
        return await recent_invoices(reference)

    with monkeypatch.context() as hiding:
        hiding.setattr(selling, "recent_invoices", not_of_this_person)
        with pytest.raises(GatewayUnreachableError):
            await shop.subscriptions.cancel(person.viewer, key)
    assert (await person.stripe())["cancel_at_period_end"] is True
    assert (await shop.subscriptions.cancel(person.viewer, key)).cancel_at_period_end is True


async def test_a_downgrade_waits_for_the_next_period(shop):
    person = await subscriber(shop, "enterprise", paid=True)
    changed = await shop.subscriptions.change_plan(person.viewer, "pro", new_id("key"))
    assert (changed.plan_id, changed.next_plan_id) == ("enterprise", "pro")
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "enterprise"
    assert [tokens for _, tokens in await person.grants()] == [ENTERPRISE]
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    now = await person.now()
    assert (now.plan_id, now.next_plan_id) == ("pro", None)
    assert [tokens for _, tokens in await person.grants()] == [ENTERPRISE, PRO]
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "pro"


async def test_a_planned_downgrade_can_be_taken_back(shop):
    person = await subscriber(shop, "enterprise", paid=True)
    await shop.subscriptions.change_plan(person.viewer, "pro", new_id("key"))
    changed = await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    assert (changed.plan_id, changed.next_plan_id) == ("enterprise", None)
    assert len(await person.stripe_invoices()) == 1
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    assert [tokens for _, tokens in await person.grants()] == [ENTERPRISE, ENTERPRISE]


async def test_the_same_key_changes_once_and_another_change_waits_its_turn(shop):
    person = await subscriber(shop, paid=True)
    key = new_id("key")
    calls = (shop.subscriptions.change_plan(person.viewer, "enterprise", key) for _ in range(8))
    await asyncio.gather(*calls, return_exceptions=True)
    assert (await shop.subscriptions.change_plan(person.viewer, "enterprise", key)).plan_id == "enterprise"
    assert len(await person.stripe_invoices()) == 2
    assert len(await person.grants()) == 2
    with pytest.raises(IdempotencyConflictError):
        await shop.subscriptions.change_plan(person.viewer, "pro", key)
    with pytest.raises(PlanUnchangedError):
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))


async def test_a_change_that_is_not_finished_keeps_others_waiting_until_a_sweeper_finishes_it(shop):
    person = await subscriber(shop, paid=True)
    await shop.control("/faults", path=f"/v1/subscriptions/{person.reference}", status=503, times=100)
    with pytest.raises(GatewayUnreachableError):
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    with pytest.raises(SubscriptionChangePendingError):
        await shop.subscriptions.cancel(person.viewer, new_id("key"))
    await shop.clear_faults()
    shop.clock.advance(minutes=2)
    await shop.subscriptions.complete_subscriptions(100)
    assert (await person.now()).plan_id == "enterprise"
    assert len(await person.grants()) == 2


async def test_an_upgrade_that_could_not_be_made_for_an_hour_is_given_up(shop):
    person = await subscriber(shop, paid=True)
    await shop.control("/faults", path=f"/v1/subscriptions/{person.reference}", status=503, times=100)
    with pytest.raises(GatewayUnreachableError):
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    await shop.clear_faults()
    shop.clock.advance(minutes=61)
    await shop.subscriptions.complete_subscriptions(100)
    assert (await person.now()).plan_id == "pro"
    (change,) = await SubscriptionChange.find({"subscription_id": person.id}).to_list()
    assert (change.status, change.failure.code) == (ChangeStatus.REFUSED, "abandoned")
    assert len(await person.stripe_invoices()) == 1


async def test_going_on_that_was_done_and_whose_answer_was_lost_is_not_given_up(shop, monkeypatch):
    person = await subscriber(shop, paid=True)
    await shop.subscriptions.cancel(person.viewer, new_id("key"))
    selling = shop.gateway.subscriptions
    end_or_go_on = selling.set_cancel_at_period_end

    async def lost(*args, **options):
        await end_or_go_on(*args, **options)
        raise GatewayUnavailableError("The answer was lost.")

    key = new_id("key")
    with monkeypatch.context() as losing:
        losing.setattr(selling, "set_cancel_at_period_end", lost)
        with pytest.raises(GatewayUnreachableError):
            await shop.subscriptions.resume(person.viewer, key)
    shop.clock.advance(minutes=61)
    await shop.subscriptions.complete_subscriptions(100)
    assert (await shop.subscriptions.resume(person.viewer, key)).cancel_at_period_end is False


async def test_it_ends_with_its_period_and_keeps_its_limits_until_then(shop):
    person = await subscriber(shop, paid=True)
    cancelled = await shop.subscriptions.cancel(person.viewer, new_id("key"))
    assert (cancelled.cancel_at_period_end, cancelled.status) == (True, SubscriptionStatus.ACTIVE)
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "pro"
    with pytest.raises(SubscriptionNotChangeableError):
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    await person.time("renew")
    now = await person.becomes(SubscriptionStatus.CANCELLED)
    assert (now.running, now.ended_at) == (False, cancelled.period_end)
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "free"
    assert [tokens for _, tokens in await person.grants()] == [PRO]
    with pytest.raises(NotSubscribedError):
        await shop.subscriptions.resume(person.viewer, new_id("key"))


async def test_a_cancellation_is_taken_back_and_its_key_does_not_cancel_again(shop):
    person = await subscriber(shop, paid=True)
    key = new_id("key")
    await shop.subscriptions.cancel(person.viewer, key)
    resumed = await shop.subscriptions.resume(person.viewer, new_id("key"))
    assert resumed.cancel_at_period_end is False
    assert (await shop.subscriptions.cancel(person.viewer, key)).cancel_at_period_end is False
    await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    assert [tokens for _, tokens in await person.grants()] == [PRO, PRO]


async def test_one_that_waits_for_its_first_payment_ends_at_once(shop):
    person = await subscriber(shop)
    cancelled = await shop.subscriptions.cancel(person.viewer, new_id("key"))
    assert (cancelled.running, cancelled.status) == (False, SubscriptionStatus.EXPIRED)
    assert [each["status"] for each in await person.stripe_invoices()] == ["void"]


async def test_what_a_person_does_in_the_portal_is_followed(shop):
    person = await subscriber(shop, paid=True)
    key = new_id("key")
    url = await shop.subscriptions.portal_url(person.viewer, key)
    assert url == await shop.subscriptions.portal_url(person.viewer, key)
    page = (await shop.http.get(url)).text
    token, subscription = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("token", "subscription"))
    form = {"token": token, "subscription": subscription, "outcome": "cancel"}
    assert (await shop.http.post(url, data=form)).status_code == 303
    await person.becomes(SubscriptionStatus.ACTIVE, cancel_at_period_end=True)


async def test_who_has_no_subscription_can_change_nothing(shop):
    viewer = await shop.member()
    for call in (
        shop.subscriptions.change_plan(viewer, "pro", new_id("key")),
        shop.subscriptions.cancel(viewer, new_id("key")),
        shop.subscriptions.resume(viewer, new_id("key")),
        shop.subscriptions.portal_url(viewer, new_id("key")),
    ):
        with pytest.raises(NotSubscribedError):
            await call


async def test_free_is_reached_by_cancelling(shop):
    person = await subscriber(shop, paid=True)
    with pytest.raises(PlanNotSoldError):
        await shop.subscriptions.change_plan(person.viewer, "free", new_id("key"))


class KilledError(Exception):
    """The process ended here."""


async def test_killed_while_terms_are_agreed_on_again_it_keeps_them(shop, monkeypatch):
    person = await subscriber(shop, paid=True)
    before = await person.now()
    store = SubscriptionStore()
    change, changes = store._change, []

    async def at_most_once(query, update):
        if changes:
            raise KilledError
        changes.append(update)
        return await change(query, update)

    monkeypatch.setattr(store, "_change", at_most_once)
    with contextlib.suppress(KilledError):
        await store.agree(before.id, before.terms[0])
    assert (await person.now()).terms == before.terms
