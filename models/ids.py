"""Identifiers: a prefix that names the kind, and 26 characters that sort by time and cannot be guessed."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BYTES = 10
_CHARACTERS, _TIME_CHARACTERS = 26, 10


_told: ContextVar[tuple[Callable[[], datetime], Callable[[int], bytes]] | None] = ContextVar("told", default=None)


def new_id(prefix: str) -> str:
    """A new identifier such as `usr_01k9...`: 48 bits of Unix milliseconds, then 80 random bits (as a ULID)."""
    told = _told.get()
    if told is None:
        return _written(prefix, time.time_ns() // 1_000_000, int.from_bytes(os.urandom(_RANDOM_BYTES)))
    now, random_bytes = told
    return _written(prefix, int(now().timestamp() * 1_000), int.from_bytes(random_bytes(_RANDOM_BYTES)))


@contextmanager
def ids_of(now: Callable[[], datetime], random_bytes: Callable[[int], bytes]) -> Iterator[None]:
    """Within the block new identifiers are of the moments and the chance that are given: to make a past up.

    Never for what is real: `random_bytes` that can be foretold make identifiers that can be guessed.
    """
    token = _told.set((now, random_bytes))
    try:
        yield
    finally:
        _told.reset(token)


def first_id(prefix: str, moment: datetime, later: timedelta | None = None) -> str:
    """The lowest identifier that can be made `later` than `moment`, for ranges; of any moment there is."""
    milliseconds = int(moment.timestamp() * 1_000)
    if later is not None:  # not added to the moment: a year 9999 may be meant as no end
        milliseconds += later // timedelta(milliseconds=1)
    return _written(prefix, max(0, milliseconds), 0)


def moment_of(identifier: str) -> datetime:
    """When `identifier` was made, by the clock of the machine that made it."""
    value = 0
    for digit in identifier.rpartition("_")[2][:_TIME_CHARACTERS]:
        value = value << 5 | _ALPHABET.index(digit)
    return datetime.fromtimestamp(value / 1_000, UTC)


def _written(prefix: str, milliseconds: int, random: int) -> str:
    value = (milliseconds << 80) | random
    digits = [_ALPHABET[(value >> shift) & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5)]
    return f"{prefix}_{''.join(digits)}"
