"""Every event about a subscription, in every way in which it may come. See `tests.support.event_matrix`."""

import pytest

from models.ids import new_id
from models.subscription import SubscriptionStatus
from tests.support.event_matrix import Scene, matrix, play
from tests.support.subscriber import DECLINED, Subscriber, subscriber

PRO, ENTERPRISE = 1_000_000, 10_000_000


async def _scene(person: Subscriber, kind: str, status: SubscriptionStatus, tokens: list[int], plan: str = "pro"):
    async def right():
        now = await person.now()
        assert (now.status, now.plan_id, now.flags) == (status, plan, [])
        invoices = [each for each in await person.invoices() if each.tokens]
        assert [each.tokens for each in invoices] == tokens
        assert await person.grants() == [(f"subscription:{each.id}", each.tokens) for each in invoices]
        assert all(each.granted_at is not None for each in invoices)
        event = await person.shop.event(chosen["id"])
        assert event.flag is None

    events = await person.events()
    chosen = next(event for event in reversed(events) if event["type"] == kind)
    # Those that no handler knows would only say so.
    others = [event for event in events if event["type"].startswith(("customer.subscription", "invoice", "payment_i"))]
    return Scene(chosen, right, [event for event in others if event is not chosen])


async def created(shop):
    person = await subscriber(shop)
    return await _scene(person, "customer.subscription.created", SubscriptionStatus.INCOMPLETE, [])


async def finalized(shop):
    person = await subscriber(shop)
    return await _scene(person, "invoice.finalized", SubscriptionStatus.INCOMPLETE, [])


async def first_paid(shop):
    person = await subscriber(shop)
    await person.pay()
    return await _scene(person, "invoice.paid", SubscriptionStatus.ACTIVE, [PRO])


async def first_paid_payment(shop):
    """The PaymentIntent of an invoice is no payment of ours, and still leads to the subscription."""
    person = await subscriber(shop)
    await person.pay()
    return await _scene(person, "payment_intent.succeeded", SubscriptionStatus.ACTIVE, [PRO])


async def renewed(shop):
    person = await subscriber(shop, paid=True)
    await person.time("renew")
    return await _scene(person, "invoice.paid", SubscriptionStatus.ACTIVE, [PRO, PRO])


async def updated(shop):
    person = await subscriber(shop, paid=True)
    await person.time("renew")
    return await _scene(person, "customer.subscription.updated", SubscriptionStatus.ACTIVE, [PRO, PRO])


async def upgraded(shop):
    """As if the answer to the upgrade, and whoever asked for it, were lost."""
    person = await subscriber(shop, paid=True)
    follow = shop.subscriptions._changing._follower.follow

    async def lost(*_args):
        return None

    shop.subscriptions._changing._follower.follow = lost
    try:
        await shop.subscriptions.change_plan(person.viewer, "enterprise", new_id("key"))
    finally:
        shop.subscriptions._changing._follower.follow = follow
    credit, charge = (await person.stripe_invoices())[1]["lines"]["data"]
    item = (await person.stripe())["items"]["data"][0]
    rest = charge["period"]["end"] - charge["period"]["start"]
    whole = item["current_period_end"] - item["current_period_start"]
    assert credit["amount"] < 0
    tokens = [PRO, (ENTERPRISE - PRO) * rest // whole]
    return await _scene(person, "invoice.paid", SubscriptionStatus.ACTIVE, tokens, "enterprise")


async def renewal_failed(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    return await _scene(person, "invoice.payment_failed", SubscriptionStatus.PAST_DUE, [PRO])


async def renewal_failed_payment(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    return await _scene(person, "payment_intent.payment_failed", SubscriptionStatus.PAST_DUE, [PRO])


async def paid_after_all(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    await person.pay()
    return await _scene(person, "invoice.payment_succeeded", SubscriptionStatus.ACTIVE, [PRO, PRO])


async def deleted(shop):
    person = await subscriber(shop, paid=True)
    await shop.gateway.subscriptions.set_cancel_at_period_end(person.reference, cancel=True)
    await person.time("renew")
    return await _scene(person, "customer.subscription.deleted", SubscriptionStatus.CANCELLED, [PRO])


async def given_up(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    await person.time("give_up")
    return await _scene(person, "invoice.voided", SubscriptionStatus.EXPIRED, [PRO])


SCENES = {
    "customer.subscription.created": created,
    "customer.subscription.updated": updated,
    "customer.subscription.deleted": deleted,
    "invoice.finalized": finalized,
    "invoice.paid-first": first_paid,
    "invoice.paid-renewal": renewed,
    "invoice.paid-upgrade": upgraded,
    "invoice.payment_failed": renewal_failed,
    "invoice.payment_succeeded": paid_after_all,
    "invoice.voided": given_up,
    "payment_intent.succeeded": first_paid_payment,
    "payment_intent.payment_failed": renewal_failed_payment,
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)
