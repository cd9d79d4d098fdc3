"""Fills a ledger with valid chained entries, several times faster than servers would: as the rules say, but in batches.

Runs in processes of its own: `python -m benchmarks.filling URI DATABASE NAME WALLETS SECONDS` prints how many small
wallets it made.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient

from services.ledger import GrantSource, UsageRecord
from services.ledger.commands import Command, GrantTokens, Spend
from services.ledger.entries import Head, StagedEntry, input_hash, stage_entry
from services.ledger.rules import Transition, apply
from services.ledger.state import EMPTY

__all__ = ["SMALL_WALLET_ENTRIES", "deep_wallet", "fill", "small_wallet"]

SMALL_WALLET_ENTRIES = 20
WALLETS_OF_A_BATCH = 25
_ROOM_BYTES = 10 * 10**9
"""Disk that is left free."""
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_GRANT = GrantTokens(GrantSource.PURCHASE, 10**12, None, "pay_0123456789abcdefghjkmnpqrs")
_USAGE = UsageRecord("chat", "model-a", "offline", "con_1", "msg_1", "req_1", 120, 340, price_version="p1")


def deep_wallet(name: str) -> str:
    """The wallet that has half of the entries of one filling."""
    return f"wal_{name}_deep"


def small_wallet(name: str, number: int) -> str:
    """One of the wallets that share the other half."""
    return f"wal_{name}_{number:09}"


def fill(uri: str, database: str, name: str, wallets: int, seconds: float) -> int:
    """Make small wallets, and as many entries again in the deep one, until time or disk is used up."""
    end = time.monotonic() + seconds
    deep = _chain(deep_wallet(name))
    made = 0
    with MongoClient[dict[str, object]](uri, w=1) as client:
        collection = client[database]["ledger_entries"]
        while made < wallets and time.monotonic() < end and _disk_left():
            batch: list[RawBSONDocument] = []
            for number in range(made, min(made + WALLETS_OF_A_BATCH, wallets)):
                small = _chain(small_wallet(name, number))
                for _ in range(SMALL_WALLET_ENTRIES):
                    batch += (next(small).encoded, next(deep).encoded)
                made = number + 1
            collection.insert_many(batch, ordered=False)
    return made


def _disk_left() -> bool:
    return shutil.disk_usage(tempfile.gettempdir()).free > _ROOM_BYTES


def _chain(wallet: str) -> Iterator[StagedEntry]:
    """A grant, and then spends for ever, every second one with a usage record."""
    head: Head | None = None
    for number in count():
        at = _BEGIN + timedelta(seconds=number)
        command: Command = Spend(3, _USAGE if number % 2 else None) if number else _GRANT
        transition = apply(head.state if head else EMPTY, command, at, number + 1)
        if not isinstance(transition, Transition):
            raise transition
        fingerprint = input_hash(command.kind, command.fingerprint())
        entry = stage_entry(wallet, f"chat:{number:032}", fingerprint, command, transition, head, at)
        head = entry.head
        yield entry


if __name__ == "__main__":
    print(fill(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5])))
