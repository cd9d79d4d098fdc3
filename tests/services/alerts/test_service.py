"""F3: admins are told what fails, once, until it is over."""

from datetime import timedelta

import pytest

from models.admin_action import AdminAction
from models.alert import Alert
from models.chat_outcome import ChatOutcome
from models.ids import new_id
from models.payment import Payment
from models.provider_key import ProviderKeyRest
from models.scheduled_run import ScheduledRun
from models.user import Role
from models.webhook_event import WebhookEvent
from services.admin.actions import AdminActions
from services.alerts import Alerts
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.paging import PageRequest

ALL = (Alert, ChatOutcome, Payment, ProviderKeyRest, ScheduledRun, WebhookEvent)


@pytest.fixture
async def alerts(database, settings, clock) -> Alerts:
    for model in ALL:
        await model.find({}).delete()
    return Alerts(settings, AdminActions(clock), clock)


@pytest.fixture
def admin() -> Viewer:
    return Viewer(new_id("usr"), new_id("wal"), Role.ADMIN, new_id("ses"))


async def outcomes(clock, count: int, **changed) -> None:
    for _ in range(count):
        values = {
            "id": new_id("gen"), "at": clock.now, "user_id": "usr_1", "purpose": "chat", "provider": "one",
            "model_id": "one/a", "state": "done", "input_tokens": 0, "output_tokens": 0, "cost": 0,
            "expires_at": clock.now,
        }  # fmt: skip
        await ChatOutcome(**{**values, **changed}).insert()


async def payments(clock, count: int, status: str) -> None:
    for _ in range(count):
        await Payment(
            user_id=new_id("usr"), wallet_id="wal", client_key="key", input_hash="h", package_id="p", tokens=1,
            amount=1_000, currency="CNY", method="alipay", gateway="stripe", livemode=False, status=status,
            created_at=clock.now, expires_at=clock.now, next_check_at=clock.now, open=False,
        ).insert()  # fmt: skip


async def seen(alerts: Alerts, *, is_open: bool | None = True) -> list[tuple[str, str, str]]:
    await alerts.sweep()
    rows = (await alerts.page(PageRequest(50), is_open=is_open)).rows
    return [(row.kind.value, row.subject, row.detail) for row in rows]


FAILED = {"state": "failed", "code": "PROVIDER_UNAVAILABLE"}


async def test_a_provider_that_fails_at_one_in_five_is_told(alerts, clock):
    await outcomes(clock, 8)
    await outcomes(clock, 1, **FAILED)
    assert await seen(alerts) == []  # 9 are too few
    await outcomes(clock, 1, broke_off=True)
    said = "2 of 10 requests failed in 15 minutes"
    assert await seen(alerts) == [("provider_failing", "one", said)]


async def test_what_lies_in_the_message_is_not_the_providers(alerts, clock):
    await outcomes(clock, 20, state="failed", code="CONTENT_FILTERED")
    assert await seen(alerts) == []


async def test_an_alert_is_one_while_it_goes_on_and_another_when_it_comes_back(alerts, clock):
    await outcomes(clock, 10, **FAILED)
    await alerts.sweep()
    clock.move(minutes=4)
    assert len(await seen(alerts)) == 1
    clock.move(minutes=16)  # out of the window since 5 minutes
    assert await seen(alerts) == []
    closed = await Alert.find_one({"open": False})
    assert closed.closed_at == clock.now
    await outcomes(clock, 10, **FAILED)
    assert len(await seen(alerts)) == 1
    assert await Alert.find({}).count() == 2


async def test_failed_payments_are_told_by_way_to_pay(alerts, clock):
    await payments(clock, 5, "succeeded")
    await payments(clock, 4, "failed")
    await payments(clock, 7, "cancelled")
    assert await seen(alerts) == []
    await payments(clock, 1, "failed")
    assert await seen(alerts) == [("payments_failing", "alipay", "5 of 10 payments failed in 60 minutes")]


async def test_events_that_cannot_be_handled_are_told(alerts, clock):
    late = clock.now - timedelta(minutes=16)
    for handled_at in (None, clock.now):
        await WebhookEvent(
            source="stripe", event_id=new_id("evt"), type="x", created_at=late, received_at=late, handled_at=handled_at
        ).insert()
    assert await seen(alerts) == [("webhooks_failing", "stripe", "1 events could not be handled for 15 minutes")]


async def test_what_reconciliation_left_is_told(alerts, clock):
    await ScheduledRun(id="reconciliation", due_at=clock.now, finished_at=clock.now, outcome={"left": 3}).insert()
    ((kind, subject, detail),) = await seen(alerts)
    assert (kind, subject) == ("reconciliation_differs", "payments")
    assert detail == f"3 differences are left of the run that ended at {clock.now:%Y-%m-%dT%H:%M:%SZ}"


async def test_a_refused_key_is_told_and_a_busy_one_is_not(alerts, clock):
    for name, code in (("pky_1", "PROVIDER_AUTH"), ("pky_2", "PROVIDER_RATE_LIMITED")):
        until = clock.now + timedelta(hours=1)
        await ProviderKeyRest(
            id=name, key_id=name, model=None, code=code, at=clock.now, until=until, expires_at=until
        ).insert()
    assert [(kind, subject) for kind, subject, _ in await seen(alerts)] == [("key_refused", "pky_1")]


async def test_what_waits_for_a_review_for_a_day_is_told(alerts, clock):
    await payments(clock, 1, "pending")
    flag = {"code": "WRONG_AMOUNT", "detail": "x", "event_id": None, "at": clock.now}
    await Payment.get_pymongo_collection().update_many({}, {"$push": {"flags": flag}})
    assert await seen(alerts) == []
    clock.move(hours=25)
    assert await seen(alerts) == [("reviews_wait", "payments", "1 have waited for a day")]


async def test_the_first_admin_who_takes_it_up_is_named(alerts, clock, admin):
    await outcomes(clock, 10, **FAILED)
    await alerts.sweep()
    (alert,) = (await alerts.page(PageRequest(5), is_open=True)).rows
    await alerts.acknowledge(admin, alert.id, "Asked the provider.")
    other = Viewer(new_id("usr"), new_id("wal"), Role.ADMIN, new_id("ses"))
    after = await alerts.acknowledge(other, alert.id, "So have I.")
    assert (after.acknowledged_by, after.note) == (admin.user_id, "Asked the provider.")
    (row,) = await AdminAction.find({"action": "acknowledge_alert", "target_id": alert.id}).to_list()
    assert (row.admin_id, row.outcome, row.details) == (admin.user_id, "done", {"reason": "Asked the provider."})
    with pytest.raises(NotFoundError):
        await alerts.acknowledge(admin, "alr_none", "x")


async def test_what_a_crash_left_of_it_is_done(alerts, clock, admin):
    await outcomes(clock, 10, **FAILED)
    await alerts.sweep()
    (alert,) = (await alerts.page(PageRequest(5), is_open=True)).rows
    effect = f"acknowledge_alert {alert.id}"
    await AdminActions(clock).begin(admin.user_id, "acknowledge_alert", alert.id, effect, {"reason": "Mine."})
    clock.move(minutes=2)
    await alerts.sweep()
    assert (await Alert.get(alert.id)).note == "Mine."
    assert (await AdminAction.find_one({"effect_id": effect})).outcome == "done"
