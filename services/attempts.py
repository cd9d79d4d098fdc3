"""Slows down guessing and asking: of passwords, promo codes, mails. All servers of one database count together.

Two questions are asked of a count: whether it is open now, and, once it is known that the try failed, to count it. The
second counts only while the count is open, in one atomic update, before the caller is told that the try was wrong. So
of guesses that are sent all at once only the first few are told.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.attempt_count import AttemptCount
from services.clock import Clock
from services.errors import TokentillError
from services.identity.errors import TooManyAttemptsError

__all__ = ["AttemptThrottle", "GrowingWait", "Rule", "Window"]

_RACES_MAXIMUM = 20
"""Of several that make a count at once one wins, and the others look again."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Rule(Protocol):
    """When a count closes and opens, and when it begins anew; as MongoDB's expressions, so that it is decided there."""

    def since(self, now: datetime) -> dict[str, Any]:
        """The new `since`."""

    def begins_anew(self, now: datetime) -> dict[str, Any]:
        """Whether earlier tries are forgotten."""

    def open_at(self, now: datetime) -> dict[str, Any]:
        """From the new `tries` and `since`: when the next one is let through."""

    @property
    def kept_for(self) -> timedelta:
        """For so long after its last try a count may still matter."""


@dataclass(frozen=True, slots=True)
class GrowingWait:
    """After some free failures in a row one waits, twice as long with each further one."""

    free: int = 5
    first_wait_seconds: int = 2
    longest_wait_seconds: int = 300
    forgotten_after_seconds: int = 3_600
    """Without a failure for so long, all are forgotten."""

    def begins_anew(self, now: datetime) -> dict[str, Any]:
        """An hour without a failure."""
        return {"$lt": [_old("since"), now - timedelta(seconds=self.forgotten_after_seconds)]}

    def since(self, now: datetime) -> dict[str, Any]:
        """The newest failure."""
        return {"$literal": now}

    def open_at(self, now: datetime) -> dict[str, Any]:
        """2, 4, 8 ... seconds ahead."""
        beyond = {"$min": [{"$subtract": ["$tries", self.free]}, 20]}
        doubled = {"$multiply": [self.first_wait_seconds, {"$pow": [2, {"$subtract": [beyond, 1]}]}]}
        wait_seconds = {"$min": [doubled, self.longest_wait_seconds]}
        waits = {"$add": [now, {"$multiply": [wait_seconds, 1_000]}]}
        return {"$cond": [{"$gt": ["$tries", self.free]}, waits, now]}

    @property
    def kept_for(self) -> timedelta:
        """Until all are forgotten."""
        return timedelta(seconds=self.forgotten_after_seconds)


@dataclass(frozen=True, slots=True)
class Window:
    """So many within a time that begins with the first; then none until it is over."""

    most: int
    seconds: int

    def begins_anew(self, now: datetime) -> dict[str, Any]:
        """The time is over."""
        return {"$lte": [_old("since"), now - timedelta(seconds=self.seconds)]}

    def since(self, now: datetime) -> dict[str, Any]:
        """The first one of the time."""
        return {"$cond": [self.begins_anew(now), now, "$since"]}

    def open_at(self, now: datetime) -> dict[str, Any]:
        """Now, or at the end of the time."""
        return {"$cond": [{"$gte": ["$tries", self.most]}, {"$add": ["$since", self.seconds * 1_000]}, now]}

    @property
    def kept_for(self) -> timedelta:
        """The time."""
        return timedelta(seconds=self.seconds)


class AttemptThrottle:
    """Counts one kind of tries by names: an e-mail address whether it has an account or not, or who guesses.

    `refused` makes the error from the seconds that are left. All raise PyMongoError.
    """

    def __init__(
        self,
        kind: str,
        clock: Clock,
        *,
        rule: Rule | None = None,
        refused: Callable[[int], TokentillError] = TooManyAttemptsError,
    ) -> None:
        self._kind = kind
        self._clock = clock
        self._rule: Rule = rule or GrowingWait()
        self._refused = refused

    async def check(self, name: str) -> None:
        """Raises TooManyAttemptsError while `name` has to wait."""
        found = await _counts().find_one({"_id": self._id(name)}, {"open_at": True})
        self._refuse_before(None if found is None else found["open_at"])

    async def count(self, name: str) -> None:
        """Count one. Raises TooManyAttemptsError, and counts nothing, while `name` has to wait."""
        for _ in range(_RACES_MAXIMUM):
            now = self._clock()
            try:
                await _counts().find_one_and_update(
                    {"_id": self._id(name), "open_at": {"$lte": now}},
                    self._counted(now),
                    projection={"_id": True},
                    upsert=True,
                    return_document=ReturnDocument.AFTER,
                )
            except DuplicateKeyError:  # it has to wait, or was made by somebody else just now
                await self.check(name)
            else:
                return
        raise self._refused(1)

    async def succeed(self, name: str) -> None:
        """Forget the failures of `name`. Raises TooManyAttemptsError, and forgets nothing, while it has to wait."""
        name_id = self._id(name)
        forgotten = await _counts().delete_one({"_id": name_id, "open_at": {"$lte": self._clock()}})
        if not forgotten.deleted_count:
            await self.check(name)

    async def forget(self, name: str) -> None:
        """Forget them in any case: who it is was proved in another way."""
        await _counts().delete_one({"_id": self._id(name)})

    def _counted(self, now: datetime) -> list[dict[str, Any]]:
        rule = self._rule
        tries = {"$cond": [rule.begins_anew(now), 1, {"$add": ["$tries", 1]}]}
        # In this order: the tries by the old `since`, and what follows by the new ones.
        return [
            {"$set": {"tries": tries, "since": rule.since(now)}},
            {"$set": {"open_at": rule.open_at(now)}},
            {"$set": {"expires_at": {"$max": [now + rule.kept_for, "$open_at"]}}},
        ]

    def _refuse_before(self, open_at: datetime | None) -> None:
        now = self._clock()
        if open_at is not None and open_at > now:
            raise self._refused(math.ceil((open_at - now).total_seconds()))

    def _id(self, name: str) -> str:
        return f"{self._kind}:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _old(field: str) -> dict[str, Any]:
    """What stood in `field`, or a moment long ago where there was none."""
    return {"$ifNull": [f"${field}", _LONG_AGO]}


def _counts() -> Any:
    return AttemptCount.get_pymongo_collection()
