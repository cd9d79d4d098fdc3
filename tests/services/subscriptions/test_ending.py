"""A12: cancelling around the first payment, and when answers are lost or Stripe fails."""

import pytest

from models.ids import new_id
from models.subscription import SubscriptionStatus
from models.subscription_change import ChangeStatus, SubscriptionChange
from services.payments.errors import GatewayUnreachableError
from tests.support.subscriber import subscriber

PRO = 1_000_000
SDK_ATTEMPTS = 3


class KilledError(Exception):
    """The process ended here."""


@pytest.fixture
async def person(shop):
    """Somebody who waits for the first payment, and of whom no events come."""
    await shop.control("/deliveries/hold")
    yield await subscriber(shop)
    await shop.control("/deliveries/release")


async def statuses(person):
    found = SubscriptionChange.find({"subscription_id": person.id}).sort("+created_at")
    return [change.status async for change in found]


async def test_one_that_was_just_paid_ends_with_its_period_although_that_was_not_heard_of_yet(shop, person):
    await person.pay()
    assert (await person.now()).status is SubscriptionStatus.INCOMPLETE
    cancelled = await shop.subscriptions.cancel(person.viewer, new_id("key"))
    assert (cancelled.status, cancelled.cancel_at_period_end) == (SubscriptionStatus.ACTIVE, True)
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "pro"


async def test_one_that_is_paid_in_the_moment_of_its_end_is_flagged(shop, person, monkeypatch):
    selling = shop.gateway.subscriptions
    cancel = selling.cancel_subscription

    async def paid_first(reference):
        await person.pay()
        await cancel(reference)

    monkeypatch.setattr(selling, "cancel_subscription", paid_first)
    ended = await shop.subscriptions.cancel(person.viewer, new_id("key"))
    assert (ended.status, ended.running) == (SubscriptionStatus.CANCELLED, False)
    assert [flag.code for flag in ended.flags] == ["ENDED_ALTHOUGH_PAID"]
    assert [tokens for _, tokens in await person.grants()] == [PRO]


async def test_killed_when_it_has_ended_it_is_finished_and_flagged_by_another_server(shop, person, monkeypatch):
    selling, key = shop.gateway.subscriptions, new_id("key")
    cancel = selling.cancel_subscription

    async def paid_first_and_killed(reference):
        await person.pay()
        await cancel(reference)
        raise KilledError

    with monkeypatch.context() as dying:
        dying.setattr(selling, "cancel_subscription", paid_first_and_killed)
        with pytest.raises(KilledError):
            await shop.subscriptions.cancel(person.viewer, key)
    shop.clock.advance(minutes=2)
    await shop.new_server().subscriptions.complete_subscriptions(100)
    assert await statuses(person) == [ChangeStatus.DONE]
    assert [flag.code for flag in (await person.now()).flags] == ["ENDED_ALTHOUGH_PAID"]


async def test_of_two_servers_that_end_it_at_once_both_succeed(shop, person, monkeypatch):
    selling, key, other = shop.gateway.subscriptions, new_id("key"), shop.new_server().subscriptions
    cancel = selling.cancel_subscription

    async def slow(reference):
        monkeypatch.setattr(selling, "cancel_subscription", cancel)
        await other.cancel(person.viewer, key)
        await cancel(reference)

    monkeypatch.setattr(selling, "cancel_subscription", slow)
    assert (await shop.subscriptions.cancel(person.viewer, key)).status is SubscriptionStatus.EXPIRED
    assert await statuses(person) == [ChangeStatus.DONE]


async def test_a_failure_that_stripe_repeats_for_its_key_keeps_nobody_from_cancelling(shop, person, monkeypatch):
    await person.pay()
    selling, key = shop.gateway.subscriptions, new_id("key")
    end_or_go_on = selling.set_cancel_at_period_end

    async def failing(*args, **options):
        fault = {"path": f"/v1/subscriptions/{person.reference}", "times": SDK_ATTEMPTS, "status": 500, "kept": True}
        await shop.control("/faults", **fault)
        await end_or_go_on(*args, **options)

    with monkeypatch.context() as away:
        away.setattr(selling, "set_cancel_at_period_end", failing)
        with pytest.raises(GatewayUnreachableError):
            await shop.subscriptions.cancel(person.viewer, key)
    await shop.clear_faults()
    assert (await shop.subscriptions.cancel(person.viewer, key)).cancel_at_period_end is True
