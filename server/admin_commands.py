"""`tokentill reset-admin-password`. It runs beside a server, or starts its database for the time."""

from typing import Annotated

import typer

from database.setup import Database, set_up
from server.command_line import WRONG_SETTINGS, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from services.api_keys.service import ApiKeys
from services.clock import system_clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.admin_password import reset_admin_password as reset
from services.identity.passwords import PasswordKeeper
from services.identity.sessions import Sessions

__all__ = ["reset_admin_password"]


def reset_admin_password(
    email: Annotated[str | None, typer.Argument(help="The admin's e-mail; ADMIN_EMAIL when not given.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Give an admin a new random password, printed once, and end that admin's sessions and API keys.

    It may run beside a server, which hears of it within 2 s.
    """
    settings = settings_of(data_dir)
    address = email or settings.admin_email
    sessions = Sessions(life_seconds=settings.refresh_token_seconds, clock=system_clock)

    async def work(database: Database) -> str:
        await set_up(database)
        passwords = PasswordKeeper()
        try:
            return await reset(
                address, passwords=passwords, sessions=sessions, api_keys=ApiKeys(system_clock), clock=system_clock
            )
        finally:
            passwords.close()

    with failures_told():
        require_database(settings)
        try:
            password = on_database(settings, work)
        except NotFoundError:
            fail(f"No admin has the e-mail {address}", WRONG_SETTINGS)
        except InvalidInputError as error:
            fail(str(error), WRONG_SETTINGS)
    typer.echo(f"Admin e-mail    {address}\nAdmin password  {password}")
    typer.echo("The password is shown this once; the admin's sessions and API keys have ended.", err=True)
