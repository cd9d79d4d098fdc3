"""`tokentill serve`."""

from typing import Annotated

import typer
from pymongo.errors import PyMongoError

from database.embedded import EmbeddedMongoError
from database.mongod_binary import MongodNotFoundError
from database.setup import DatabaseSetupError
from server.command_line import NOT_STARTED, WRONG_SETTINGS, DataDir, fail, settings_of
from server.database_failures import database_failure
from settings import SettingsError

__all__ = ["serve"]


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
    data_dir: DataDir = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
    reload: Annotated[bool, typer.Option("--reload", help="Start again when a source file changes.")] = False,  # noqa: FBT002 - a flag is what it is
    stripe_port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="Port of the simulated Stripe; PORT+1 when not given.")
    ] = None,
) -> None:
    """Start the server, with an embedded MongoDB and a simulated Stripe where the settings name none."""
    settings = settings_of(data_dir)
    from server import serving  # noqa: PLC0415 - the help needs no server

    simulated_port = stripe_port or (port + 1 if port < 65_535 else port - 1)  # noqa: PLR2004 - the last port
    try:
        serving.serve(settings, serving.ServeOptions(host, port, simulated_port, workers, reload))
    except SettingsError as error:
        fail(str(error), WRONG_SETTINGS)
    except (MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, ValueError, OSError) as error:
        fail(str(error), NOT_STARTED)
    except PyMongoError as error:
        fail(database_failure(error), NOT_STARTED)
