"""Writes a checkpoint."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pymongo.asynchronous.database import AsyncDatabase

from services.ledger.audit.reading import LedgerReader
from services.ledger.checkpoint.errors import CheckpointError
from services.ledger.checkpoint.form import TYPE, VERSION, line_of, signed_text

__all__ = ["export_checkpoint"]


async def export_checkpoint(
    database: AsyncDatabase[dict[str, Any]],
    write: Callable[[bytes], object],
    *,
    key: Ed25519PrivateKey,
    now: datetime,
) -> int:
    """Write the newest entry of every wallet and the signature, line by line; the number of wallets.

    Writers may run: each wallet's line is its newest entry at some moment of the export. Raises CheckpointError for a
    wallet whose newest entry has no sequence number or hash, and PyMongoError.
    """
    digest = hashlib.sha256()

    def put(line: bytes) -> None:
        digest.update(line)
        write(line)

    put(
        line_of({"type": TYPE, "version": VERSION, "database": database.name, "at": now.isoformat("T", "milliseconds")})
    )
    wallets = 0
    async for bounds in LedgerReader(database).bounds():
        for bound in bounds:
            if not bound.readable or not isinstance(bound.hash, str):
                raise CheckpointError(f"The newest entry of wallet {bound.wallet!r} is damaged; run the audit")
            put(line_of({"wallet": bound.wallet, "seq": int(bound.seq), "hash": bound.hash}))
        wallets += len(bounds)
    sha256 = digest.hexdigest()
    signature = base64.b64encode(key.sign(signed_text(wallets, sha256))).decode("ascii")
    end = {"type": "signature", "algorithm": "Ed25519", "wallets": wallets, "sha256": sha256, "signature": signature}
    write(line_of(end))
    return wallets
