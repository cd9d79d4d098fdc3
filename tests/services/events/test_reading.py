"""What stored documents tell. Pure."""

from datetime import UTC, datetime

from services.events.event import EventType, event_id
from services.events.money_events import invoice_events, payment_events
from services.events.people_events import admin_action_events, subscription_events, user_events

THEN, NOW = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
PAYMENT = {
    "_id": "pay_1",
    "user_id": "usr_1",
    "wallet_id": "wal_1",
    "package_id": "package_500k",
    "tokens": 500_000,
    "amount": 3_500,
    "currency": "CNY",
    "method": "card",
    "status": "pending",
    "created_at": THEN,
}
USER = {"_id": "usr_1", "wallet_id": "wal_1", "role": "user", "status": "active", "created_at": THEN}
SUBSCRIPTION = {
    "_id": "subn_1",
    "user_id": "usr_1",
    "plan_id": "pro",
    "status": "active",
    "period_end": NOW,
    "paid_until": NOW,
    "created_at": THEN,
}


def told(events) -> list[tuple[str, str, datetime]]:
    return [(event.type.value, event.source, event.at) for event in events]


def test_a_payment_tells_of_its_credit_alone():
    assert told(payment_events(PAYMENT, NOW)) == []
    (event,) = payment_events(PAYMENT | {"status": "succeeded", "credited_at": NOW}, NOW)
    assert (event.type, event.source, event.at) == (EventType.PAYMENT_SUCCEEDED, "pay_1", NOW)
    assert event.data == {
        "paymentId": "pay_1",
        "userId": "usr_1",
        "walletId": "wal_1",
        "packageId": "package_500k",
        "tokens": "500000",
        "amount": "3500",
        "currency": "CNY",
        "method": "card",
        "giftToUserId": None,
    }


def test_each_failure_of_a_payment_is_an_event():
    failed = PAYMENT | {"status": "failed", "status_at": NOW, "failure": {"code": "card_declined", "message": "No."}}
    (event,) = payment_events(failed, NOW)
    assert (event.type, event.data["failureCode"], event.at) == (EventType.PAYMENT_FAILED, "card_declined", NOW)
    assert "No." not in str(event)
    (again,) = payment_events(failed | {"status_at": THEN}, NOW)
    assert event.id != again.id


def test_refunds_and_disputes_tell_what_became_of_them():
    def refund(name: str, status: str) -> dict:
        return {"id": name, "amount": 100, "status": status, "created_at": THEN}

    def dispute(name: str, state: str) -> dict:
        return {"id": name, "amount": 100, "state": state, "reason": "fraudulent", "created_at": THEN}

    reversal = {
        "refunds": [refund("re_1", "pending"), refund("re_2", "succeeded"), refund("re_3", "failed")],
        "disputes": [dispute("dp_1", "open"), dispute("dp_2", "won"), dispute("dp_3", "lost")],
    }
    assert told(payment_events(PAYMENT | {"status": "disputed", "reversal": reversal}, NOW)) == [
        ("payment.refunded", "pay_1 re_2", NOW),
        ("dispute.opened", "pay_1 dp_1", THEN),
        ("dispute.opened", "pay_1 dp_2", THEN),
        ("dispute.won", "pay_1 dp_2", NOW),
        ("dispute.opened", "pay_1 dp_3", THEN),
        ("dispute.lost", "pay_1 dp_3", NOW),
    ]


def test_a_paid_invoice():
    row = {
        "_id": "in_1",
        "subscription_id": "subn_1",
        "user_id": "usr_1",
        "wallet_id": "wal_1",
        "plan_id": "pro",
        "amount": 2_000,
        "currency": "CNY",
        "tokens": 10,
        "granted_at": None,
    }
    assert told(invoice_events(row, NOW)) == []
    assert told(invoice_events(row | {"granted_at": NOW}, NOW)) == [("subscription.paid", "in_1", NOW)]


def test_users():
    assert told(user_events(USER, NOW)) == [("user.created", "usr_1", THEN)]
    assert told(user_events(USER | {"role": "guest", "guest": {}}, NOW)) == []
    assert told(user_events(USER | {"guest": {"signed_up_at": NOW}}, NOW)) == [("user.created", "usr_1", NOW)]
    assert told(user_events(USER | {"status": "merged", "role": "guest"}, NOW)) == []
    assert told(user_events(USER | {"status": "erasing"}, NOW)) == []
    erased = USER | {"status": "erased", "erasing_since": THEN}
    assert told(user_events(erased, NOW)) == [("user.deleted", "usr_1", NOW)]


def test_what_admins_did_with_users():
    row = {"action": "suspend_user", "target_id": "usr_1", "effect_id": "eff_1", "completed_at": NOW, "outcome": "done"}
    assert told(admin_action_events(row, NOW)) == [("user.suspended", "eff_1", NOW)]
    assert told(admin_action_events(row | {"action": "activate_user"}, NOW)) == [("user.activated", "eff_1", NOW)]
    assert told(admin_action_events(row | {"outcome": None}, NOW)) == []
    assert told(admin_action_events(row | {"outcome": "NOT_FOUND"}, NOW)) == []
    assert told(admin_action_events(row | {"action": "block"}, NOW)) == []


def test_subscriptions():
    assert told(subscription_events(SUBSCRIPTION, NOW)) == [("subscription.started", "subn_1", THEN)]
    assert told(subscription_events(SUBSCRIPTION | {"status": "incomplete", "paid_until": None}, NOW)) == []
    assert told(subscription_events(SUBSCRIPTION | {"status": "past_due"}, NOW))[1:] == [
        ("subscription.past_due", f"subn_1 {NOW:%Y-%m-%d}T00:00:00.000Z", NOW)
    ]
    ended = SUBSCRIPTION | {"status": "cancelled", "ended_at": NOW}
    assert told(subscription_events(ended, NOW))[1:] == [("subscription.cancelled", "subn_1", NOW)]
    assert told(subscription_events(ended | {"status": "expired"}, NOW))[1:] == [
        ("subscription.expired", "subn_1", NOW)
    ]
    assert told(subscription_events(ended | {"status": "expired", "paid_until": None}, NOW)) == []


def test_an_id_is_the_same_everywhere_and_another_for_another_type():
    assert event_id(EventType.USER_CREATED, "usr_1") == "evt_63wgs5hp22ghvxdhmroxrghs2i"
    assert event_id(EventType.USER_DELETED, "usr_1") != event_id(EventType.USER_CREATED, "usr_1")
