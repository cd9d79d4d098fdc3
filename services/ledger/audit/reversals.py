"""Refunds and disputes: what was taken back is the share of the money that is gone, and stands in the ledger.

The share is computed here anew, from what the payment or the subscription's invoice says of its refunds and disputes;
nothing of the code that planned the steps is used.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["check_reversal", "cross_reversals", "is_reversed", "is_settled", "references_reversed"]

Document = Mapping[str, Any]

_OPERATIONS = frozenset({"refund", "dispute", "restore", "freeze", "unfreeze"})
_KINDS = {
    "take": frozenset({"revoke", "reclaim"}),
    "give_back": frozenset({"grant"}),
    "freeze": frozenset({"freeze"}),
    "unfreeze": frozenset({"unfreeze"}),
}
_MOVES = frozenset({"take", "give_back"})


def references_reversed(entries: Iterable[Document]) -> list[str]:
    """The ids of the payments and invoices of which some of `entries` take back, give back, freeze or free tokens."""
    return [str(entry.get("reference")) for entry in entries if _operation(entry) in _OPERATIONS]


def check_reversal(
    entry: Document, payments: Mapping[Any, Document], invoices: Mapping[Any, Document]
) -> Iterator[Problem]:
    """Whether an entry under such a key is a step of its payment or invoice: same kind, one of its wallets."""
    if _operation(entry) not in _OPERATIONS:
        return
    name = entry.get("reference")
    paid = payments.get(name) or invoices.get(name)
    if paid is None:
        yield "reversal", f"there is no payment or invoice {name!r} for {entry['key']!r}"
        return
    steps = (paid.get("reversal") or {}).get("steps") or []
    step = next((step for step in steps if step["key"] == entry["key"]), None)
    if step is None:
        yield "reversal", f"{name} has no step {entry['key']!r}"
    elif entry["kind"] not in _KINDS[step["kind"]]:
        yield "reversal", f"{entry['key']!r} is to {step['kind']}, and the entry is of kind {entry['kind']}"
    elif entry["wallet"] not in _wallets(paid):
        yield "reversal", f"{name} is of the wallets {', '.join(_wallets(paid))}"
    elif step["kind"] == "give_back":
        yield from _check_expiry(entry, step)


def _check_expiry(entry: Document, step: Document) -> Iterator[Problem]:
    expiry = {change.get("expires_at") for change in entry["changes"] if change["op"] == "grant"}
    if expiry != {step.get("expires_at")}:
        yield "reversal", f"what {entry['key']!r} gives back expires at {step.get('expires_at')}"


async def cross_reversals(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every step that is said to be posted has its entries, and all of them together take the right share."""
    async for payments in reader.reversed_payments(wallet):
        async for finding in _cross(reader, payments, "credited_at"):
            yield finding
        for payment in payments:
            if is_settled(payment, "credited_at"):
                for finding in _check_status(payment):
                    yield finding
    async for invoices in reader.reversed_invoices(wallet):
        async for finding in _cross(reader, invoices, "granted_at"):
            yield finding


async def _cross(reader: LedgerReader, rows: list[dict[str, Any]], credited: str) -> AsyncIterator[Finding]:
    """`credited` is the field that says when the tokens came into the wallet."""
    wanted = [(name, step["key"]) for row in rows for step in _posted(row) for name in _wallets(row)]
    found = await reader.under_keys(wanted)
    for row in rows:
        for finding in _check_steps(row, found):
            yield finding
        if is_settled(row, credited):
            for finding in _check_share(row):
                yield finding


def is_reversed(payment: Document) -> bool:
    """Whether all of the money of a payment is gone."""
    reversal = payment.get("reversal")
    return reversal is not None and 0 < reversal["paid"] <= _refunded(reversal) + _lost(reversal)


def is_settled(row: Document, credited: str) -> bool:
    """Whether all that follows from a payment's or invoice's refunds and disputes is said to be done."""
    return row.get(credited) is not None and row.get("reversal_due_at") is None


def _check_steps(paid: Document, found: Mapping[tuple[str, str], Document]) -> Iterator[Finding]:
    for step in _posted(paid):
        entries = [found[place] for name in _wallets(paid) if (place := (name, step["key"])) in found]
        if not entries:
            yield Finding(paid["wallet_id"], 0, "reversal", f"no entry stands under {step['key']!r}")
        elif step["kind"] in _MOVES:
            moved = sum(_moved(entry) for entry in entries)
            wanted = step["tokens"] + step["bonus_tokens"]
            if moved != wanted:
                wallet, seq = str(entries[0]["wallet"]), number_of(entries[0])
                yield Finding(wallet, seq, "reversal", f"{step['key']!r} moves {moved} tokens, not {wanted}")


def _check_share(paid: Document) -> Iterator[Finding]:
    reversal, name, wallet = paid["reversal"], paid["_id"], paid["wallet_id"]
    gone, whole = min(reversal["paid"], _refunded(reversal) + _lost(reversal)), reversal["paid"]
    bonus = paid.get("bonus_tokens", 0) if paid.get("bonus_refused_at") is None else 0
    for kind, bought in (("tokens", paid["tokens"]), ("bonus_tokens", bonus)):
        given = sum(step[kind] for step in reversal["steps"] if step["kind"] == "give_back")
        taken = sum(step[kind] for step in reversal["steps"] if step["kind"] == "take") - given
        share = bought * gone // whole if whole else 0
        if taken != share:
            yield Finding(wallet, 0, "reversal", f"{gone} of {whole} are gone of {name}, and {taken} {kind} of {share}")
    frozen = sum({"freeze": 1, "unfreeze": -1}.get(step["kind"], 0) for step in reversal["steps"])
    if frozen != int(_contested(reversal)):
        said = "" if _contested(reversal) else "not "
        yield Finding(wallet, 0, "reversal", f"{name} is {said}disputed, and its freezes are {frozen}")


def _check_status(payment: Document) -> Iterator[Finding]:
    reversal = payment["reversal"]
    refunds = _refunded(reversal)
    if _contested(reversal) or _lost(reversal):
        wanted = "disputed"
    elif refunds:
        wanted = "refunded" if refunds >= reversal["paid"] else "partially_refunded"
    else:
        wanted = "succeeded"
    if payment.get("status") != wanted:
        detail = f"the payment {payment['_id']} is {payment.get('status')}, and its reversals make it {wanted}"
        yield Finding(payment["wallet_id"], 0, "reversal", detail)


def _refunded(reversal: Document) -> int:
    return sum(row["amount"] for row in reversal["refunds"] if row["status"] in {"pending", "succeeded"})


def _lost(reversal: Document) -> int:
    return sum(row["amount"] for row in reversal["disputes"] if row["state"] == "lost")


def _contested(reversal: Document) -> bool:
    return any(row["state"] == "open" for row in reversal["disputes"])


def _posted(paid: Document) -> list[Document]:
    return [step for step in paid["reversal"]["steps"] if step.get("posted_at") is not None]


def _wallets(paid: Document) -> list[str]:
    """The receiver's and, where they differ, the payer's: both bear what is taken of a gift."""
    payer = paid.get("payer_wallet_id")
    return [paid["wallet_id"], *([payer] if payer not in (None, paid["wallet_id"]) else [])]


def _moved(entry: Document) -> int:
    return sum(change["amount"] for change in entry["changes"] if change["op"] in {"revoke", "owe", "grant"})


def _operation(entry: Document) -> str:
    return str(entry.get("key")).partition(":")[0]
