"""The common course of rows 1 to 3: chats run into a kill point, and the server that stays ends them."""

import time
from collections.abc import Sequence

from tests.faults.chats import Chats
from tests.faults.kill_points import KillPoint, kill_at
from tests.faults.provider import Provider
from tests.faults.server import Server
from tests.faults.stage import Stage

__all__ = ["killed_after_reply", "recovered"]

BACK_SECONDS = 60
"""A lease of 30 s, a sweep each 10 s, and a margin for a busy machine."""


async def killed_after_reply(stage: Stage, upstream: Provider, stays: Server, point: KillPoint) -> Chats:
    """Chats whose replies are complete when their server dies at `point`. One of the callers never comes back."""
    victim = await stage.server(**upstream.settings)
    people = [await stage.person(victim) for _ in range(stage.plan.between("people in flight", 2, 4))]
    chats = Chats(stage, people, victim, stays)
    upstream.gate.clear()
    chats.go()
    await upstream.wait_asked([operation.text for operation in chats.operations])
    await kill_at(stage, victim, point, upstream.gate.set)
    return chats


async def recovered(stage: Stage, kills: Sequence[Chats]) -> None:
    """Wait until everybody who asks again has the reply."""
    assert stage.book.struck_at is not None
    for chats in kills:
        await chats.outcomes()
    stage.within("until all who asked again had their reply", time.monotonic() - stage.book.struck_at, BACK_SECONDS)
