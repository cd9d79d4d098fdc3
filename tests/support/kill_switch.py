"""Ends this process's work after its n-th durable step, as kill -9 would, without ending the process.

A durable step is a write to the database, a ledger entry, or a call by which the gateway made something. After the last
one everything that would make a further step is ended before it does, until the switch is left: no `except` and no
`finally` can tidy up what a killed process would have left.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import stripe
from pymongo.asynchronous.collection import AsyncCollection

from services.ledger import Ledger

__all__ = ["KillSwitch", "Killed", "kill_switch"]

_WRITES = (
    "insert_one",
    "insert_many",
    "update_one",
    "update_many",
    "replace_one",
    "delete_one",
    "delete_many",
    "find_one_and_update",
    "find_one_and_replace",
    "find_one_and_delete",
    "bulk_write",
)
_OF_THE_LEDGER = frozenset({"ledger_entries", "ledger_snapshots"})
"""Written by the ledger's own task: an entry is one step, whatever is written for it."""


class Killed(BaseException):
    """Nothing catches this but what would outlive the process."""


class KillSwitch:
    """Counts durable steps. With `after` None it only counts."""

    def __init__(self, after: int | None) -> None:
        self.steps: list[str] = []
        self.after = after

    @property
    def dead(self) -> bool:
        """Whether the last step was made."""
        return self.after is not None and len(self.steps) >= self.after

    def before(self) -> None:
        if self.dead:
            raise Killed

    def done(self, step: str) -> None:
        self.steps.append(step)
        self.before()


@contextmanager
def kill_switch(after: int | None) -> Iterator[KillSwitch]:
    """Within the block everything in this process ends after its `after`-th step. Keep others from running then."""
    switch = KillSwitch(after)
    with pytest.MonkeyPatch.context() as patch:
        for name in _WRITES:
            patch.setattr(AsyncCollection, name, _watched_write(switch, name))
        patch.setattr(Ledger, "_execute", _watched_entry(switch))
        patch.setattr(stripe.HTTPXClient, "request_async", _watched_call(switch))
        yield switch


def _watched_write(switch: KillSwitch, name: str) -> Any:
    original = getattr(AsyncCollection, name)

    @functools.wraps(original)
    async def write(self: Any, *args: Any, **options: Any) -> Any:
        if self.name in _OF_THE_LEDGER:
            return await original(self, *args, **options)
        switch.before()
        result = await original(self, *args, **options)
        switch.done(f"{self.name}.{name}")
        return result

    return write


def _watched_entry(switch: KillSwitch) -> Any:
    original = Ledger._execute

    async def execute(self: Ledger, wallet: str, key: str, *args: Any) -> Any:
        switch.before()
        result = await original(self, wallet, key, *args)
        switch.done(f"ledger {key.partition(':')[0]}")
        return result

    return execute


def _watched_call(switch: KillSwitch) -> Any:
    original = stripe.HTTPXClient.request_async

    async def request(self: Any, method: str, url: str, *args: Any, **options: Any) -> Any:
        if method.lower() == "get":
            return await original(self, method, url, *args, **options)
        switch.before()
        result = await original(self, method, url, *args, **options)
        switch.done(f"gateway {method}")
        return result

    return request
