"""Limits of plans, counted as one by any number of servers (C9)."""

import asyncio
from datetime import UTC, datetime

import pytest

from database.setup import Database
from models.allowance import Allowance
from models.ids import new_id
from models.subscription import PlanLimits
from services.allowances import Allowances
from services.allowances.errors import DailyLimitError, MonthlyLimitError, PaywallError, TooManyRunningError
from services.catalog.plans import load_plans
from services.ledger import Balance
from services.subscriptions.plans import PlanInForce, Plans
from settings import Settings
from tests.support.clock import MovableClock


def plan(plan_id: str = "free", **limits: object) -> PlanInForce:
    allowed = {
        "requests_per_day": 3,
        "tokens_per_month": 1_000,
        "max_tokens_per_request": 100,
        "premium_models": False,
        "priority": 0,
    }
    return PlanInForce(plan_id, PlanLimits(**{**allowed, **limits}))


def wallet(free: int = 0, purchased: int = 0) -> Balance:
    return Balance(
        free=free, purchased=purchased, held=0, debt=0, lifetime_purchased=purchased, lifetime_spent=0, seq=1
    )


@pytest.fixture
def allowances(database: Database, settings: Settings, clock: MovableClock) -> Allowances:
    changed = settings.model_copy(update={"chat_max_running": 4})
    return Allowances(Plans(catalog=load_plans(None), clock=clock), changed, clock)


@pytest.fixture
def user() -> str:
    return new_id("usr")


async def let_in(allowances: Allowances, user: str, *, held: int = 10, free: int = 10_000, **more) -> str:
    request_id = new_id("adm")
    wallet_now = wallet(free, more.pop("purchased", 0))
    await allowances.let_in(user, request_id, more.pop("under", plan(**more)), held=held, balance=wallet_now)
    return request_id


async def counts(user: str) -> tuple[int, int, int]:
    row = await Allowance.get(user)
    return int(row.requests), int(row.tokens), len(row.running)


async def test_a_day_has_as_many_requests_as_the_plan(allowances, user):
    for _ in range(3):
        await allowances.settle(user, await let_in(allowances, user), 7)
    with pytest.raises(DailyLimitError) as refused:
        await let_in(allowances, user)
    assert refused.value.resets_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert await counts(user) == (3, 21, 0)


async def test_ten_times_as_many_at_once_on_two_servers_are_let_in_exactly(allowances, user, settings, clock):
    other = Allowances(Plans(catalog=load_plans(None), clock=clock), settings, clock)
    tries = await asyncio.gather(
        *(let_in(server, user, requests_per_day=4) for server in [allowances, other] * 20), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in tries) == 4
    assert {type(each) for each in tries if not isinstance(each, str)} <= {DailyLimitError, TooManyRunningError}
    assert await counts(user) == (4, 40, 4)


async def test_a_server_whose_clock_is_behind_at_midnight_begins_no_day_anew(allowances, user, settings, clock):
    behind = Allowances(Plans(catalog=load_plans(None), clock=clock), settings, MovableClock(clock.now))
    clock.move(days=1)
    for _ in range(3):
        await allowances.settle(user, await let_in(allowances, user), 7)
    with pytest.raises(DailyLimitError):
        await let_in(behind, user)
    with pytest.raises(DailyLimitError):
        await let_in(allowances, user)
    assert await counts(user) == (3, 21, 0)


async def test_what_fails_is_given_back_once(allowances, user):
    kept, failed = await let_in(allowances, user, held=100), await let_in(allowances, user, held=50)
    assert await counts(user) == (2, 150, 2)
    for _ in range(2):
        await allowances.give_back(user, failed)
        await allowances.settle(user, kept, 30)
    assert await counts(user) == (1, 30, 0)


async def test_an_admission_is_counted_once_however_often_it_is_asked_for(allowances, user):
    for _ in range(2):
        await allowances.let_in(user, "adm_1", plan(), held=10, balance=wallet(100))
    assert await counts(user) == (1, 10, 1)


async def test_the_free_plan_bounds_free_tokens_alone(allowances, user):
    await allowances.settle(user, await let_in(allowances, user, held=950), 950)
    with pytest.raises(MonthlyLimitError) as refused:
        await let_in(allowances, user, held=51)
    assert refused.value.resets_at == datetime(2026, 4, 1, tzinfo=UTC)
    await allowances.settle(user, await let_in(allowances, user, held=50), 50)
    assert await counts(user) == (2, 1_000, 0)
    bought = await let_in(allowances, user, held=500, free=0, purchased=500)
    await allowances.settle(user, bought, 500)
    assert await counts(user) == (3, 1_000, 0)


async def test_a_paid_plan_bounds_no_tokens_of_a_month(allowances, user):
    await allowances.settle(user, await let_in(allowances, user, held=5_000, under=plan("pro")), 5_000)
    assert await counts(user) == (1, 0, 0)


async def test_so_many_run_at_a_time(allowances, user):
    running = [await let_in(allowances, user, requests_per_day=None) for _ in range(4)]
    with pytest.raises(TooManyRunningError):
        await let_in(allowances, user, requests_per_day=None)
    await allowances.settle(user, running[0], 1)
    await let_in(allowances, user, requests_per_day=None)


async def test_a_new_day_and_month_begin_anew_and_old_requests_do_not_count_in_them(allowances, user, clock):
    clock.now = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)
    late = [await let_in(allowances, user, held=100) for _ in range(3)]
    clock.move(minutes=2)
    await let_in(allowances, user, held=10)
    assert await counts(user) == (1, 10, 4)
    await allowances.give_back(user, late[0])
    await allowances.settle(user, late[1], 90)
    assert await counts(user) == (1, 10, 2)


async def test_a_request_that_a_crash_left_is_given_back_with_time(allowances, user, clock):
    for _ in range(3):
        await let_in(allowances, user, held=100)
    clock.move(hours=1)
    await let_in(allowances, user, held=10)
    assert await counts(user) == (1, 10, 1)


async def test_a_paywall_names_a_plan_that_has_premium_models(allowances):
    refused = await allowances.paywall("big/one")
    assert isinstance(refused, PaywallError)
    assert (refused.code, refused.model_id, refused.required_plan) == ("PAYWALL", "big/one", "pro")


async def test_use_tells_what_counts_now(allowances, user, clock):
    await let_in(allowances, user, held=100)
    use = await allowances.use(user)
    assert (use.plan_id, use.requests_today, use.requests_per_day) == ("free", 1, 50)
    assert (use.free_tokens_this_month, use.free_tokens_per_month, use.running) == (100, 10_000, 1)
    clock.move(days=1)
    use = await allowances.use(user)
    assert (use.requests_today, use.free_tokens_this_month, use.running) == (0, 100, 0)
