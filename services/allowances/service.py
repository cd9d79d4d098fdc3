"""Lets requests in by the limits of their user's plan, and counts them, on any number of servers as on one."""

from dataclasses import dataclass
from datetime import timedelta

from models.allowance import RunningRequest
from services.allowances import store
from services.allowances.errors import AllowancesUnavailableError, PaywallError
from services.allowances.rules import day_of, month_of, refusal
from services.catalog.plan import FREE_PLAN_ID
from services.clock import Clock
from services.database_errors import database_errors_become
from services.ledger import Balance
from services.subscriptions.plans import PlanInForce, Plans
from settings import Settings

__all__ = ["Allowances", "Use"]

_away_is_unavailable = database_errors_become(AllowancesUnavailableError)

_LOST_AFTER = timedelta(minutes=20)
"""On top of the longest that a request may run: longer than a crashed one takes to be recovered."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a user has used today and this month, and what their plan has. None: no such limit."""

    plan_id: str
    requests_today: int
    requests_per_day: int | None
    free_tokens_this_month: int
    free_tokens_per_month: int | None
    running: int
    most_running: int
    max_tokens_per_request: int
    premium_models: bool


class Allowances:
    """One for a process. Raises AllowancesUnavailableError."""

    def __init__(self, plans: Plans, settings: Settings, clock: Clock) -> None:
        self._plans = plans
        self._most_running = settings.chat_max_running
        self._lost_after = timedelta(seconds=settings.chat_timeout_seconds) + _LOST_AFTER
        self._clock = clock

    async def plan_of(self, user_id: str) -> PlanInForce:
        """The plan in force."""
        return await self._plans.limits_of(user_id)

    async def paywall(self, model_id: str) -> PaywallError:
        """The refusal of a model that the plan does not have."""
        plans = await self._plans.offered()
        required = next((plan.id for plan in plans if plan.limits.premium_models), FREE_PLAN_ID)
        return PaywallError(model_id, required)

    @_away_is_unavailable
    async def free_tokens_left(self, user_id: str, plan: PlanInForce) -> int | None:
        """Free tokens of this month that no request has used or may use; None: without such a limit."""
        if plan.plan_id != FREE_PLAN_ID:
            return None
        now = self._clock()
        row = await store.read(user_id)
        used = 0 if row is None or row.month != month_of(now) else int(row.tokens)
        return max(0, int(plan.limits.tokens_per_month) - used)

    @_away_is_unavailable
    async def let_in(self, user_id: str, request_id: str, plan: PlanInForce, *, held: int, balance: Balance) -> None:
        """Count a request that holds `held` tokens of a wallet with `balance`; once for each `request_id`.

        Free tokens are taken to be spent before those that were bought. The free plan's tokens a month bound the free
        ones alone: with enough that were bought a request is let in (docs/decisions/0041). Raises AllowanceError.
        """
        now = self._clock()
        tokens = min(held, balance.free) if plan.plan_id == FREE_PLAN_ID else 0
        paid = plan.plan_id != FREE_PLAN_ID or balance.purchased >= held
        bounds = store.Bounds(
            self._most_running,
            plan.limits.requests_per_day,
            None if paid else int(plan.limits.tokens_per_month),
        )
        request = RunningRequest(
            id=request_id, day=day_of(now), month=month_of(now), tokens=tokens, until=now + self._lost_after
        )
        row = await store.let_in(user_id, request, bounds, now)
        if all(each.id != request_id for each in row.running):
            raise refusal(row, bounds, now)

    async def settle(self, user_id: str, request_id: str, cost: int) -> None:
        """The request has ended and cost `cost` wallet tokens. May be repeated. Raises PyMongoError."""
        await store.finish(user_id, request_id, tokens=cost)

    async def give_back(self, user_id: str, request_id: str) -> None:
        """The request failed, and counts for nothing. May be repeated. Raises PyMongoError."""
        await store.finish(user_id, request_id, tokens=None)

    @_away_is_unavailable
    async def use(self, user_id: str) -> Use:
        """What was used, as of now."""
        now = self._clock()
        plan = await self._plans.limits_of(user_id)
        row = await store.read(user_id)
        running = [] if row is None else [each for each in row.running if each.until > now]
        return Use(
            plan_id=plan.plan_id,
            requests_today=int(row.requests) if row is not None and row.day == day_of(now) else 0,
            requests_per_day=plan.limits.requests_per_day,
            free_tokens_this_month=int(row.tokens) if row is not None and row.month == month_of(now) else 0,
            free_tokens_per_month=int(plan.limits.tokens_per_month) if plan.plan_id == FREE_PLAN_ID else None,
            running=len(running),
            most_running=self._most_running,
            max_tokens_per_request=plan.limits.max_tokens_per_request,
            premium_models=plan.limits.premium_models,
        )
