"""Goes the other way: from payments and generations to the entries that must stand for them.

The payment or generation is read first and its entry after it. What such a document says of the ledger was written
after the entry, and entries are never removed, so a writer at work causes no finding.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from services.ledger.audit.finding import Finding
from services.ledger.audit.keys import PAYMENT
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["cross_generations", "cross_payments"]

Document = Mapping[str, Any]


async def cross_payments(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every payment that says it was credited has its entry, with its tokens, in its wallet."""
    async for payments in reader.credited_payments(wallet):
        found = await reader.under_keys([_credit_of(payment) for payment in payments])
        for payment in payments:
            for finding in _check_payment(payment, found.get(_credit_of(payment))):
                yield finding


async def cross_generations(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every generation that is done has ended its hold; one that failed was not charged."""
    async for generations in reader.ended_generations(wallet):
        found = await reader.under_keys([_end_of(generation) for generation in generations])
        for generation in generations:
            for finding in _check_generation(generation, found.get(_end_of(generation))):
                yield finding


def _credit_of(payment: Document) -> tuple[str, str]:
    return str(payment.get("wallet_id")), f"{PAYMENT}{payment['_id']}"


def _end_of(generation: Document) -> tuple[str, str]:
    return str(generation.get("wallet_id")), f"end:{generation['_id']}.{generation.get('attempt')}"


def _check_payment(payment: Document, entry: Document | None) -> Iterator[Finding]:
    wallet, name = str(payment.get("wallet_id")), payment["_id"]
    if entry is None:
        yield Finding(wallet, 0, "credit", f"the payment {name} is {payment.get('status')}, and no entry credits it")
        return
    seq, tokens = number_of(entry), _moved(entry, "grant")
    if tokens != payment.get("tokens"):
        yield Finding(wallet, seq, "credit", f"the payment {name} buys {payment.get('tokens')}, not {tokens}")
    if payment.get("credited_at") not in (None, entry.get("at")):
        yield Finding(wallet, seq, "credit", f"the payment {name} says {payment['credited_at']} of its credit")


def _check_generation(generation: Document, entry: Document | None) -> Iterator[Finding]:
    wallet, name = str(generation.get("wallet_id")), generation["_id"]
    settled, seq = (_moved(entry, "settle"), number_of(entry)) if entry else (0, 0)
    if generation["status"] == "failed":
        if settled:
            yield Finding(wallet, seq, "generation", f"{name} failed, and {settled} were charged for it")
    elif entry is None:
        yield Finding(wallet, seq, "generation", f"{name} is done, and its hold has no end")
    elif settled != ((generation.get("result") or {}).get("usage") or {}).get("cost"):
        yield Finding(wallet, seq, "generation", f"{name} is done, and {settled} were charged for it, not its cost")


def _moved(entry: Document, op: str) -> int | None:
    """How much the entry moves by `op`; None for an entry that cannot be read, which its own check names."""
    try:
        moved: int = sum(change["amount"] for change in entry["changes"] if change["op"] == op)
    except (KeyError, TypeError, AttributeError):
        return None
    return moved
