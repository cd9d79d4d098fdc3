"""A wallet with charges in few statements, for tests of what is summed up."""

from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64

from database.setup import Database

__all__ = ["every", "write_charges"]


async def write_charges(
    database: Database, wallet: str, moments: list[datetime], *, first: int = 1, **usage: Any
) -> None:
    """One charge of one token at each moment, with `usage`; entries as the ledger stores them, without a state."""
    counts = dict.fromkeys(
        ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens"), Int64(1)
    )
    rows = [
        {
            "v": 1,
            "wallet": wallet,
            "seq": Int64(number),
            "key": f"k{number}",
            "input_hash": "",
            "kind": "spend",
            "at": at,
            "changes": [{"op": "spend", "amount": Int64(1)}],
            "usage": {"kind": "chat", "model": "a", "conversation_id": f"c{number % 3}", **counts, **usage},
            "prev_hash": "",
            "hash": "",
        }
        for number, at in enumerate(moments, first)
    ]
    await database["ledger_entries"].insert_many(rows)


def every(step: timedelta, since: datetime, until: datetime) -> list[datetime]:
    """Moments from `since` on and before `until`, so far apart."""
    return [since + number * step for number in range(-(-(until - since) // step))]
