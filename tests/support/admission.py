"""What lets chats in: everything, as a rule, so that a test of something else meets no limit of a plan."""

from models.subscription import PlanLimits
from services.admin.actions import AdminActions
from services.allowances import Allowances
from services.catalog.plan import FREE_PLAN_ID, Plan
from services.catalog.plans import PlanCatalog
from services.chat import Admission
from services.clock import Clock
from services.moderation import Moderation
from services.subscriptions import Plans
from services.teams import TeamCaps
from settings import Settings

__all__ = ["admission"]

_ENDLESS = 2**40
"""Tokens of a month."""


def admission(
    settings: Settings, clock: Clock, *, allowances: Allowances | None = None, moderation: Moderation | None = None
) -> Admission:
    """By these allowances (None: those of a plan without limits) and the block list."""
    return Admission(
        allowances or _without_limits(settings, clock),
        moderation or Moderation(AdminActions(clock), clock),
        TeamCaps(clock, offered=True),
        default_tokens=settings.chat_max_tokens,
    )


def _without_limits(settings: Settings, clock: Clock) -> Allowances:
    limits = PlanLimits(
        requests_per_day=None,
        tokens_per_month=_ENDLESS,
        max_tokens_per_request=settings.chat_max_tokens,
        premium_models=True,
        priority=0,
    )
    plans = Plans(catalog=PlanCatalog([Plan(FREE_PLAN_ID, "Free", limits)]), clock=clock)
    return Allowances(plans, settings.model_copy(update={"chat_max_running": 64}), clock)
