"""A wallet's entries as its owner reads them, the newest first: what each moved, and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from services.errors import InvalidInputError
from services.ledger.errors import LedgerUnavailableError
from services.ledger.sources import GrantSource
from services.ledger.statement import StatementLine, line_of
from services.paging import Page, PageRequest

__all__ = ["WalletEntries", "WalletEntry"]

_POSITION = re.compile("[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class WalletEntry:
    """A line of the statement, and where tokens that it granted came from."""

    id: str
    line: StatementLine
    source: GrantSource | None
    reference: str | None
    """The payment, for tokens that a payment brought or took back."""


class WalletEntries:
    """Reads entries. They never change, so a page stays what it is while new ones arrive in front of it."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._entries = database["ledger_entries"]

    async def page(self, wallet: str, request: PageRequest) -> Page[WalletEntry]:
        """Raises InvalidInputError and LedgerUnavailableError."""
        query: dict[str, Any] = {"wallet": wallet}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["seq"] = {"$lt": Int64(int(request.after))}
        rows = self._entries.find(query, {"state": 0}).hint("wallet_seq_unique").sort("seq", -1)
        try:
            found = await rows.limit(request.first + 1).to_list()
        except PyMongoError as error:
            raise LedgerUnavailableError from error
        return Page.cut([_entry(row) for row in found], request.first)


def _entry(row: Mapping[str, Any]) -> WalletEntry:
    source = next((change["source"] for change in row["changes"] if "source" in change), None)
    return WalletEntry(
        id=str(row["_id"]),
        line=line_of(row),
        source=None if source is None else GrantSource(source),
        reference=row.get("reference"),
    )
