"""`tokentill erase-user`. It runs beside a server, or starts its database for the time."""

from typing import Annotated

import typer

from database.setup import Database, set_up
from server.command_line import COMMAND_LINE, WRONG_SETTINGS, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from services.admin.actions import AdminActions
from services.clock import system_clock
from services.erasure import ErasureMarks
from services.erasure.errors import ErasureError
from services.errors import InvalidInputError, NotFoundError
from services.identity.erased_addresses import ErasedAddresses
from services.identity.errors import LastAdminError
from services.identity.signing_secret import signing_secret

__all__ = ["erase_user"]

Who = Annotated[str, typer.Argument(help="The user's e-mail, or id; a guest has only that.")]
Reason = Annotated[str, typer.Option(help="Why, for the record of admin actions: 1 to 500 characters.")]


def erase_user(who: Who, reason: Reason, data_dir: DataDir = None) -> None:
    """Delete a user's account for good, whatever is owed or disputed. A server does what is left within minutes."""
    settings = settings_of(data_dir)

    async def work(database: Database) -> str:
        await set_up(database)
        addresses = ErasedAddresses(signing_secret=signing_secret(settings), clock=system_clock)
        marks = ErasureMarks(AdminActions(system_clock), addresses, system_clock)
        return await marks.erase(COMMAND_LINE, who, reason)

    with failures_told():
        require_database(settings)
        try:
            user_id = on_database(settings, work)
        except NotFoundError:
            fail(f"Nobody has the e-mail or id {who}", WRONG_SETTINGS)
        except (InvalidInputError, ErasureError, LastAdminError) as error:
            fail(str(error), WRONG_SETTINGS)
    typer.echo(f"{user_id} is out; a server removes what is left within minutes.")
