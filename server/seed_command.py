"""`tokentill seed demo`."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from database.setup import Database, set_up
from server.command_line import WRONG_SETTINGS, DataDir, fail, settings_of
from server.demo.seeding import ADMIN_EMAIL, PASSWORD, DemoSeeded, seed_demo
from server.on_database import failures_told, on_database
from server.progress import progress_bar
from settings import Environment

__all__ = ["seed"]

seed = typer.Typer(
    name="seed", help="Fill a database with what was made up.", no_args_is_help=True, add_completion=False
)


class _NotEmptyError(Exception):
    """Somebody is there already."""


@seed.callback()
def _seed() -> None:
    """Fill a database with what was made up."""


@seed.command()
def demo(
    people: Annotated[int, typer.Option(min=1, max=100_000, help="How many sign up within the year.")] = 500,
    number: Annotated[int, typer.Option("--seed", help="Another number makes another business.")] = 1,
    until: Annotated[
        str | None, typer.Option(help="The day that the year ends with, as 2026-03-01; today when not given.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Make a believable business up: a year of people, purchases, chats, plans, refunds, promo codes and disputes.

    Wallets are moved by the real ledger. Refused in production, and in a database that has users. Start the server
    afterwards; everybody's password is printed.
    """
    settings = settings_of(data_dir)
    if settings.environment is Environment.PRODUCTION:
        fail("ENVIRONMENT is production: nothing is made up.", WRONG_SETTINGS)
    end = _day(until)
    began = time.monotonic()

    async def work(database: Database) -> DemoSeeded:
        await set_up(database)
        if await database["users"].count_documents({}, limit=1):
            raise _NotEmptyError
        with progress_bar("People", people) as progress:
            return await seed_demo(database, settings, seed=number, people=people, end=end, progress=progress)

    with failures_told():
        try:
            made = on_database(settings, work)
        except _NotEmptyError:
            fail("The database has users already; `tokentill reset` empties it.", WRONG_SETTINGS)
    typer.echo(
        f"{made.people} people, {made.payments} payments, {made.invoices} invoices, {made.replies} replies, "
        f"{made.entries} entries of the ledger in {time.monotonic() - began:.0f} s"
    )
    typer.echo(f"Sign in as {ADMIN_EMAIL} or anybody else with the password: {PASSWORD}")


def _day(text: str | None) -> datetime:
    """The begin of the day, in UTC."""
    if text is None:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        fail(f"--until: {text!r} is no day such as 2026-03-01", WRONG_SETTINGS)
