"""Takes units from limits, with as few questions to the store as can be.

Of a limit that several servers share, each takes some units in advance and then gives them out by itself: a twentieth
of what is left at most, so that what lies unused at one server while another refuses is little, and nothing at the end.
What was refused is put back. A limit that is known to be used up is not asked about until that can have changed.
"""

import asyncio
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.clock import Clock
from services.rate_limits.quota import Quota
from services.rate_limits.shared_store import SharedStore
from services.rate_limits.subject import Subject
from services.rate_limits.window import Limit, Moment, free_units, moment, wait_ms

__all__ = ["Counters"]

_MOST_KNOWN = 50_000
_ADVANCE_PART = 20
_MOST_ADVANCE = 100
_MOST_TRIES = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(slots=True)
class _Known:
    """What this process knows of one subject's use of one limit, in one window."""

    window: int = -1
    previous: int | None = None
    """What was taken in the window before; None until it was asked."""
    count: int = 0
    """What was taken in this window by all servers, when the store was asked last."""
    advance: int = 0
    """What of that is still to be given out here."""
    refused_units: int = 0
    refused_until_ms: int = 0
    """Until then the store has not so many units to give."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the store is asked: who comes meanwhile waits for its answer."""

    def enter(self, window: int) -> None:
        """Begin a window, if it is a new one."""
        if window > self.window:
            self.window, self.previous, self.count = window, None, 0
            self.advance = self.refused_units = self.refused_until_ms = 0

    def must_ask(self, units: int, now_ms: int) -> bool:
        """Whether only the store can tell if so many may be taken."""
        missing = units - self.advance
        return missing > 0 and (missing < self.refused_units or now_ms >= self.refused_until_ms)


class Counters:
    """One for a process. What it knows of limits is bounded: the subject that was seen first goes."""

    def __init__(self, store: SharedStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: OrderedDict[tuple[str, Subject], _Known] = OrderedDict()

    async def take(self, limit: Limit, subject: Subject, units: int = 1) -> Quota:
        """Take `units`, or nothing; which of the two the quota tells. More than the whole limit is never granted."""
        known, now_ms = self._of(limit, subject), self._now_ms()
        at = moment(limit, now_ms)
        known.enter(at.window)
        if units <= limit.amount and known.must_ask(units, now_ms):
            async with known.lock:
                at = await self._ask_until_known(limit, subject, known, units)
        granted = known.advance >= units
        if granted:
            known.advance -= units
        return _quota(limit, known, at.elapsed_ms, 0 if granted else units)

    async def forget(self, limit: Limit, subject: Subject) -> None:
        """Count from 0 again."""
        self._known.pop((limit.name, subject), None)
        window = moment(limit, self._now_ms()).window
        await self._store.clear(_key(limit, subject, window), _key(limit, subject, window - 1))

    async def _ask_until_known(self, limit: Limit, subject: Subject, known: _Known, units: int) -> Moment:
        """When it is known whether so many may be taken: a window may end while the store is asked for it."""
        for _ in range(_MOST_TRIES):
            now_ms = self._now_ms()
            at = moment(limit, now_ms)
            known.enter(at.window)
            if not known.must_ask(units, now_ms):
                break
            await self._ask(limit, subject, known, at, units, now_ms)
        return at

    async def _ask(self, limit: Limit, subject: Subject, known: _Known, at: Moment, units: int, now_ms: int) -> None:
        missing = units - known.advance
        wanted = missing + self._advance(limit, known, at)
        key = _key(limit, subject, at.window)
        previous_key = _key(limit, subject, at.window - 1) if known.previous is None else None
        count, before = await self._store.add(key, wanted, previous_key, seconds=2 * limit.seconds)
        previous = before if known.previous is None else known.previous
        beyond = max(0, -free_units(limit, previous, count, at.elapsed_ms))
        given = wanted - beyond if beyond <= wanted - missing else 0
        if given < wanted:
            count, _ = await self._store.add(key, given - wanted, None, seconds=2 * limit.seconds)
        if known.window != at.window:
            return  # it has ended meanwhile, and what was taken of it with it
        known.previous, known.count = previous, count
        known.advance += given
        if given < wanted:
            known.refused_units = max(1, missing - given)
            wait = wait_ms(limit, previous, count, at.elapsed_ms, known.refused_units)
            known.refused_until_ms = now_ms + wait

    def _advance(self, limit: Limit, known: _Known, at: Moment) -> int:
        if not self._store.is_shared:
            return 0
        left = free_units(limit, known.previous or 0, known.count, at.elapsed_ms)
        return min(_MOST_ADVANCE, max(0, left // _ADVANCE_PART - 1))

    def _of(self, limit: Limit, subject: Subject) -> _Known:
        key = (limit.name, subject)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _Known()
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return known

    def _now_ms(self) -> int:
        return (self._clock() - _EPOCH) // _MILLISECOND


def _key(limit: Limit, subject: Subject, window: int) -> str:
    return f"{limit.name}/{subject}/{limit.seconds}/{window}"


def _quota(limit: Limit, known: _Known, elapsed_ms: int, refused_units: int) -> Quota:
    previous = known.previous or 0
    remaining = known.advance + max(0, free_units(limit, previous, known.count, elapsed_ms))
    reset_seconds = math.ceil((limit.seconds * 1_000 - elapsed_ms) / 1_000)
    if not refused_units:
        return Quota(limit, remaining, reset_seconds)
    if refused_units > limit.amount:
        return Quota(limit, remaining, reset_seconds, limit.seconds)
    wait = wait_ms(limit, previous, known.count, elapsed_ms, refused_units - known.advance)
    return Quota(limit, remaining, reset_seconds, max(1, math.ceil(wait / 1_000)))
