"""Kills a server at a named point of its work, with mongod's own fail points and not by good luck."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.cluster import WRITTEN
from tests.faults.server import Server
from tests.faults.stage import Stage

__all__ = ["KillPoint", "kill_at"]

_LONG_MILLISECONDS = 2_500
"""A fail point can only be switched off once nobody waits in it any more."""
_SHORT_MILLISECONDS = 700
_GATHER_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class KillPoint:
    """The server has sent `command` for `collection`. `written`: mongod has done it, and the answer is on its way."""

    command: str
    collection: str
    written: bool = False


async def kill_at(stage: Stage, server: Server, point: KillPoint, go: Callable[[], object]) -> None:
    """Arm the point, let what `go` starts run into it, and kill -9 the server there.

    A command that is not `written` mostly never will be: mongod drops what a lost connection has asked for, or not.
    """
    cluster = stage.cluster
    async with cluster.alone:
        primary = await stage.block(cluster.primary)
        pause = _SHORT_MILLISECONDS if point.written else _LONG_MILLISECONDS
        namespace = f"{stage.name}.{point.collection}" if point.collection else None
        hits = await stage.block(
            cluster.fail, primary, [point.command], namespace=namespace, blockConnection=True, blockTimeMS=pause
        )
        try:
            go()
            await stage.block(cluster.wait_hit, primary, hits + 1)
            if point.written:
                hits = await stage.block(cluster.hang, primary, WRITTEN)
                await stage.block(cluster.fail_off, primary)
                await stage.block(cluster.wait_hit, primary, hits + 1, point=WRITTEN)
            else:
                await asyncio.sleep(_GATHER_SECONDS)
            stage.book.strike()
            server.running.kill()
        finally:
            await stage.block(cluster.fail_off, primary)
            await stage.block(cluster.fail_off, primary, WRITTEN)
    stage.say(f"{server.name} killed at {point}")
