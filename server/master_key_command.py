"""`tokentill rotate-master-key`. It runs beside servers, or starts the database for the time."""

import typer

from database.setup import Database, set_up
from server.command_line import NOT_STARTED, WRONG_SETTINGS, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from services.sealing import Sealing, SealingOffError
from services.sealing.rotation import Rotation
from services.sealing.rotation import rotate_master_key as rotate

__all__ = ["rotate_master_key"]

UNREADABLE = 1


def rotate_master_key(*, data_dir: DataDir = None) -> None:
    """Seal every secret of the database anew under MASTER_KEY. Keys of OTHER_MASTER_KEYS may go afterwards.

    It may be broken off and run again. Exit code 1: some secrets cannot be opened; they are named, and were left.
    """
    settings = settings_of(data_dir)

    async def work(database: Database) -> Rotation:
        await set_up(database)
        return await rotate(database, sealing)

    with failures_told():
        require_database(settings)
        try:
            sealing = Sealing.from_settings(settings)
            done = on_database(settings, work)
        except (SealingOffError, ValueError) as error:
            fail(str(error), WRONG_SETTINGS if isinstance(error, SealingOffError) else NOT_STARTED)
    typer.echo(f"{done.sealed_anew} secrets sealed anew under {sealing.key_id}, {done.current_before} were already.")
    if done.unreadable:
        fail("\n".join(["Not opened, and left as they are:", *done.unreadable]), UNREADABLE)
