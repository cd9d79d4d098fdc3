"""How long a caller waits for the database, and what is not the database's fault."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from models.generation import Generation, GenerationStatus
from services.chat.errors import ChatStillRunningError

__all__ = ["beats", "soon"]

_Result = TypeVar("_Result")


async def soon(step: Awaitable[_Result], patience: float) -> _Result:
    """The step's result; raises ChatStillRunningError when it is not there at the end of `patience`, in loop time."""
    try:
        async with asyncio.timeout_at(patience) as limit:
            return await step
    except TimeoutError:
        if not limit.expired():
            raise
        raise ChatStillRunningError from None


def beats(before: Generation, now: Generation) -> bool:
    """Whether its server renewed the lease in between. Any other change only waits for the database, as we do."""
    return (
        now.status is GenerationStatus.RUNNING
        and now.lease_token == before.lease_token
        and now.lease_until != before.lease_until
    )
