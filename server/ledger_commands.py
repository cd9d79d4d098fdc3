"""`tokentill audit`, `checkpoint` and `statement`. They run beside a server, or start its database for the time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from server import auditing
from server.command_line import WRONG_SETTINGS, DataDir, fail, settings_of
from server.ledger_printing import print_report, print_statement
from server.on_database import failures_told, require_database
from services.ledger.audit import AuditReport, Finding
from services.ledger.checkpoint import CheckpointError, public_pem, signing_key
from services.ledger.checkpoint.errors import CheckpointForgedError
from services.ledger.statement import StatementError

__all__ = ["audit", "checkpoint", "statement"]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FAULT = 1


def audit(
    as_json: AsJson = False,  # noqa: FBT002 - a flag is what it is
    data_dir: DataDir = None,
    wallet: Annotated[str | None, typer.Option(help="Only this wallet.")] = None,
    against: Annotated[Path | None, typer.Option(help="A checkpoint that the ledger must still contain.")] = None,
    public_key: Annotated[
        Path | None, typer.Option(help="PEM file of trusted public keys. Unset: that of our own signing key.")
    ] = None,
) -> None:
    """Recompute every wallet from its entries; exit 1 and name wallet, entry and rule when something is wrong.

    It may run beside a server: it uses the database that runs on the data folder, or starts it for the time.
    """
    settings = settings_of(data_dir)
    with _reasons():
        try:
            report = auditing.audit(settings, wallet, against, public_key)
        except CheckpointForgedError as error:
            report = AuditReport()
            report.add(Finding("", 0, "checkpoint.signature", f"{error}; nothing was read"))
    print_report(report, as_json=as_json)
    raise typer.Exit(0 if report.clean else FAULT)


def checkpoint(
    out: Annotated[Path | None, typer.Option(help="File to write. Unset: standard output.")] = None,
    data_dir: DataDir = None,
    public_key: Annotated[bool, typer.Option("--public-key", help="Print the public key in PEM and end.")] = False,  # noqa: FBT002 - as above
) -> None:
    """Write every wallet's newest entry and sign the list, so that `audit --against` finds what was removed later.

    Keep the file and the public key where nobody can reach both them and the database.
    """
    settings = settings_of(data_dir)
    with _reasons():
        require_database(settings)
        key = signing_key(settings)
        if public_key:
            typer.echo(public_pem(key.public_key()), nl=False)
            return
        with _written(out) as file:
            wallets = auditing.checkpoint(settings, key, file.write)
    typer.echo(f"{wallets} wallets, signed by the key with this public key:", err=True)
    typer.echo(public_pem(key.public_key()), err=True, nl=False)


def statement(
    wallet: Annotated[str, typer.Argument(help="The wallet's id.")],
    start: Annotated[
        str | None, typer.Option("--from", help="ISO 8601; entries from then on. A date is its 0:00 UTC.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="ISO 8601; entries before then.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 - as above
    data_dir: DataDir = None,
) -> None:
    """Print what a wallet held, each entry with what it moved, and what it held then; exit 1 if it does not add up."""
    settings = settings_of(data_dir)
    moments = _moment("--from", start), _moment("--to", end)
    with _reasons():
        found = auditing.statement(settings, wallet, *moments)
    print_statement(found, as_json=as_json)
    if not found.adds_up:
        fail("Opening and entries do not give closing; run the audit.", FAULT)


def _moment(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        fail(
            f"{option}: {text!r} is no date or time in ISO 8601, such as 2026-03-01 or 2026-03-01T12:00:00Z",
            WRONG_SETTINGS,
        )


@contextmanager
def _written(path: Path | None) -> Iterator[BinaryIO]:
    """The file, which appears whole or not at all; or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _reasons() -> Iterator[None]:
    """Say in a sentence why a command cannot go on."""
    with failures_told():
        try:
            yield
        except (CheckpointError, StatementError) as error:
            fail(str(error), WRONG_SETTINGS)
