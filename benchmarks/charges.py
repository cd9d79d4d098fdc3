"""Fills one wallet with charges of a year, some times faster than a chain of entries could be sealed.

The entries are as large and look as those of chats do, and vary in what usage tells; their hashes are of one of them,
since nothing here reads those. Runs in processes of its own:
`python -m benchmarks.charges URI DATABASE WALLET FIRST LAST ALL` writes the entries FIRST to LAST of ALL.
"""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import bson
from bson.int64 import Int64
from pymongo import MongoClient

from services.ledger import GrantSource, UsageRecord
from services.ledger.commands import Command, GrantTokens, Spend
from services.ledger.entries import Head, input_hash, stage_entry
from services.ledger.object_ids import new_object_id
from services.ledger.rules import Transition, apply
from services.ledger.state import EMPTY

__all__ = ["BEGIN", "END", "FIRST_SEQ", "MODELS", "charge", "template"]

BEGIN, END = datetime(2025, 10, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC)
FIRST_SEQ = 1_000
"""Entries before are those of signing up."""
MODELS = ("gpt-4o-mini", "gpt-4o", "claude-sonnet", "llama-3", "qwen-vl")
CHARGES_OF_A_CONVERSATION = 20
CONVERSATIONS_AT_ONCE = 8
_BATCH = 1_000
_YEAR_MS = (END - BEGIN) // timedelta(milliseconds=1)
_RATES = {"input": 150_000, "output": 600_000, "cache_read": 75_000, "cache_write": 150_000, "reasoning": 600_000}
_USAGE = UsageRecord(
    "chat", "gpt-4o-mini", "openai", "con_0123456789abcdefghjkmnpqrs", "msg_0123456789abcdefghjkmnpqrs",
    "req_0123456789", 120, 340, 10, 5, 20, price_version="p2-0123456789abcdef", rates=_RATES,
)  # fmt: skip


def template(wallet: str) -> dict[str, Any]:
    """An entry as the ledger makes it, of which all others are made."""
    head: Head | None = None
    encoded = b""
    commands: list[Command] = [GrantTokens(GrantSource.PURCHASE, 10**15, None, "pay_1"), Spend(3, _USAGE)]
    for number, command in enumerate(commands):
        transition = apply(head.state if head else EMPTY, command, BEGIN, number + 1)
        if not isinstance(transition, Transition):
            raise transition
        fingerprint = input_hash(command.kind, command.fingerprint())
        entry = stage_entry(wallet, f"chat:{number:032}", fingerprint, command, transition, head, BEGIN)
        head, encoded = entry.head, bytes(entry.encoded.raw)
    return dict(bson.decode(encoded))


def charge(entry: dict[str, Any], number: int, total: int) -> dict[str, Any]:
    """The charge `number` (from 0 on) of `total`, which are spread over the year."""
    model = (number * 7 + number // 11) % len(MODELS)
    turn = number // (CHARGES_OF_A_CONVERSATION * CONVERSATIONS_AT_ONCE)
    usage = entry["usage"] | {
        "model": MODELS[model],
        "provider": "openai" if model < 2 else "openrouter",  # noqa: PLR2004 - the first two are OpenAI's
        "kind": "ticket" if number % 97 == 0 else "chat",
        "conversation_id": f"con_{turn:020}{number % CONVERSATIONS_AT_ONCE:06}",
        "input_tokens": Int64(100 + number % 977),
        "output_tokens": Int64(50 + number % 499),
    }
    return entry | {
        "_id": new_object_id(),
        "seq": Int64(FIRST_SEQ + number),
        "key": f"chat:{number:032}",
        "at": BEGIN + timedelta(milliseconds=_YEAR_MS * number // total),
        "changes": [entry["changes"][0] | {"amount": Int64(1 + number % 1_009)}],
        "usage": usage,
    }


def fill(uri: str, database: str, wallet: str, first: int, last: int, total: int) -> None:
    """Write the charges `first` to `last`, without the latter."""
    entry = template(wallet)
    with MongoClient[dict[str, Any]](uri, w=1) as client:
        collection = client[database]["ledger_entries"]
        for begin in range(first, last, _BATCH):
            end = min(begin + _BATCH, last)
            collection.insert_many([charge(entry, number, total) for number in range(begin, end)], ordered=False)


if __name__ == "__main__":
    fill(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]))
