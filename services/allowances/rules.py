"""Days, months, and why a request was not let in. Pure rules."""

from datetime import datetime, timedelta

from models.allowance import Allowance
from services.allowances.errors import AllowanceError, DailyLimitError, MonthlyLimitError, TooManyRunningError
from services.allowances.store import Bounds

__all__ = ["day_of", "month_of", "refusal"]


def day_of(moment: datetime) -> str:
    """The day in UTC."""
    return moment.strftime("%Y-%m-%d")


def month_of(moment: datetime) -> str:
    """The calendar month in UTC."""
    return moment.strftime("%Y-%m")


def refusal(row: Allowance, bounds: Bounds, now: datetime) -> AllowanceError:
    """Why the request that is not in `row`, which is up to date, was not let in."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if bounds.requests_per_day is not None and row.requests >= bounds.requests_per_day:
        return DailyLimitError(bounds.requests_per_day, midnight + timedelta(days=1))
    if len(row.running) >= bounds.running:
        return TooManyRunningError(bounds.running)
    next_month = (midnight.replace(day=1) + timedelta(days=32)).replace(day=1)
    return MonthlyLimitError(bounds.tokens_per_month or 0, next_month)
