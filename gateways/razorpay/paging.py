"""Walks Razorpay's lists page by page: `count` and `skip`, newest first, 100 at most at a time."""

from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Any

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.razorpay.calls import RazorpayCalls

__all__ = ["PAGE", "walk"]

PAGE = 100
"""The most that Razorpay gives at a time."""


ListPage = Callable[[Any, dict[str, Any]], Any]


def _list(list_page: ListPage, page: dict[str, Any], client: Any) -> Any:
    return list_page(client, page)


async def walk(
    call: RazorpayCalls,
    list_page: ListPage,
    params: Mapping[str, Any] | None = None,
    *,
    most: int,
) -> AsyncIterator[Mapping[str, Any]]:
    """Every object of a list. Bound it in time (`to`) where it grows meanwhile: pages are counted from its newest.

    Raises GatewayRefusedError for a list of more than `most` objects, which is never read in part.
    """
    skip = 0
    while True:
        page = {**(params or {}), "count": PAGE, "skip": skip}
        answer = await call(partial(_list, list_page, page))
        items = answer.get("items")
        if not isinstance(items, list):
            raise GatewayUnavailableError("Razorpay's answer cannot be read (items: is not a list).")
        for item in items:
            yield item
        skip += len(items)
        if len(items) < PAGE:
            return
        if skip >= most:
            raise GatewayRefusedError("list_too_long", f"Razorpay's list has more than {most} objects.")
