"""Subscriptions: each grant of theirs is that of a paid invoice, and each paid invoice has its grant."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from services.ledger.audit.books import Problem
from services.ledger.audit.finding import Finding
from services.ledger.audit.reading import LedgerReader, number_of

__all__ = ["SUBSCRIPTION", "check_subscription", "cross_subscriptions"]

SUBSCRIPTION = "subscription:"

Document = Mapping[str, Any]


def check_subscription(entry: Document, invoices: Mapping[Any, Document]) -> Iterator[Problem]:
    """The rules that an entry breaks which grants, or says that it grants, the tokens of a subscription."""
    granted = [change for change in entry["changes"] if change["op"] == "grant"]
    from_subscription = any(change.get("source") == "subscription" for change in granted)
    if from_subscription and not entry["key"].startswith(SUBSCRIPTION):
        yield "subscription", f"tokens of a subscription stand under {entry['key']!r}, and not under their invoice"
    elif from_subscription:
        name = entry["key"].removeprefix(SUBSCRIPTION)
        yield from _check_grant(entry, granted[0], name, invoices.get(name))


def _check_grant(entry: Document, grant: Document, name: str, invoice: Document | None) -> Iterator[Problem]:
    if invoice is None:
        yield "subscription", f"there is no paid invoice {name}"
    elif invoice["wallet_id"] != entry["wallet"]:
        yield "subscription", f"the invoice {name} is for the wallet {invoice['wallet_id']}"
    elif invoice["tokens"] != grant["amount"]:
        yield "subscription", f"the invoice {name} grants {invoice['tokens']} tokens, not {grant['amount']}"
    elif invoice["tokens_expire_at"] != grant.get("expires_at"):
        yield "subscription", f"the tokens of the invoice {name} expire at {invoice['tokens_expire_at']}"


async def cross_subscriptions(reader: LedgerReader, wallet: str | None) -> AsyncIterator[Finding]:
    """Every invoice that says its tokens were granted has its entry, with these tokens, in its wallet."""
    async for invoices in reader.granted_invoices(wallet):
        keys = [(str(invoice.get("wallet_id")), f"{SUBSCRIPTION}{invoice['_id']}") for invoice in invoices]
        found = await reader.under_keys(keys)
        for invoice, key in zip(invoices, keys, strict=True):
            problem = _missing(invoice, found.get(key))
            if problem is not None:
                yield Finding(key[0], number_of(found.get(key) or {}), "subscription", problem)


def _missing(invoice: Document, entry: Document | None) -> str | None:
    if invoice.get("tokens") == 0:
        return None if entry is None else f"the invoice {invoice['_id']} grants nothing, and an entry stands for it"
    if entry is None:
        return f"the invoice {invoice['_id']} was granted, and no entry does so"
    if invoice.get("granted_at") != entry.get("at"):
        return f"the invoice {invoice['_id']} says {invoice.get('granted_at')} of its grant"
    return None
