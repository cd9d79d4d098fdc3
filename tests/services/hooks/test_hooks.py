"""Hooks hear of events, and neither one that fails nor one that hangs harms anybody (G10)."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest

from services.hooks import HookRunner, HookThread

AT = datetime(2026, 3, 1, tzinfo=UTC)


def row(number: int, kind: str = "user.created") -> dict:
    return {"_id": f"evt_{number}", "type": kind, "at": AT, "data": {"number": str(number)}}


class Hook:
    """Does what `act` does with each event."""

    api_version = 1

    def __init__(self, act=None, events=()) -> None:
        self.events = events
        self.heard: list[str] = []
        self.threads: set[int] = set()
        self.closed = False
        self._act = act

    async def handle(self, event) -> None:
        self.threads.add(threading.get_ident())
        if self._act is not None:
            await self._act(event)
        self.heard.append(event.id)

    async def close(self) -> None:
        self.closed = True


class Router:
    """What makes deliveries, as far as hooks meet it."""

    def __init__(self) -> None:
        self.routed: list[str] = []

    async def route(self, events) -> None:
        self.routed += [event["_id"] for event in events]

    async def wanted(self, event_type: str) -> bool:
        return event_type == "balance.low"


async def failing(event) -> None:
    if event.id == "evt_1":
        raise RuntimeError


async def test_hooks_hear_of_what_they_want_in_a_thread_of_their_own() -> None:
    all_of_it, users, router = Hook(), Hook(events={"user.created"}), Router()
    runner = HookRunner(router, [("all", all_of_it), ("users", users)])
    runner.start()
    await runner.route([row(1), row(2, "payment.failed")])
    await runner.stop()
    assert (router.routed, all_of_it.heard, users.heard) == (["evt_1", "evt_2"], ["evt_1", "evt_2"], ["evt_1"])
    assert (all_of_it.closed, users.closed) == (True, True)
    assert len(all_of_it.threads | users.threads) == 2
    assert threading.get_ident() not in all_of_it.threads


async def test_what_is_wanted_is_what_anybody_wants() -> None:
    runner = HookRunner(Router(), [("users", Hook(events={"user.created"}))])
    wanted = [await runner.wanted(kind) for kind in ("user.created", "balance.low", "payment.failed")]
    assert wanted == [True, True, False]


async def test_one_that_raises_hears_of_the_next_event_all_the_same() -> None:
    hook = Hook(failing)
    runner = HookRunner(Router(), [("failing", hook)])
    runner.start()
    await runner.route([row(1), row(2)])
    await runner.stop()
    assert hook.heard == ["evt_2"]


async def test_one_that_hangs_is_broken_off_and_hears_of_the_next_event() -> None:
    async def hanging(event) -> None:
        if event.id == "evt_1":
            await asyncio.Event().wait()

    hook = Hook(hanging)
    thread = HookThread("hanging", hook, longest_seconds=0.05)
    thread.start()
    runner = HookRunner(Router(), [])
    runner._hooks.append(thread)
    await runner.route([row(1), row(2)])
    await runner.stop()
    assert (hook.heard, hook.closed) == (["evt_2"], True)


async def test_one_that_holds_up_its_thread_holds_up_nobody_else_and_no_more_than_so_much_waits(caplog) -> None:
    go_on = threading.Event()

    async def blocking(_event) -> None:
        go_on.wait()

    hook, router = Hook(blocking), Router()
    thread = HookThread("blocking", hook, most_waiting=2, longest_seconds=0.05, stop_seconds=0.05)
    thread.start()
    runner = HookRunner(router, [])
    runner._hooks.append(thread)
    await runner.route([row(number) for number in range(10)])
    assert len(router.routed) == 10
    await runner.stop()
    assert "hook_left_out" in caplog.text
    assert hook.heard == []
    go_on.set()
    assert thread._thread is not None
    thread._thread.join()


@pytest.mark.parametrize("waits", [True, False])
async def test_what_waits_at_the_end_is_heard_of(waits: bool) -> None:
    hook = Hook()
    runner = HookRunner(Router(), [("one", hook)])
    runner.start()
    if waits:
        await runner.route([row(1)])
    await runner.stop()
    assert hook.heard == (["evt_1"] if waits else [])
