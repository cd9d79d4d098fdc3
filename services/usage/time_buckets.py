"""Where the hours, days, weeks and months of a time zone begin.

A zone is a row of stretches, each with one offset from UTC. Within a stretch local time is UTC and a constant, so the
parts of time are found by adding it; where a stretch ends, clocks are changed. A part lasts until the next one begins:
a day has 23, 24, 25 hours or, at Lord Howe, 23.5 and 24.5; a day that a zone left out has none, and is no part.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from services.usage.stats import TimeBucket

__all__ = ["Stretch", "offset_at", "starts", "stretches"]

Stretch = tuple[datetime, timedelta]
"""The moment (UTC) from which on an offset from UTC holds."""

_STEP = timedelta(hours=6)
"""No zone changed its clocks twice within so short a time."""
_LASTS = {TimeBucket.HOUR: timedelta(hours=1), TimeBucket.DAY: timedelta(days=1), TimeBucket.WEEK: timedelta(days=7)}
_MARGIN = timedelta(days=33)
"""Longer than a month, clock changes included: the part that a range begins in begins within it."""


def starts(since: datetime, until: datetime, bucket: TimeBucket, zone: str) -> list[datetime]:
    """When parts of time begin (UTC, ascending): the one that `since` is in, and all that begin before `until`.

    `zone` is an IANA name that there is.
    """
    begun = list(_begun(stretches(zone, since - _MARGIN, until), until, bucket))
    first = max((place for place, start in enumerate(begun) if start <= since), default=0)
    return begun[first:]


def stretches(zone: str, since: datetime, until: datetime) -> list[Stretch]:
    """The offsets that hold from `since` to `until`, each from its first moment on."""
    found = [(since, _offset(zone, since))]
    for year in range(since.year, until.year + 1):
        found += [(moment, offset) for moment, offset in _changes(zone, year) if since < moment < until]
    return found


def _begun(holding: list[Stretch], until: datetime, bucket: TimeBucket) -> Iterator[datetime]:
    """Every part that begins in these stretches, once."""
    ends = [start for start, _ in holding[1:]] + [until]
    newest: datetime | None = None
    for (start, offset), end in zip(holding, ends, strict=True):
        local = (start + offset).replace(tzinfo=None)
        label = _floor(local, bucket)
        # An hour begins anew where clocks are changed; a longer part does only if it is later than the last.
        if newest is None or label > newest or (bucket is TimeBucket.HOUR and start != holding[0][0]):
            if newest is not None or label == local:
                yield start
            newest = label
        label = _next(label, bucket)
        while (begin := label.replace(tzinfo=UTC) - offset) < end:
            if bucket is TimeBucket.HOUR or label > newest:
                yield begin
                newest = label
            label = _next(label, bucket)


def _floor(local: datetime, bucket: TimeBucket) -> datetime:
    """The local time at which the part begins that `local` is in."""
    if bucket is TimeBucket.HOUR:
        return local.replace(minute=0, second=0, microsecond=0)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if bucket is TimeBucket.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if bucket is TimeBucket.MONTH else day


def _next(label: datetime, bucket: TimeBucket) -> datetime:
    """The local time at which the part after that of `label` begins."""
    if bucket is TimeBucket.MONTH:
        return (label + timedelta(days=31)).replace(day=1)
    return label + _LASTS[bucket]


@lru_cache(maxsize=1_024)
def _changes(zone: str, year: int) -> tuple[Stretch, ...]:
    """The changes of a zone's offset within a year (UTC), to the second."""
    moments = [datetime(year, 1, 1, tzinfo=UTC) + number * _STEP for number in range(367 * 4)]
    offsets = [_offset(zone, moment) for moment in moments]
    changed = []
    for (before, after), (old, new) in zip(pairwise(moments), pairwise(offsets), strict=True):
        if old != new and (moment := _change(zone, before, after)).year == year:
            changed.append((moment, new))
    return tuple(changed)


def _change(zone: str, before: datetime, after: datetime) -> datetime:
    """The second at which the offset at `before` ends; at `after` another one holds."""
    old = _offset(zone, before)
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, before + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _offset(zone: str, moment: datetime) -> timedelta:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def offset_at(holding: list[Stretch]) -> Any:
    """An expression of MongoDB: the milliseconds by which local time at `$at` is ahead of UTC."""
    first, *later = [(start, int(offset.total_seconds()) * 1_000) for start, offset in holding]
    if not later:
        return {"$literal": first[1]}
    branches = [{"case": {"$gte": ["$at", start]}, "then": milliseconds} for start, milliseconds in reversed(later)]
    return {"$switch": {"branches": branches, "default": first[1]}}
