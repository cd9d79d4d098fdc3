"""`tokentill rebuild-overview`. It runs beside a server, or starts its database for the time."""

import typer

from database.clock import DatabaseClock
from database.setup import Database, set_up
from server.command_line import DataDir, settings_of
from server.on_database import failures_told, on_database, require_database
from server.progress import progress_bar
from services.overview import Quarters

__all__ = ["rebuild_overview"]

_AT_ONCE = 50


def rebuild_overview(data_dir: DataDir = None) -> None:
    """Sum up anew what `overview` shows of replies, as far back as their outcomes are kept: 35 days.

    It may run beside a server, or be broken off: what is left is gone on with.
    """
    settings = settings_of(data_dir)

    async def work(database: Database) -> int:
        await set_up(database)
        clock = DatabaseClock(database.client)
        await clock.refresh()
        quarters = Quarters(clock)
        await quarters.begin_again()
        done = 0
        with progress_bar("Quarters of an hour", None) as progress:
            while found := await quarters.sweep(_AT_ONCE):
                done += found
                if progress is not None:
                    progress(done)
        return done

    with failures_told():
        require_database(settings)
        done = on_database(settings, work)
    typer.echo(f"{done} quarters of an hour with replies were summed up anew.")
