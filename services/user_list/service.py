"""Lists, searches and sorts users for admins, by an index each, however many there are."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.user import User
from services.catalog.plan import FREE_PLAN_ID
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.ledger import Balance, Ledger
from services.paging import Page, PageRequest
from services.subscriptions import Plans
from services.usage import UsageService, UsageTotals
from services.user_list.errors import UserListUnavailableError
from services.user_list.filter import UserFilter, search_query
from services.user_list.sorting import Order, UserSort, value_of

__all__ = ["EVERYBODY", "ListedUser", "UserList"]

_away_is_unavailable = database_errors_become(UserListUnavailableError)

EVERYBODY = UserFilter()


@dataclass(frozen=True, slots=True)
class ListedUser:
    """A user, and where they stand in the list."""

    user: User
    position: str


class UserList:
    """Reads only. What a row shows is read fresh, all rows of a page at once; what it is sorted by may be older."""

    def __init__(self, *, clock: Clock, ledger: Ledger, plans: Plans, usage: UsageService) -> None:
        self._clock = clock
        self._ledger = ledger
        self._plans = plans
        self._usage = usage

    @_away_is_unavailable
    async def page(
        self, wanted: UserFilter, search: str | None, sort: UserSort, request: PageRequest
    ) -> Page[ListedUser]:
        """One page. Raises InvalidInputError, UserListUnavailableError."""
        order = Order.of(sort)
        parts = [wanted.query(self._clock()), order.sorted_ones]
        parts.append((None if search is None else search_query(search)) or {})
        if request.after is not None:
            parts.append(await self._behind(order, request.after))
        found = User.get_pymongo_collection().find(all_of(parts)).sort(order.keys).limit(request.first + 1)
        rows = [ListedUser(User.model_validate(row), order.position(row)) async for row in found]
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def find(self, user_id: str) -> User:
        """One of them, whatever became of them. Raises NotFoundError."""
        user = await User.find_one({"_id": user_id})
        if user is None:
            raise NotFoundError("user")
        return user

    async def balances(self, wallets: Sequence[str]) -> list[Balance]:
        """What they hold now. Their newest entries are read together."""
        return await asyncio.gather(*(self._ledger.balance(wallet) for wallet in wallets))

    async def usage(self, wallets: Sequence[str]) -> list[UsageTotals]:
        """All that they were ever charged for."""
        return await asyncio.gather(*(self._usage.totals(wallet) for wallet in wallets))

    async def plans(self, user_ids: Sequence[str]) -> list[str]:
        """The ids of the plans in force."""
        paid = await self._plans.in_force(user_ids)
        return [paid[each].plan_id if each in paid else FREE_PLAN_ID for each in user_ids]

    def query(self, wanted: UserFilter) -> dict[str, Any]:
        """All whom the filter matches now, as MongoDB is asked. Raises InvalidInputError."""
        return wanted.query(self._clock())

    async def _behind(self, order: Order, after: str) -> dict[str, Any]:
        user_id, value = order.read(after)
        if order.kind == "text":
            row = await User.get_pymongo_collection().find_one({"_id": user_id}, {order.field: True})
            value = None if row is None else value_of(row, order.field)
            if row is None or (value is None and order.field == "email"):
                raise InvalidInputError("after", "is not a cursor of this list.")
        return order.behind(user_id, value)


def all_of(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """A query that matches what all of them match."""
    asked = [part for part in parts if part]
    return {"$and": asked} if len(asked) > 1 else asked[0] if asked else {}
