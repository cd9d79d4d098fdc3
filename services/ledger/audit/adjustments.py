"""What admins did to balances: each entry has its row in the record of it, and each row that is done its entry."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["ADJUST", "BULK", "check_adjustment", "cross_adjustments", "names_behind"]

ADJUST, BULK = "adjust:", "bulk:"
_ACTIONS = {"grant": "grant_tokens", "debit": "debit_tokens", "set_available": "set_balance"}
"""By the kind of the entry."""

Document = Mapping[str, Any]


def names_behind(keys: Iterable[str], prefix: str) -> list[str]:
    """What stands behind `prefix` in those of the keys that begin so."""
    return list({key.removeprefix(prefix) for key in keys if key.startswith(prefix)})


def check_adjustment(
    entry: Document, actions: Mapping[Any, Document], bulk_grants: Mapping[Any, Document]
) -> Iterator[Problem]:
    """The rules that an entry breaks which an admin's row or bulk grant must stand for."""
    key = entry["key"]
    if key.startswith(ADJUST):
        row = actions.get(key.removeprefix(ADJUST))
        why = f"there is no row for {key!r} in the record of admins' actions" if row is None else _differs(entry, row)
    elif key.startswith(BULK):
        bulk = bulk_grants.get(key.removeprefix(BULK))
        why = f"there is no bulk grant for {key!r}" if bulk is None else _another(entry, bulk)
    else:
        return
    if why is not None:
        yield "adjustment", why


def _differs(entry: Document, row: Document) -> str | None:
    asked = row.get("details") or {}
    if row.get("action") != _ACTIONS.get(entry["kind"]):
        return f"the row {row['_id']} is of {row.get('action')}, the entry of {entry['kind']}"
    if asked.get("wallet") != entry["wallet"]:
        return f"the row {row['_id']} is for the wallet {asked.get('wallet')}"
    if row.get("outcome") not in {None, "done"}:
        return f"the row {row['_id']} says that it was refused with {row['outcome']}"
    op = {"grant": "grant", "debit": "revoke"}.get(entry["kind"])
    if op is None:
        return None  # to what it was set, the fingerprint tells
    moved = sum(change["amount"] for change in entry["changes"] if change["op"] == op)
    return None if moved == asked.get("amount") else f"the row {row['_id']} is of {asked.get('amount')}, not {moved}"


def _another(entry: Document, bulk: Document) -> str | None:
    granted = sum(change["amount"] for change in entry["changes"] if change["op"] == "grant")
    if granted != bulk.get("amount"):
        return f"the bulk grant {bulk['_id']} gives {bulk.get('amount')}, not {granted}"
    return None


async def cross_adjustments(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every adjustment that the record calls done has its entry."""
    async for rows in reader.done_adjustments(list(_ACTIONS.values()), wallet):
        keys = [(str((row.get("details") or {}).get("wallet")), f"{ADJUST}{row['_id']}") for row in rows]
        found = await reader.under_keys(keys)
        for row, key in zip(rows, keys, strict=True):
            if key not in found:
                told = f"the row {row['_id']} is done, and no entry does it"
                yield Finding(key[0], number_of({}), "adjustment", told)
