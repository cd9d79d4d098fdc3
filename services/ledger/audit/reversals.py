"""Refunds and disputes: what was taken back is the share of the money that is gone, and stands in the ledger.

The share is computed here anew, from what the payment says of its refunds and disputes; nothing of the code that
planned the steps is used.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["check_reversal", "cross_reversals", "payments_reversed"]

Document = Mapping[str, Any]

_OPERATIONS = frozenset({"refund", "dispute", "restore", "freeze", "unfreeze"})
_KINDS = {
    "take": frozenset({"revoke", "reclaim"}),
    "give_back": frozenset({"grant"}),
    "freeze": frozenset({"freeze"}),
    "unfreeze": frozenset({"unfreeze"}),
}
_MOVES = frozenset({"take", "give_back"})


def payments_reversed(entries: Iterable[Document]) -> list[str]:
    """The ids of the payments of which some of `entries` take back, give back, freeze or free tokens."""
    return [str(entry.get("reference")) for entry in entries if _operation(entry) in _OPERATIONS]


def check_reversal(entry: Document, payments: Mapping[Any, Document]) -> Iterator[Problem]:
    """Whether an entry under such a key is a step of its payment, of the same kind, in one of its wallets."""
    if _operation(entry) not in _OPERATIONS:
        return
    payment = payments.get(entry.get("reference"))
    if payment is None:
        yield "reversal", f"there is no payment {entry.get('reference')!r} for {entry['key']!r}"
        return
    steps = (payment.get("reversal") or {}).get("steps") or []
    step = next((step for step in steps if step["key"] == entry["key"]), None)
    if step is None:
        yield "reversal", f"the payment {payment['_id']} has no step {entry['key']!r}"
    elif entry["kind"] not in _KINDS[step["kind"]]:
        yield "reversal", f"{entry['key']!r} is to {step['kind']}, and the entry is of kind {entry['kind']}"
    elif entry["wallet"] not in _wallets(payment):
        yield "reversal", f"the payment {payment['_id']} is of the wallets {', '.join(_wallets(payment))}"


async def cross_reversals(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every step that a payment says is posted has its entries, and all of them together take the right share."""
    async for payments in reader.reversed_payments(wallet):
        wanted = [(name, step["key"]) for row in payments for step in _posted(row) for name in _wallets(row)]
        found = await reader.under_keys(wanted)
        for payment in payments:
            for finding in _check_steps(payment, found):
                yield finding
            if payment.get("credited_at") is not None and payment.get("reversal_due_at") is None:
                for finding in _check_share(payment):
                    yield finding


def _check_steps(payment: Document, found: Mapping[tuple[str, str], Document]) -> Iterator[Finding]:
    for step in _posted(payment):
        entries = [found[place] for name in _wallets(payment) if (place := (name, step["key"])) in found]
        if not entries:
            yield Finding(payment["wallet_id"], 0, "reversal", f"no entry stands under {step['key']!r}")
        elif step["kind"] in _MOVES:
            moved = sum(_moved(entry) for entry in entries)
            wanted = step["tokens"] + step["bonus_tokens"]
            if moved != wanted:
                wallet, seq = str(entries[0]["wallet"]), number_of(entries[0])
                yield Finding(wallet, seq, "reversal", f"{step['key']!r} moves {moved} tokens, not {wanted}")


def _check_share(payment: Document) -> Iterator[Finding]:
    reversal = payment["reversal"]
    refunds = sum(row["amount"] for row in reversal["refunds"] if row["status"] in {"pending", "succeeded"})
    lost = sum(row["amount"] for row in reversal["disputes"] if row["state"] == "lost")
    contested = any(row["state"] == "open" for row in reversal["disputes"])
    paid, gone = reversal["paid"], min(reversal["paid"], refunds + lost)
    for name, bought in (("tokens", payment["tokens"]), ("bonus_tokens", payment.get("bonus_tokens", 0))):
        given = sum(step[name] for step in reversal["steps"] if step["kind"] == "give_back")
        taken = sum(step[name] for step in reversal["steps"] if step["kind"] == "take") - given
        share = bought * gone // paid if paid else 0
        if taken != share:
            detail = f"{gone} of {paid} are gone of the payment {payment['_id']}, and {taken} {name} of {share}"
            yield Finding(payment["wallet_id"], 0, "reversal", detail)
    frozen = sum({"freeze": 1, "unfreeze": -1}.get(step["kind"], 0) for step in reversal["steps"])
    if frozen != int(contested):
        detail = f"the payment {payment['_id']} is {'' if contested else 'not '}disputed, and its freezes are {frozen}"
        yield Finding(payment["wallet_id"], 0, "reversal", detail)
    wanted = _status(payment, refunds, contested=contested or bool(lost))
    if payment.get("status") != wanted:
        detail = f"the payment {payment['_id']} is {payment.get('status')}, and its reversals make it {wanted}"
        yield Finding(payment["wallet_id"], 0, "reversal", detail)


def _status(payment: Document, refunds: int, *, contested: bool) -> str:
    if contested:
        return "disputed"
    if not refunds:
        return "succeeded"
    return "refunded" if refunds >= payment["reversal"]["paid"] else "partially_refunded"


def _posted(payment: Document) -> list[Document]:
    return [step for step in payment["reversal"]["steps"] if step.get("posted_at") is not None]


def _wallets(payment: Document) -> list[str]:
    """The receiver's and, where they differ, the payer's: both bear what is taken of a gift."""
    payer = payment.get("payer_wallet_id")
    return [payment["wallet_id"], *([payer] if payer not in (None, payment["wallet_id"]) else [])]


def _moved(entry: Document) -> int:
    return sum(change["amount"] for change in entry["changes"] if change["op"] in {"revoke", "owe", "grant"})


def _operation(entry: Document) -> str:
    return str(entry.get("key")).partition(":")[0]
