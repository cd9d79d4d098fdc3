"""Counts of this process alone, in bounded space."""

from collections import OrderedDict
from typing import ClassVar

from limits.aio.storage import Storage

from services.clock import Clock

__all__ = ["MemoryStore"]

_MOST_COUNTS = 200_000


class MemoryStore(Storage):
    """A storage of the library `limits`. Its own one looks through all counts at every call, and has no bound.

    When it is full the count that was begun first goes.
    """

    STORAGE_SCHEME: ClassVar[list[str] | None] = None  # type: ignore[misc]  # it is not looked up by an address

    def __init__(self, clock: Clock, *, most: int = _MOST_COUNTS) -> None:
        super().__init__()
        self._clock = clock
        self._most = most
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """By key the count, and when it ends, in seconds since 1970."""

    @property
    def base_exceptions(self) -> type[Exception]:
        """None is raised."""
        return ValueError

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The count after `amount` was added; a new one ends after `expiry` seconds."""
        return self.add(key, expiry, amount)

    async def get(self, key: str) -> int:
        """The count; 0 when there is none."""
        return self.count(key)

    def add(self, key: str, seconds: int, amount: int) -> int:
        """As `incr`, without waiting."""
        now = self._clock().timestamp()
        count, ends_at = self._counts.get(key, (0, now + seconds))
        self._counts[key] = (count + amount, ends_at)
        while len(self._counts) > self._most or next(iter(self._counts.values()))[1] < now:
            self._counts.popitem(last=False)
        return count + amount

    def count(self, key: str) -> int:
        """As `get`, without waiting."""
        return self._counts.get(key, (0, 0.0))[0]

    async def get_expiry(self, key: str) -> float:
        """When the count ends, in seconds since 1970."""
        return self._counts.get(key, (0, self._clock().timestamp()))[1]

    async def check(self) -> bool:
        """It is always there."""
        return True

    async def reset(self) -> int:
        """Forget all; how many counts there were."""
        number = len(self._counts)
        self._counts.clear()
        return number

    async def clear(self, key: str) -> None:
        """Forget one."""
        self._counts.pop(key, None)
