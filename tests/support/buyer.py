"""What a buyer sees of a purchase, asked over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

__all__ = ["balance", "eventually", "only_purchase"]

Value = TypeVar("Value")


async def balance(client: GraphQLClient) -> dict[str, str]:
    """The caller's balance."""
    return (await client.execute(OPERATIONS["Balance"]))["balance"]


async def only_purchase(client: GraphQLClient) -> dict[str, Any]:
    """The caller's one purchase; fails when there are none or several."""
    page = (await client.execute(OPERATIONS["Purchases"], {"first": 5}))["purchases"]
    assert len(page["edges"]) == 1
    return page["edges"][0]["node"]


async def eventually(read: Callable[[], Awaitable[Value]], wanted: Callable[[Value], bool]) -> Value:
    """The value of `read` once `wanted` accepts it; fails with the last one after 15 seconds."""
    deadline = asyncio.get_running_loop().time() + 15
    while True:
        value = await read()
        if wanted(value):
            return value
        assert asyncio.get_running_loop().time() < deadline, value
        await asyncio.sleep(0.05)
