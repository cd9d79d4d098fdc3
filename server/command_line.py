"""What the commands share: settings from the command line, and how a command ends when it cannot go on."""

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from server.logs import configure_logs
from settings import Settings, SettingsError, load_settings

__all__ = ["COMMAND_LINE", "NOT_STARTED", "WRONG_SETTINGS", "DataDir", "fail", "settings_of"]

WRONG_SETTINGS = 2
NOT_STARTED = 3
COMMAND_LINE = "command line"
"""Stands in the log of admins' actions in the place of an admin's id."""

DataDir = Annotated[Path | None, typer.Option(help="Folder of the embedded database and generated secrets.")]


def settings_of(data_dir: Path | None) -> Settings:
    """The settings, with what the command line says; every problem is printed when they are wrong."""
    environment = dict(os.environ)
    if data_dir is not None:
        environment["DATA_DIR"] = str(data_dir)
    try:
        settings = load_settings(environment, warn=lambda sentence: typer.echo(f"Setting {sentence}", err=True))
    except SettingsError as error:
        fail(str(error), WRONG_SETTINGS)
    configure_logs(settings)
    return settings


def fail(message: str, code: int) -> NoReturn:
    """Print `message` in red to standard error and end with `code`."""
    typer.secho(message, err=True, fg=typer.colors.RED)
    raise typer.Exit(code)
