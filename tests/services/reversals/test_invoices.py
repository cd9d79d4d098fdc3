"""Refunds and disputes of the payments that pay a subscription's invoices."""

import pytest

from models.subscription import PlanInterval
from models.subscription_invoice import SubscriptionInvoice
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.payments.decisions import FlagCode
from services.payments.handlers import Hint
from tests.support.subscriber import subscriber
from tests.support.waiting import until

PRO = 1_000_000
PRICE = 4_900


@pytest.fixture
async def held(shop):
    """Nothing is delivered but what the test tells."""
    await shop.control("/deliveries/hold")
    yield
    await shop.control("/deliveries/release")


@pytest.fixture
async def ada(shop):
    return await subscriber(shop, paid=True)


async def invoice_of(person) -> SubscriptionInvoice:
    return (await person.invoices())[-1]


async def refund(person, amount=None):
    """As in Stripe's dashboard."""
    body = {} if amount is None else {"amount": amount}
    invoice = await invoice_of(person)
    return await person.shop.control(f"/payment_intents/{invoice.payment_reference}/refund", **body)


async def dispute(person):
    invoice = await invoice_of(person)
    return await person.shop.control(f"/payment_intents/{invoice.payment_reference}/dispute")


async def told(person, kind, made, event="x") -> FlagCode | None:
    """As if an event about it came."""
    return await person.shop.payments.handle(Hint("stripe", kind, made["id"], "evt_1", event))


async def balance(person):
    found = await person.shop.ledger.balance(person.viewer.wallet_id)
    return found.available, found.debt


async def clean(person):
    """The books hold, nothing is left to do, and Stripe says the same."""
    assert (await audit_ledger(person.shop.database)).findings == []
    assert (await invoice_of(person)).reversal_due_at is None
    assert (await person.now()).flags == []


async def test_a_refund_takes_the_periods_tokens(ada):
    made = await refund(ada)

    async def followed() -> SubscriptionInvoice | None:
        now = await invoice_of(ada)
        return now if now.reversal is not None and now.reversal_due_at is None else None

    invoice = await until(followed)
    assert await balance(ada) == (0, 0)
    assert await ada.shop.keys(ada.viewer) == [f"subscription:{invoice.id}", f"refund:{made['id']}"]
    await clean(ada)


async def test_parts_take_their_share_and_all_of_them_everything(ada):
    for amount, left in ((100, PRO - PRO * 100 // PRICE), (1_000, PRO - PRO * 1_100 // PRICE), (None, 0)):
        made = await refund(ada, amount)
        assert await told(ada, "refund", made) is None
        assert await balance(ada) == (left, 0)
    await clean(ada)


async def test_what_is_told_again_takes_nothing_more(ada):
    made = await refund(ada, 700)
    for _ in range(3):
        assert await told(ada, "refund", made) is None
    assert await told(ada, "charge", {"id": made["charge"]}, "charge.refunded") is None
    assert await balance(ada) == (PRO - PRO * 700 // PRICE, 0)
    assert len(await ada.shop.keys(ada.viewer)) == 2
    await clean(ada)


async def test_other_tokens_stay_while_the_periods_last(ada):
    await ada.shop.ledger.grant(ada.viewer.wallet_id, "admin:gift", source=GrantSource.ADMIN, amount=300)
    await ada.shop.ledger.spend(ada.viewer.wallet_id, "test:spend", amount=100)
    made = await refund(ada, PRICE // 2)
    await told(ada, "refund", made)
    state = await ada.shop.database["ledger_entries"].find_one({"key": f"refund:{made['id']}"})
    assert [(each["op"], each["amount"]) for each in state["changes"]] == [("revoke", PRO // 2)]
    grants = {grant["source"]: grant["available"] for grant in state["state"]["grants"]}
    assert sum(grants.values()) == PRO // 2 + 200
    await clean(ada)


async def test_what_was_spent_is_owed(ada):
    await ada.shop.ledger.spend(ada.viewer.wallet_id, "test:spend", amount=PRO - 10)
    await told(ada, "refund", await refund(ada))
    assert await balance(ada) == (0, PRO - 10)
    await clean(ada)


async def test_what_has_expired_counts_as_spent(shop):
    """Of a year's invoice, because its clock is moved and no other test should wait for that."""
    eve = await subscriber(shop, interval=PlanInterval.YEAR, paid=True)
    invoice = await invoice_of(eve)
    shift = shop.clock.shift
    try:
        shop.clock.shift = shift + (invoice.tokens_expire_at - shop.clock())
        shop.clock.advance(days=1)
        made = await refund(eve)
        assert await told(eve, "refund", made) is None
        assert await balance(eve) == (0, invoice.tokens)
        await clean(eve)
        await shop.control(f"/refunds/{made['id']}/fail")
        assert await told(eve, "refund", made) is None
        assert await balance(eve) == (0, 0)  # what is given back pays the debt, although the period is over
        await clean(eve)
    finally:
        shop.clock.shift = shift


async def test_a_failed_refund_gives_back_what_expires_with_the_period(ada):
    made = await refund(ada)
    await told(ada, "refund", made)
    await ada.shop.control(f"/refunds/{made['id']}/fail")
    assert await told(ada, "refund", made) is None
    assert await balance(ada) == (PRO, 0)
    entry = await ada.shop.database["ledger_entries"].find_one({"key": f"restore:{made['id']}"})
    invoice = await invoice_of(ada)
    (grant,) = entry["changes"]
    assert (grant["source"], grant["reference"], grant["expires_at"]) == (
        "refund",
        invoice.id,
        invoice.tokens_expire_at,
    )
    await clean(ada)


async def test_a_dispute_freezes_and_when_it_is_won_frees(ada):
    made = await dispute(ada)
    assert await told(ada, "dispute", made) is None
    assert (await balance(ada))[0] == 0
    await ada.shop.control(f"/disputes/{made['id']}/win")
    assert await told(ada, "dispute", made) is None
    assert await balance(ada) == (PRO, 0)
    await clean(ada)


async def test_a_dispute_that_is_lost_takes(ada):
    made = await dispute(ada)
    await told(ada, "dispute", made)
    await ada.shop.control(f"/disputes/{made['id']}/lose")
    assert await told(ada, "dispute", made) is None
    assert await balance(ada) == (0, 0)
    invoice = await invoice_of(ada)
    assert await ada.shop.keys(ada.viewer) == [
        f"subscription:{invoice.id}",
        *(f"{operation}:{made['id']}" for operation in ("freeze", "dispute", "unfreeze")),
    ]
    await clean(ada)


@pytest.mark.usefixtures("held")
async def test_a_refund_that_is_told_before_its_invoice_nets_right(shop):
    eve = await subscriber(shop)
    await eve.pay()
    (theirs,) = await eve.stripe_invoices()
    reference = await payment_of(eve)
    made = await shop.control(f"/payment_intents/{reference}/refund", amount=490)
    assert await told(eve, "refund", made) is None
    assert await balance(eve) == (PRO - PRO // 10, 0)
    assert await shop.keys(eve.viewer) == [f"subscription:{theirs['id']}", f"refund:{made['id']}"]
    await shop.subscriptions.follow(eve.reference)
    assert await balance(eve) == (PRO - PRO // 10, 0)
    await clean(eve)


async def payment_of(person) -> str:
    intents = await person.shop.everything("payment_intents")
    customer = (await person.now()).customer_reference
    return next(intent["id"] for intent in intents if intent["customer"] == customer)


async def test_a_renewals_refund_leaves_the_period_before_alone(ada):
    first = await invoice_of(ada)
    await ada.time("renew")
    await ada.shop.subscriptions.follow(ada.reference)
    second = await invoice_of(ada)
    assert second.id != first.id
    await told(ada, "refund", await refund(ada))
    assert await balance(ada) == (PRO, 0)
    assert (await ada.invoices())[0].reversal is None
    await clean(ada)


@pytest.mark.usefixtures("held")
async def test_a_sweeper_completes_what_a_grant_left_behind(ada):
    """The invoice was accepted, its refund planned, and whoever was to grant it died; then somebody else grants."""
    made = await refund(ada, 700)
    await told(ada, "refund", made)
    invoice = await invoice_of(ada)
    invoices = SubscriptionInvoice.get_pymongo_collection()
    await invoices.update_one({"_id": invoice.id}, {"$set": {"granted_at": None}})
    await ada.shop.subscriptions.follow(ada.reference)
    assert (await invoice_of(ada)).reversal_due_at is not None
    swept = await ada.shop.reversals.complete(100)
    assert (swept.invoices, swept.failed) == (1, 0)
    assert await balance(ada) == (PRO - PRO * 700 // PRICE, 0)
    await clean(ada)


async def test_a_change_that_the_wallet_cannot_hold_is_flagged_on_the_subscription(ada):
    most = 2**63 - 1
    await ada.shop.ledger.spend(ada.viewer.wallet_id, "test:spend", amount=PRO)
    await ada.shop.ledger.revoke(ada.viewer.wallet_id, "test:owe", reference="test", amount=most)
    assert await told(ada, "refund", await refund(ada)) is FlagCode.REVERSAL_REFUSED
    (flag,) = (await ada.now()).flags
    assert flag.code == "REVERSAL_REFUSED"
    assert flag.detail.startswith((await invoice_of(ada)).id)
