"""A12: subscribing, with the simulated Stripe delivering its events over HTTP."""

import asyncio
from datetime import timedelta

import pytest

from models.ids import new_id
from models.subscription import PlanInterval, SubscriptionStatus
from models.webhook_event import WebhookEvent
from services.catalog.errors import PlanNotFoundError
from services.errors import InvalidInputError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import GatewayUnreachableError
from services.subscriptions.errors import (
    AlreadySubscribedError,
    PlanNotSoldError,
    SubscriptionNotPayableError,
    SubscriptionRefusedError,
)
from tests.support.subscriber import DECLINED, subscriber
from tests.support.waiting import until

PRO = 1_000_000


async def test_nothing_is_granted_before_the_first_payment(shop):
    person = await subscriber(shop)
    now = await person.now()
    assert (now.status, now.running, now.plan_id, now.paid_until) == (SubscriptionStatus.INCOMPLETE, True, "pro", None)
    assert (now.currency, now.terms[0].amount, now.terms[0].tokens) == ("CNY", 4900, PRO)
    assert await person.grants() == []
    assert (await shop.plans.limits_of(person.viewer.user_id)).plan_id == "free"


async def test_the_first_payment_grants_the_period_once_by_events_alone(shop):
    person = await subscriber(shop)
    await person.pay()
    now = await person.becomes(SubscriptionStatus.ACTIVE)
    (invoice,) = await person.invoices()
    assert await person.grants() == [(f"subscription:{invoice.id}", PRO)]
    balance = await shop.ledger.balance(person.viewer.wallet_id)
    assert (balance.available, balance.purchased, balance.free) == (PRO, PRO, 0)
    assert (invoice.amount, invoice.currency, invoice.tokens, invoice.plan_id) == (4900, "CNY", PRO, "pro")
    assert (invoice.period_start, invoice.period_end) == (now.period_start, now.period_end)
    assert invoice.tokens_expire_at == now.period_end + timedelta(days=3)
    assert invoice.payment_reference.startswith("pi_")
    assert now.paid_until == now.period_end
    assert (await audit_ledger(shop.database)).findings == []


async def test_no_event_of_a_subscription_is_flagged(shop):
    person = await subscriber(shop)
    await person.pay()
    await person.becomes(SubscriptionStatus.ACTIVE)
    ids = {event["id"] for event in await person.events()}

    async def all_handled():
        rows = await WebhookEvent.find({"event_id": {"$in": list(ids)}}).to_list()
        return rows if len(rows) == len(ids) and all(row.handled_at for row in rows) else None

    rows = await until(all_handled)
    assert {row.flag for row in rows} == {None}
    assert {"customer.subscription.created", "invoice.paid", "payment_intent.succeeded"} <= {row.type for row in rows}


async def test_a_declined_first_payment_may_be_made_again(shop):
    person = await subscriber(shop)
    await person.pay(DECLINED)
    assert (await person.now()).status is SubscriptionStatus.INCOMPLETE
    await person.pay()
    await person.becomes(SubscriptionStatus.ACTIVE)
    assert [tokens for _, tokens in await person.grants()] == [PRO]


async def test_a_first_payment_that_never_comes_expires_it(shop):
    person = await subscriber(shop)
    await person.time("expire")
    now = await person.becomes(SubscriptionStatus.EXPIRED)
    assert now.running is False
    again = await subscriber(shop, viewer=person.viewer)
    assert again.id != person.id


async def test_a_year_grants_the_tokens_of_twelve_months(shop):
    person = await subscriber(shop, interval=PlanInterval.YEAR, paid=True)
    now = await person.now()
    assert 365 <= (now.period_end - now.period_start).days <= 366
    assert [tokens for _, tokens in await person.grants()] == [12 * PRO]


async def test_the_same_key_gives_the_same_subscription_also_when_all_ask_at_once(shop):
    viewer, key = await shop.member(), new_id("key")
    started = await asyncio.gather(*(shop.subscriptions.subscribe(viewer, "pro", key) for _ in range(10)))
    assert len({each.subscription.id for each in started}) == 1
    assert len({each.client_secret for each in started}) == 1
    with pytest.raises(IdempotencyConflictError):
        await shop.subscriptions.subscribe(viewer, "enterprise", key)


async def test_a_user_has_one_running_subscription_also_when_all_ask_at_once(shop):
    viewer = await shop.member()
    calls = (shop.subscriptions.subscribe(viewer, "pro", new_id("key")) for _ in range(10))
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(not isinstance(each, BaseException) for each in results) == 1
    assert sum(isinstance(each, AlreadySubscribedError) for each in results) == 9
    customer = (await shop.subscriptions.subscription(viewer)).subscription.customer_reference
    listed = (await shop._stripe.get("/v1/subscriptions", params={"customer": customer, "status": "all"})).json()
    assert len(listed["data"]) == 1


async def test_the_key_gives_no_secret_once_it_is_paid_and_is_refused_once_it_has_ended(shop):
    viewer, key = await shop.member(), new_id("key")
    first = await shop.subscriptions.subscribe(viewer, "pro", key)
    intent = first.client_secret.partition("_secret_")[0]
    await shop.control(f"/payment_intents/{intent}/pay")
    again = await shop.subscriptions.subscribe(viewer, "pro", key)
    assert (again.subscription.id, again.client_secret, again.payment_page_url) == (first.subscription.id, None, None)
    await shop.gateway.subscriptions.cancel_subscription(first.subscription.gateway_reference)
    await shop.subscriptions.follow(first.subscription.gateway_reference)
    with pytest.raises(SubscriptionNotPayableError):
        await shop.subscriptions.subscribe(viewer, "pro", key)


@pytest.mark.parametrize(
    ("plan", "currency", "error"),
    [
        ("gold", None, PlanNotFoundError),
        ("free", None, PlanNotSoldError),
        ("pro", "EUR", PlanNotSoldError),
        ("pro", "yuan", InvalidInputError),
    ],
)
async def test_what_is_not_sold_is_refused_and_nothing_is_stored(shop, plan, currency, error):
    viewer = await shop.member()
    with pytest.raises(error):
        await shop.subscriptions.subscribe(viewer, plan, new_id("key"), currency)
    assert await shop.subscriptions.subscription(viewer) is None


async def test_an_answer_that_is_lost_is_made_up_for_with_the_same_key(shop):
    viewer, key = await shop.member(), new_id("key")
    await shop.customers.ensure(viewer.user_id, shop.gateway)
    await shop.control("/faults", path="/v1/subscriptions", times=50, delay_after_seconds=5)
    with pytest.raises(GatewayUnreachableError):
        await shop.subscriptions.subscribe(viewer, "pro", key)
    await shop.clear_faults()
    started = await shop.subscriptions.subscribe(viewer, "pro", key)
    customer = started.subscription.customer_reference
    listed = (await shop._stripe.get("/v1/subscriptions", params={"customer": customer, "status": "all"})).json()
    assert [each["id"] for each in listed["data"]] == [started.subscription.gateway_reference]


async def test_a_first_payment_that_stripe_does_not_show_is_a_refusal_and_the_same_key_goes_on(shop):
    viewer, key = await shop.member(), new_id("key")
    started = await shop.subscriptions.subscribe(viewer, "pro", key)
    path = f"/v1/subscriptions/{started.subscription.gateway_reference}"
    await shop.control("/faults", path=path, times=50, status=400)  # its events ask for it, too
    with pytest.raises(SubscriptionRefusedError) as raised:
        await shop.subscriptions.subscribe(viewer, "pro", key)
    await shop.clear_faults()
    assert (raised.value.code, raised.value.retryable) == ("SUBSCRIPTION_REFUSED", False)
    again = await shop.subscriptions.subscribe(viewer, "pro", key)
    assert (again.subscription.id, again.client_secret) == (started.subscription.id, started.client_secret)
