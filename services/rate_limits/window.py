"""The rule: how much may be taken when. Pure functions over whole numbers.

It is the sliding window counter of the library `limits`: time is cut into windows of the limit's length, and what was
taken in the window before counts for as much as that window still reaches into the last `seconds`, as if it had been
taken evenly. So nobody takes a limit twice at once, at the end of one window and at the beginning of the next: a time
of length t has at most amount * (1 + t / seconds). Windows begin at multiples of their length since 1970, so all
servers have the same ones.
"""

from dataclasses import dataclass
from typing import NamedTuple

from limits import parse

__all__ = ["Limit", "Moment", "free_units", "moment", "wait_ms"]


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` units in `seconds`. `name` is told to callers."""

    name: str
    amount: int
    seconds: int

    @classmethod
    def of(cls, name: str, rate: str) -> "Limit":
        """The limit of a rate such as `100/15 minutes`; raises ValueError for anything else."""
        parsed = parse(rate)
        return cls(name, parsed.amount, parsed.get_expiry())


class Moment(NamedTuple):
    """A time as a limit sees it: the window it lies in, and how far in."""

    window: int
    elapsed_ms: int


def moment(limit: Limit, now_ms: int) -> Moment:
    """`now_ms` is in milliseconds since 1970."""
    return Moment(*divmod(now_ms, limit.seconds * 1_000))


def free_units(limit: Limit, previous: int, count: int, elapsed_ms: int) -> int:
    """What may still be taken; below 0 when more was. `previous` and `count` were taken in the last and this window."""
    return limit.amount - count - _carried(limit, previous, elapsed_ms)


def wait_ms(limit: Limit, previous: int, count: int, elapsed_ms: int, units: int) -> int:
    """After how long so many units may be taken, if nobody takes any until then. `units` is at most the limit."""
    length_ms = limit.seconds * 1_000
    room = limit.amount - units - count
    if room >= 0:
        return max(0, _fits_at(length_ms, min(previous, limit.amount), room) - elapsed_ms)
    return length_ms - elapsed_ms + _fits_at(length_ms, min(count, limit.amount), limit.amount - units)


def _carried(limit: Limit, previous: int, elapsed_ms: int) -> int:
    """What of the last window still counts, rounded up."""
    length_ms = limit.seconds * 1_000
    return -(-min(previous, limit.amount) * (length_ms - elapsed_ms) // length_ms)


def _fits_at(length_ms: int, before: int, room: int) -> int:
    """How far into a window what is carried of `before` is at most `room`."""
    return length_ms - room * length_ms // before if before > room else 0
