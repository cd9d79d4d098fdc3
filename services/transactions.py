"""Several writes that take effect together or not at all."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.asynchronous.client_session import AsyncClientSession

from models.user import User

__all__ = ["in_transaction"]

_Result = TypeVar("_Result")


async def in_transaction(work: Callable[[AsyncClientSession], Awaitable[_Result]]) -> _Result:
    """What `work` gives; an error that it raises undoes all of it.

    `work` may run several times, where others write the same documents, and does nothing but write to the database.
    """
    client = User.get_pymongo_collection().database.client
    async with client.start_session() as session:
        return await session.with_transaction(work)
