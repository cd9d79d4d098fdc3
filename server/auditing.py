"""Runs what reads the whole ledger."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from database.setup import Database
from server.on_database import on_database, require_database
from server.progress import progress_bar
from services.clock import system_clock
from services.ledger.audit import AuditReport, audit_ledger
from services.ledger.checkpoint import Checkpoint, export_checkpoint, read_public_keys, signing_key
from services.ledger.statement import Statement, read_statement
from settings import Settings

__all__ = ["audit", "checkpoint", "statement"]


def audit(settings: Settings, wallet: str | None, against: Path | None, public_key: Path | None) -> AuditReport:
    """Audit every wallet, or one, with a progress bar on standard error where that is a terminal.

    Raises MongodNotFoundError, EmbeddedMongoError, PyMongoError, CheckpointError and OSError.
    """
    require_database(settings)
    trusted = None
    if against is not None:
        keys = [signing_key(settings, make=False).public_key()] if public_key is None else read_public_keys(public_key)
        trusted = Checkpoint(against, keys)

    async def work(database: Database) -> AuditReport:
        total = await database["ledger_entries"].estimated_document_count()
        with progress_bar("Entries", None if wallet else total) as progress:
            return await audit_ledger(database, wallet=wallet, against=trusted, progress=progress)

    return on_database(settings, work)


def checkpoint(settings: Settings, key: Ed25519PrivateKey, write: Callable[[bytes], object]) -> int:
    """Write a checkpoint; the number of its wallets. Raises what `audit` does."""
    return on_database(settings, lambda database: export_checkpoint(database, write, key=key, now=system_clock()))


def statement(settings: Settings, wallet: str, start: datetime | None, end: datetime | None) -> Statement:
    """A wallet's statement. Raises what `audit` does, and StatementError."""
    require_database(settings)
    return on_database(settings, lambda database: read_statement(database, wallet, start, end))
