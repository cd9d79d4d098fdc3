"""Pages of charges, in the time that it takes to read their rows, whatever is asked for and however many there are.

A range of time becomes a range of numbers, since entries are never dated back, and every index ends with the number.
A filter on the conversation has an index. Those on model, provider, kind and member share one: the few combinations of
them that a wallet has are found by jumping from one to the next, and the database merges the ones that are wanted.
"""

import asyncio
import heapq
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bson.int64 import Int64
from bson.max_key import MaxKey
from bson.min_key import MinKey
from pymongo.asynchronous.database import AsyncDatabase

from services.usage.records import UsageFilter

__all__ = ["UsageHistory"]

_COMBINED = ("usage.model", "usage.provider", "usage.kind")
_AT_ONCE = 50
"""Combinations that one query merges."""

Entry = dict[str, Any]


class UsageHistory:
    """Reads entries."""

    def __init__(self, database: AsyncDatabase[Entry]) -> None:
        self._entries = database["ledger_entries"]

    async def newest(self, wallet: str, wanted: UsageFilter, *, before: int | None, most: int) -> list[Entry]:
        """Entries that charge, the newest first, before the entry `before`. Raises InvalidInputError."""
        query = wanted.query(wallet) | {"seq": await self._numbers(wallet, wanted, before)}
        if wanted.conversation_id is not None:
            return await self._found(query, "usage_conversation", most)
        if not wanted.fields():
            return await self._found(query, "usage", most)
        if list(wanted.fields()) == ["usage.member_id"]:
            return await self._found(query, "usage_of_member", most)
        index = "usage_model" if wanted.member_id is None else "usage_of_member_by_model"
        query = {name: value for name, value in query.items() if name not in _COMBINED}  # each branch below has them
        combinations = [each async for each in self._combinations(wallet, wanted, index)]
        batches = [combinations[begin : begin + _AT_ONCE] for begin in range(0, len(combinations), _AT_ONCE)]
        pages = await asyncio.gather(
            # Each branch has the whole query: beside one `$or` there is no second plan, which would read the wallet.
            *(self._found({"$or": [query | _conditions(each) for each in batch]}, index, most) for batch in batches)
        )
        return list(islice(heapq.merge(*pages, key=lambda entry: -entry["seq"]), most))

    async def _found(self, query: Mapping[str, Any], index: str, most: int) -> list[Entry]:
        return await self._entries.find(query).hint(index).sort("seq", -1).limit(most).to_list()

    async def _numbers(self, wallet: str, wanted: UsageFilter, before: int | None) -> dict[str, Int64]:
        """Between which numbers a range of time lies; entries at its edges may lie outside."""
        charged = {"wallet": wallet, "usage": {"$exists": True}}
        numbers = {"$gt": Int64(0)}
        if wanted.since is not None:
            last = await self._number({**charged, "at": {"$lt": wanted.since}}, -1)
            numbers["$gt"] = Int64(last or 0)
        if wanted.until is not None:
            first = await self._number({**charged, "at": {"$gte": wanted.until}}, 1)
            before = min((each for each in (first, before) if each is not None), default=None)
        return numbers if before is None else numbers | {"$lt": Int64(before)}

    async def _number(self, query: Mapping[str, Any], direction: int) -> int | None:
        found = await self._entries.find_one(query, ("seq",), sort=[("at", direction)], hint="usage_at")
        return None if found is None else int(found["seq"])

    async def _combinations(self, wallet: str, wanted: UsageFilter, index: str) -> AsyncIterator[Sequence[str | None]]:
        """The values of `_COMBINED` that charges of this wallet, or member, have together and `wanted` lets through."""
        owner: list[tuple[str, Any]] = [("wallet", wallet)]
        if wanted.member_id is not None:
            owner.append(("usage.member_id", wanted.member_id))
        fields = wanted.fields()
        key: list[Any] = [fields.get("usage.model", MinKey()), MinKey(), MinKey(), MaxKey()]
        while True:
            bound = [*owner, *zip((*_COMBINED, "seq"), key, strict=True)]
            found = await self._entries.find({"usage": {"$exists": True}}).hint(index).min(bound).limit(1).to_list()
            if not found or any(_value(found[0], name) != value for name, value in owner):
                return
            values = [_value(found[0], name) for name in _COMBINED]
            if "usage.model" in fields and values[0] != fields["usage.model"]:
                return
            if all(fields.get(name, value) == value for name, value in zip(_COMBINED, values, strict=True)):
                yield values
            key = [*values, MinKey()]  # numbers descend: behind the last of this combination


def _conditions(combination: Sequence[str | None]) -> dict[str, Any]:
    # A missing value asked for by {"$exists": False} is one point of the index; by None it would be two.
    return {
        name: {"$exists": False} if value is None else value for name, value in zip(_COMBINED, combination, strict=True)
    }


def _value(entry: Mapping[str, Any], name: str) -> Any:
    part, _, rest = name.partition(".")
    return entry.get(part, {}).get(rest) if rest else entry.get(part)
