"""`tokentill rotate-signing-key`. It runs beside servers, or starts the database for the time."""

from typing import Annotated

import typer

from database.clock import DatabaseClock
from database.setup import Database, set_up
from models.signing_key import SigningKey
from server.command_line import NOT_STARTED, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from services.identity.key_rotation import RotationUnderWayError
from services.identity.key_rotation import rotate_signing_key as rotate

__all__ = ["rotate_signing_key"]


Now = Annotated[bool, typer.Option("--now", help="The key leaked: end every access token at once. Clients refresh.")]


def rotate_signing_key(*, now: Now = False, data_dir: DataDir = None) -> None:
    """Sign access tokens with a new key. No token is refused for it, on any server, and none needs a restart."""
    settings = settings_of(data_dir)

    async def work(database: Database) -> SigningKey:
        await set_up(database)
        clock = DatabaseClock(database.client)
        await clock.refresh()
        return await rotate(clock, now=now)

    with failures_told():
        require_database(settings)
        try:
            key = on_database(settings, work)
        except RotationUnderWayError:
            fail("Another rotation was begun a moment ago; nothing was done.", NOT_STARTED)
    typer.echo(f"{key.id} signs from {key.signs_from:%Y-%m-%d %H:%M:%S} UTC on.")
    if now:
        typer.echo(
            "The keys before it end within 5 s; access tokens that they signed are refused, and clients refresh."
        )
    else:
        seconds = settings.access_token_seconds
        typer.echo(f"What the key before it signed stays good until it runs out, {seconds} s later at most.")
