"""What every event must survive: once, twice, 100 at once, out of order, three days late, killed half-way.

A scene is made anew for each case: it does what leads to the event, with all deliveries held back, and says what must
be true at the end. To put an event into the matrix write a scene and use it so:

    async def paid(shop: Shop) -> Scene:
        viewer = shop.someone()
        payment = (await shop.buy(viewer)).payment
        await shop.confirm(payment)

        async def right() -> None:
            assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]

        return Scene(await shop.last_event(payment, "payment_intent.succeeded"), right)

    @pytest.mark.parametrize(("scene", "case"), matrix({"payment_intent.succeeded": paid}))
    async def test_matrix(shop, scene, case):
        await play(shop, scene, case)

`make test` plays a sample of the cases of each event, `make nightly` plays all. The sample follows from MATRIX_SEED,
which stands in the name of each test.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pytest

from services.ledger.audit import audit_ledger
from tests.support.kill_switch import kill_switch
from tests.support.shop import Shop

__all__ = ["Case", "MakeScene", "Scene", "matrix", "play"]

SEED = int(os.environ.get("MATRIX_SEED", "1"))
AT_ONCE = 100
STEPS_MAXIMUM = 60
REST = {"minutes": 2}
"""After so long a sweeper takes up an event that nobody finished."""

Event = dict[str, Any]
Check = Callable[[], Awaitable[None]]


class Case(StrEnum):
    """How the event comes."""

    ONCE = "once"
    TWICE = "twice"
    HUNDRED_AT_ONCE = "hundred-at-once"
    OUT_OF_ORDER = "out-of-order"
    THREE_DAYS_LATE = "three-days-late"
    KILLED_REDELIVERED = "killed-redelivered"
    KILLED_SWEPT = "killed-swept"


@dataclass(frozen=True, slots=True)
class Scene:
    """What led to an event that was not delivered yet, and what must be true once it was."""

    event: Event
    """As Stripe made it."""
    right: Check
    """Asserts the end state; called after every case, also when the event came with all its neighbours."""
    neighbours: list[Event] = field(default_factory=list)
    """Further events about the same: in the case out of order they come with the event, all shuffled."""


MakeScene = Callable[[Shop], Awaitable[Scene]]


def matrix(scenes: Mapping[str, MakeScene]) -> list[Any]:
    """Parameters for `("scene", "case")`; those that are not in the sample are left to `make nightly`.

    The sample is one case of each scene, the next scene's being the next case, so that all cases are played.
    """
    parameters, cases = [], list(Case)
    first = random.Random(SEED).randrange(len(cases))
    for number, (name, scene) in enumerate(scenes.items()):
        for case in cases:
            marks = () if case is cases[(first + number) % len(cases)] else (pytest.mark.nightly,)
            parameters.append(pytest.param(scene, case, marks=marks, id=f"{name}-{case.value}-seed{SEED}"))
    return parameters


async def play(shop: Shop, make: MakeScene, case: Case) -> None:
    """Play one case, or for the killed ones one for each durable step, and look at the end state."""
    await shop.control("/deliveries/hold")
    if case in {Case.KILLED_REDELIVERED, Case.KILLED_SWEPT}:
        await _kill_after_each_step(shop, make, swept=case is Case.KILLED_SWEPT)
    else:
        scene = await make(shop)
        await _deliver(shop, scene, case)
        await _ended(shop, scene)
    assert (await audit_ledger(shop.database)).findings == []


async def _ended(shop: Shop, scene: Scene) -> None:
    row = await shop.event(scene.event["id"])
    assert row is not None
    assert row.handled_at is not None
    await scene.right()
    differences = (await shop.reconcile()).differences
    # No sweeper runs beside the shop, which would cancel what expired in three days.
    assert [found for found in differences if found.rule != "payment.open_too_long"] == []


async def _deliver(shop: Shop, scene: Scene, case: Case) -> None:
    if case is Case.THREE_DAYS_LATE:
        shop.clock.advance(days=3)
    if case is Case.OUT_OF_ORDER:
        events = [scene.event, *scene.neighbours]
        random.Random(SEED).shuffle(events)
        # Twice in another order: whatever came last the first time comes early the second time.
        for event in [*events, *reversed(events)]:
            await _accepted(shop, event)
    elif case is Case.HUNDRED_AT_ONCE:
        await _all_at_once(shop, scene.event)
    else:
        for _ in range(2 if case is Case.TWICE else 1):
            await _accepted(shop, scene.event)


async def _accepted(shop: Shop, event: Event) -> None:
    answer = await shop.post_event(event)
    assert answer.status_code == 200, answer.text


async def _all_at_once(shop: Shop, event: Event) -> None:
    """Stripe delivers again what was not taken; here that is once, when the crowd has gone."""
    answers = await asyncio.gather(*(shop.post_event(event) for _ in range(AT_ONCE)))
    assert {answer.status_code for answer in answers} <= {200, 503}
    await _accepted(shop, event)


async def _kill_after_each_step(shop: Shop, make: MakeScene, *, swept: bool) -> None:
    for step in range(1, STEPS_MAXIMUM):
        scene = await make(shop)
        with kill_switch(step) as switch:
            answer = await shop.post_event(scene.event)
            died = switch.dead
        assert died or answer.status_code == 200, answer.text
        if died and swept:
            shop.clock.advance(**REST)
            await shop.sweep()
        elif died:
            await _accepted(shop, scene.event)
        print(f"killed after {switch.steps}" if died else f"all of it: {switch.steps}")
        await _ended(shop, scene)
        if not died:
            assert step > 1, "the event made no durable step at all"
            return
    raise AssertionError(f"one event made {STEPS_MAXIMUM} steps")
