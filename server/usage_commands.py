"""`tokentill rebuild-usage`. It runs beside a server, or starts its database for the time."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from database.setup import Database, set_up
from server.command_line import DataDir, settings_of
from server.on_database import failures_told, on_database, require_database
from server.progress import progress_bar
from services.usage.rebuild import RebuildReport
from services.usage.rebuild import rebuild_usage as rebuild

__all__ = ["rebuild_usage"]

WRONG_SUMS = 1


def rebuild_usage(
    wallet: Annotated[str | None, typer.Option(help="Only this wallet.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only compare; change nothing.")] = False,  # noqa: FBT002 - a flag is what it is
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - as above
    data_dir: DataDir = None,
) -> None:
    """Sum usage up again from the ledger, and compare it with the sums that are kept for statistics.

    What is missing is made and what is wrong is put right, unless --check is given. Exit 1 when something is wrong and
    was left. It may run beside servers.
    """
    settings = settings_of(data_dir)

    async def work(database: Database) -> RebuildReport:
        await set_up(database)
        total = await database["ledger_entries"].estimated_document_count()
        with progress_bar("Entries", None if wallet else total) as progress:
            return await rebuild(database, wallet=wallet, fix=not check, progress=progress)

    with failures_told():
        require_database(settings)
        report = on_database(settings, work)
    _print(report, as_json=as_json)
    raise typer.Exit(0 if report.clean else WRONG_SUMS)


def _print(report: RebuildReport, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a line for each that was wrong and one that counts."""
    if as_json:
        sys.stdout.write(json.dumps(report.to_document()) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for each in report.wrong:
        colour, end = ("green", " Put right.") if report.fix else ("red", "")
        console.print(f"[{colour}]{each.wallet}[/{colour}]: {each.what} is not as the ledger says.{end}")
    if report.found > len(report.wrong):
        console.print(f"… and {report.found - len(report.wrong)} more")
    console.print(
        f"{'Clean' if report.clean else 'Not clean'}: {report.found} wrong, {report.made} made; {report.runs} runs and "
        f"{report.days} days of {report.wallets} wallets compared."
    )
