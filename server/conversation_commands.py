"""`tokentill recount-conversations`. It runs beside a server, or starts its database for the time."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from database.setup import Database, set_up
from server.command_line import DataDir, settings_of
from server.on_database import failures_told, on_database, require_database
from server.progress import progress_bar
from services.chat.recount import RecountReport, recount

__all__ = ["recount_conversations"]

WRONG_TOTALS = 1


def recount_conversations(
    fix: Annotated[bool, typer.Option("--fix", help="Store what was counted.")] = False,  # noqa: FBT002 - a flag is what it is
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - as above
    data_dir: DataDir = None,
) -> None:
    """Count every conversation's messages, tokens and cost again, and compare them with its totals.

    Nothing is changed without --fix. Exit 0 when all totals are right or put right, 1 when some are left that are not.
    It may run beside a server.
    """
    settings = settings_of(data_dir)

    async def work(database: Database) -> RecountReport:
        await set_up(database)
        total = await database["conversations"].estimated_document_count()
        with progress_bar("Conversations", total) as progress:
            return await recount(fix=fix, progress=progress)

    with failures_told():
        require_database(settings)
        report = on_database(settings, work)
    _print(report, as_json=as_json)
    raise typer.Exit(0 if report.clean else WRONG_TOTALS)


def _print(report: RecountReport, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a line for each that was wrong and one that counts."""
    if as_json:
        sys.stdout.write(json.dumps(report.to_document()) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for each in report.wrong:
        colour, end = ("green", " Put right.") if each.fixed else ("red", "")
        console.print(f"[{colour}]{each.conversation_id}[/{colour}] has {each.stored}; counted {each.counted}.{end}")
    if report.found > len(report.wrong):
        console.print(f"… and {report.found - len(report.wrong)} more")
    counts = f"{report.found} wrong, {report.fixed} put right, {report.left} left"
    console.print(
        f"{'Clean' if report.clean else 'Not clean'}: {counts}; {report.conversations} conversations counted."
    )
