"""`tokentill backup`, `restore` and `reset`."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console

from database.archive.errors import ArchiveError
from database.archive.form import Totals
from database.archive.reading import RESTORING, check_archive, restore_archive
from database.archive.writing import write_archive
from database.embedded import embedded_mongo
from database.setup import Database, set_up
from server.command_line import NOT_STARTED, WRONG_SETTINGS, DataDir, fail, settings_of
from server.ledger_printing import print_report
from server.on_database import failures_told, on_database, require_database
from server.progress import progress_bar
from services.ledger.audit import AuditReport, audit_ledger
from settings import Environment, Settings

__all__ = ["backup", "reset", "restore"]

_SIMULATORS = ("simulated-stripe.sqlite", "simulated-razorpay.sqlite")
ArchiveFile = Annotated[Path, typer.Argument(help="The archive: one file, which holds all that the database holds.")]


def backup(file: ArchiveFile, data_dir: DataDir = None) -> None:
    """Write the whole database, as it is at one moment, into a new file. Servers may go on meanwhile.

    The file has hashed passwords and everything that people wrote in it: keep it as you keep the database.
    """
    settings = settings_of(data_dir)
    began = time.monotonic()

    async def work(database: Database) -> dict[str, Totals]:
        names = await database.list_collection_names()
        total = sum([await database[name].estimated_document_count() for name in names])
        with _new_file(file) as out, progress_bar("Documents", total) as progress:
            return await write_archive(database, out, progress)

    with failures_told():
        require_database(settings)
        try:
            totals = on_database(settings, work)
        except ArchiveError as error:
            fail(str(error), NOT_STARTED)
    _tell("written to", file, totals, began)


def restore(file: ArchiveFile, data_dir: DataDir = None) -> None:
    """Fill an empty database from a backup, compare it with the backup, make its indexes, and audit it.

    Exit 0 when the audit is clean, 1 when it is not. No server may run on the database meanwhile.
    """
    settings = settings_of(data_dir)
    began = time.monotonic()

    async def work(database: Database) -> tuple[dict[str, Totals], AuditReport]:
        expected = sum(each.documents for each in check_archive(file).values())
        with progress_bar("Documents", expected) as progress:
            totals = await restore_archive(database, file, progress)
        await set_up(database)
        _tell("restored from", file, totals, began)
        entries = await database["ledger_entries"].estimated_document_count()
        with progress_bar("Entries", entries) as progress:
            return totals, await audit_ledger(database, progress=progress)

    with failures_told():
        try:
            _, report = on_database(settings, work)
        except ArchiveError as error:
            fail(str(error), NOT_STARTED)
    print_report(report, as_json=False)
    raise typer.Exit(0 if report.clean else 1)


def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - a flag is what it is
    data_dir: DataDir = None,
) -> None:
    """Remove everything from the database, and what the simulated gateways know.

    Refused in production, but for what a restore that was broken off left there.

    No server may run on the database. What is removed cannot be had back but from a backup.
    """
    settings = settings_of(data_dir)
    name = settings.mongodb_database
    if not yes and typer.prompt(f"Everything in the database {name} is removed. Type its name to go on") != name:
        fail("That is not its name; nothing was removed.", WRONG_SETTINGS)

    async def work(database: Database) -> None:
        production = settings.environment is Environment.PRODUCTION
        if production and RESTORING not in await database.list_collection_names():
            fail("ENVIRONMENT is production: nothing is removed.", WRONG_SETTINGS)
        await database.client.drop_database(database.name)

    with failures_told():
        require_database(settings)
        with _own_database(settings) as named:
            on_database(named, work)
            for simulator in _SIMULATORS:
                (settings.data_dir / simulator).unlink(missing_ok=True)
    typer.echo(f"The database {name} is empty.")


@contextmanager
def _own_database(settings: Settings) -> Iterator[Settings]:
    """The settings with the address of their database; an embedded one must not be another process's."""
    if settings.mongodb_uri is not None:
        yield settings
        return
    with embedded_mongo(settings.data_dir, binary=settings.tokentill_mongod) as uri:
        yield Settings(**{**settings.model_dump(exclude_unset=True), "mongodb_uri": uri})


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that nobody else may read, and that appears whole or not at all. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(f"{path} is there already; name a new file")
    part = path.with_name(path.name + ".part")
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # no other's, and no link to elsewhere
    try:
        with os.fdopen(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _tell(how: str, file: Path, totals: dict[str, Totals], began: float) -> None:
    documents, size = sum(each.documents for each in totals.values()), sum(each.size_bytes for each in totals.values())
    Console(highlight=False, soft_wrap=True, stderr=True).print(
        f"{documents} documents of {len(totals)} collections ({size / 1e6:.1f} MB) {how} {file} "
        f"({file.stat().st_size / 1e6:.1f} MB) in {time.monotonic() - began:.1f} s"
    )
