"""`tokentill migrate`. It runs beside a server, or starts its database for the time."""

from typing import Annotated

import typer

from database.migrations.errors import MigrationError
from database.migrations.listing import Change
from database.migrations.running import migrate as carry_out
from database.migrations.running import standings
from database.setup import Database
from server.command_line import NOT_STARTED, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from server.progress import progress_bar

__all__ = ["migrate"]


def migrate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what is left to do.")] = False,  # noqa: FBT002 - a flag is what it is
    to: Annotated[int | None, typer.Option(min=1, help="The last migration to carry out; all when not given.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Change an older database as this version needs it; what was broken off is gone on with.

    `serve` does by itself what takes some seconds. For what takes longer stop the servers, back up, and run this.
    """
    settings = settings_of(data_dir)

    async def work(database: Database) -> list[Change]:
        for each in await standings(database):
            state = f"done {each.finished_at:%Y-%m-%d %H:%M}" if each.finished_at else f"left ({each.done} rows so far)"
            typer.echo(f"{each.change.number:4} {each.change.name:35} {state}")
            if each.finished_at is None:
                typer.echo(f"     {each.change.description}")
        if dry_run:
            return []
        with progress_bar("Rows", None) as progress:
            return await carry_out(database, to=to, progress=progress)

    with failures_told():
        require_database(settings)
        try:
            done = on_database(settings, work)
        except MigrationError as error:
            fail(str(error), NOT_STARTED)
    if not dry_run:
        typer.echo(f"{len(done)} migrations carried out.")
