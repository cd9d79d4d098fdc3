"""`tokentill bans` and `unban`. They run beside a server, or start its database for the time."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from database.setup import Database, set_up
from models.ban import Ban
from server.command_line import COMMAND_LINE, WRONG_SETTINGS, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from server.rate_limit_store import close_store, rate_limit_store
from services.clock import system_clock
from services.errors import NotFoundError
from services.paging import PageRequest
from services.rate_limits import RateLimits

__all__ = ["bans", "unban"]

PAGE_ROWS = 100

Result = TypeVar("Result")


def bans(data_dir: DataDir = None) -> None:
    """List who is banned: id, kind, subject, the limit that was passed, bans in a row, and until when."""
    for ban in _run(data_dir, _all):
        columns = (ban.id, ban.kind.value, ban.subject, ban.limit, str(ban.in_a_row), f"{ban.until:%Y-%m-%d %H:%M} UTC")
        typer.echo("\t".join(columns))


def unban(
    subject: Annotated[str, typer.Argument(help="An address, the id of a user or of an API key, or a ban's id.")],
    data_dir: DataDir = None,
) -> None:
    """End a ban before its time. Servers hear of it within 2 s."""

    async def lift(limits: RateLimits) -> Ban:
        ban = await limits.find_ban(subject)
        await limits.lift_ban(COMMAND_LINE, ban.id)
        return ban

    try:
        ban = _run(data_dir, lift)
    except NotFoundError:
        fail(f"{subject} is not banned", WRONG_SETTINGS)
    typer.echo(f"{ban.subject} is not banned any more.")


async def _all(limits: RateLimits) -> list[Ban]:
    found: list[Ban] = []
    has_next = True
    while has_next:
        page = await limits.bans(PageRequest(PAGE_ROWS, found[-1].id if found else None))
        found += page.rows
        has_next = page.has_next
    return found


def _run(data_dir: Path | None, work: Callable[[RateLimits], Awaitable[Result]]) -> Result:
    settings = settings_of(data_dir)

    async def on(database: Database) -> Result:
        await set_up(database)
        store = rate_limit_store(settings, database, system_clock)
        try:
            return await work(RateLimits(settings, system_clock, store))
        finally:
            await close_store(store)

    with failures_told():
        require_database(settings)
        return on_database(settings, on)
