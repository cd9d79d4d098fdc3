"""When an interval begins. Pure: nothing here reads a clock or a setting.

Interval n begins n times the interval's length after `starts_at`, always counted from there, so that nothing drifts:
31 January, 28 February, 31 March. Seconds, minutes and hours are absolute. Days, weeks and months go by the clocks of
the terms' time zone: noon stays noon when summer time begins or ends. A local time that is skipped is taken as much
later as the clocks jump; of one that comes twice it is the first.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.user_refill import RefillTerms, RefillUnit

__all__ = ["beginning", "latest", "next_after"]

_ABSOLUTE = {
    RefillUnit.SECONDS: timedelta(seconds=1),
    RefillUnit.MINUTES: timedelta(minutes=1),
    RefillUnit.HOURS: timedelta(hours=1),
}
_DAYS = {RefillUnit.DAYS: 1, RefillUnit.WEEKS: 7}


def beginning(terms: RefillTerms, number: int) -> datetime:
    """When interval `number` begins, in UTC; 0 is the one at `starts_at`. Raises OverflowError beyond the year 9999."""
    count = number * terms.interval
    if number == 0:
        return terms.starts_at
    if terms.unit in _ABSOLUTE:
        return terms.starts_at + count * _ABSOLUTE[terms.unit]
    zone = ZoneInfo(terms.time_zone)
    local = terms.starts_at.astimezone(zone)
    if terms.unit in _DAYS:
        day = local.date() + timedelta(days=count * _DAYS[terms.unit])
    else:
        day = _months_later(local.date(), count)
    return datetime.combine(day, local.time().replace(fold=0), tzinfo=zone).astimezone(UTC)


def latest(terms: RefillTerms, now: datetime) -> datetime | None:
    """The beginning of the interval that `now` lies in; None in the first one and before it, which bring nothing."""
    number = _number_at(terms, now)
    return beginning(terms, number) if number >= 1 else None


def next_after(terms: RefillTerms, now: datetime) -> datetime:
    """The first beginning after `now` of an interval that brings a refill."""
    return beginning(terms, max(_number_at(terms, now) + 1, 1))


def _number_at(terms: RefillTerms, now: datetime) -> int:
    """The largest number whose interval has begun, or a negative one before the first."""
    number = _estimate(terms, now)
    # The estimate is off by one at most, but for a month that is shorter and a clock that was changed.
    while beginning(terms, number + 1) <= now:
        number += 1
    while beginning(terms, number) > now:
        number -= 1
    return number


def _estimate(terms: RefillTerms, now: datetime) -> int:
    if terms.unit in _ABSOLUTE:
        return (now - terms.starts_at) // (terms.interval * _ABSOLUTE[terms.unit])
    zone = ZoneInfo(terms.time_zone)
    first, today = terms.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
    if terms.unit in _DAYS:
        return (today - first).days // (terms.interval * _DAYS[terms.unit])
    return (12 * (today.year - first.year) + today.month - first.month) // terms.interval


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one of a month that is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
