"""Billing periods by the calendar (https://docs.stripe.com/billing/subscriptions/billing-cycle)."""

import calendar
from datetime import UTC, datetime

from gateways.simulated.call import Json

__all__ = ["period_after"]

_MONTHS = {"month": 1, "year": 12}


def period_after(anchor: int, start: int, price: Json) -> tuple[int, int]:
    """The period that begins at `start`: it ends on the anchor's day, or on the last day of a shorter month."""
    months = _MONTHS[price["recurring"]["interval"]] * price["recurring"]["interval_count"]
    begun, first = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(anchor, UTC)
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    return start, int(begun.replace(year=year, month=month + 1, day=day).timestamp())
