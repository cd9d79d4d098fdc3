"""A12: renewals, past due, late news, wrong invoices, limits in force, and what a sweeper makes up for."""

from datetime import timedelta

from bson.int64 import Int64

from gateways.subscriptions import SubscriptionRequest
from models.ids import new_id
from models.subscription import Subscription, SubscriptionStatus
from models.subscription_invoice import SubscriptionInvoice
from models.user import User, UserStatus
from services.ledger.audit import audit_ledger
from services.payments.decisions import FlagCode
from tests.support.subscriber import DECLINED, subscriber

PRO = 1_000_000


async def test_each_paid_period_grants_once_and_expires_by_the_rule(shop):
    person = await subscriber(shop, paid=True)
    for _ in range(3):
        await person.time("renew")
    await shop.subscriptions.follow(person.reference)
    await shop.subscriptions.follow(person.reference)
    invoices = await person.invoices()
    assert [each.tokens for each in invoices] == [PRO] * 4
    assert [each.period_start for each in invoices[1:]] == [each.period_end for each in invoices[:-1]]
    assert await person.grants() == [(f"subscription:{each.id}", PRO) for each in invoices]
    assert [each.tokens_expire_at - each.period_end for each in invoices] == [timedelta(days=3)] * 4
    assert (await audit_ledger(shop.database, wallet=person.viewer.wallet_id)).findings == []


async def test_past_due_keeps_the_limits_for_the_grace_and_no_longer(shop):
    person = await subscriber(shop, paid=True)
    paid_until = (await person.now()).paid_until
    await person.card(DECLINED)
    await person.time("renew")
    now = await person.becomes(SubscriptionStatus.PAST_DUE)
    assert (now.paid_until, now.running, now.period_start) == (paid_until, True, paid_until)
    assert [tokens for _, tokens in await person.grants()] == [PRO]
    in_force = await shop.plans.limits_of(person.viewer.user_id)
    assert (in_force.plan_id, in_force.until) == ("pro", paid_until + timedelta(days=3))
    before = shop.clock.shift
    try:
        shop.clock.shift += in_force.until - shop.clock() - timedelta(seconds=5)
        assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "pro"
        shop.clock.advance(seconds=6)
        assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "free"
    finally:
        shop.clock.shift = before


async def test_an_older_invoice_paid_late_grants_its_period_and_leaves_the_newest_one_due(shop):
    person = await subscriber(shop, paid=True)
    await person.time("renew", card=DECLINED)
    late = (await shop.gateway.subscriptions.first_payment_secret(person.reference)).partition("_secret_")[0]
    await person.time("renew")
    await shop.control(f"/payment_intents/{late}/pay")
    await shop.subscriptions.follow(person.reference)
    now = await person.now()
    assert (now.status, now.paid_until) == (SubscriptionStatus.PAST_DUE, now.period_start)
    assert [tokens for _, tokens in await person.grants()] == [PRO, PRO]
    await person.pay()
    await person.becomes(SubscriptionStatus.ACTIVE)
    assert [tokens for _, tokens in await person.grants()] == [PRO, PRO, PRO]
    assert (await audit_ledger(shop.database, wallet=person.viewer.wallet_id)).findings == []


async def test_a_renewal_of_a_suspended_user_is_granted_since_it_was_paid(shop):
    person = await subscriber(shop, paid=True)
    first_end = (await person.now()).paid_until
    suspended = {"$set": {"status": UserStatus.SUSPENDED.value}}
    await User.get_pymongo_collection().update_one({"_id": person.viewer.user_id}, suspended)
    await person.time("renew")
    await person.becomes(SubscriptionStatus.ACTIVE, period_start=first_end)
    assert [tokens for _, tokens in await person.grants()] == [PRO, PRO]


async def test_a_renewal_that_is_paid_after_all_is_granted(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    await person.becomes(SubscriptionStatus.PAST_DUE)
    await person.card("pm_card_visa")
    await person.time("retry")
    await person.becomes(SubscriptionStatus.ACTIVE)
    assert [tokens for _, tokens in await person.grants()] == [PRO, PRO]


async def test_when_stripe_gives_up_it_has_expired(shop):
    person = await subscriber(shop, paid=True)
    await person.card(DECLINED)
    await person.time("renew")
    await person.time("give_up")
    now = await person.becomes(SubscriptionStatus.EXPIRED)
    assert now.running is False
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "free"


async def test_events_that_never_come_are_made_up_for(shop):
    await shop.control("/deliveries/hold")
    try:
        person = await subscriber(shop)
        await person.pay()
        assert await person.grants() == []
        shop.clock.advance(minutes=11)
        await shop.subscriptions.complete_subscriptions(100)
        assert [tokens for _, tokens in await person.grants()] == [PRO]
        assert (await person.now()).next_check_at > shop.clock()
    finally:
        await shop.control("/deliveries/release")


async def test_one_whose_making_gave_no_answer_is_found_or_given_up(shop):
    person = await subscriber(shop)
    lost = await person.now()
    subscriptions = shop.database["subscriptions"]
    await subscriptions.update_one({"_id": person.id}, {"$set": {"gateway_reference": None}})
    other = (await subscriber(shop)).id
    elsewhere = {"gateway_reference": None, "customer_reference": lost.customer_reference}
    await subscriptions.update_one({"_id": other}, {"$set": elsewhere})
    shop.clock.advance(minutes=11)
    await shop.subscriptions.complete_subscriptions(100)
    assert (await person.now()).gateway_reference == person.reference
    given_up = await Subscription.get(other)
    assert (given_up.running, given_up.status) == (False, SubscriptionStatus.EXPIRED)


async def test_an_invoice_that_differs_from_what_was_agreed_on_grants_nothing_and_is_flagged(shop):
    await shop.control("/deliveries/hold")
    try:
        person = await subscriber(shop)
        await shop.database["subscriptions"].update_one({"_id": person.id}, {"$set": {"terms.0.amount": Int64(4901)}})
        await person.pay()
        assert await shop.subscriptions.follow(person.reference) is FlagCode.WRONG_AMOUNT
        assert await shop.subscriptions.follow(person.reference) is FlagCode.WRONG_AMOUNT
    finally:
        await shop.control("/deliveries/release")
    now = await person.now()
    assert [flag.code for flag in now.flags] == ["WRONG_AMOUNT"]
    assert await person.grants() == []
    assert await person.invoices() == []
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "free"


async def test_a_subscription_that_is_not_ours_is_left_alone_or_flagged(shop):
    selling = shop.gateway.subscriptions
    person = await subscriber(shop, paid=True)
    now = await person.now()
    price = now.terms[0].price_reference
    request = SubscriptionRequest("subn_of_nobody", now.customer_reference, price, "Pro")
    called_ours = await selling.create_subscription(request)
    assert await shop.subscriptions.follow(called_ours.reference) is FlagCode.UNKNOWN_SUBSCRIPTION
    plain = await shop._stripe.post(
        "/v1/subscriptions",
        data={
            "customer": now.customer_reference,
            "items[0][price]": price,
            "payment_behavior": "default_incomplete",
        },
    )
    assert await shop.subscriptions.follow(plain.json()["id"]) is None
    assert len(await person.grants()) == 1


async def test_a_refund_finds_the_invoice_by_its_payment(shop):
    person = await subscriber(shop, paid=True)
    (invoice,) = await person.invoices()
    found = await SubscriptionInvoice.find_one({"gateway": "stripe", "payment_reference": invoice.payment_reference})
    assert found.id == invoice.id
    revoked = await shop.ledger.revoke(
        person.viewer.wallet_id, f"refund:{new_id('re')}", reference=invoice.id, amount=PRO
    )
    assert revoked.balance.available == 0
