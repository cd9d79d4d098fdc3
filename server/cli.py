"""The command `tokentill`."""

import importlib.metadata
import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pymongo.errors import PyMongoError

from database.embedded import EmbeddedMongoError
from database.mongod_binary import MongodNotFoundError
from database.setup import DatabaseSetupError
from server import auditing
from server.logs import configure_logs
from services.catalog.errors import CatalogError
from settings import Settings, SettingsError, load_settings

__all__ = ["app"]

WRONG_SETTINGS = 2
NOT_STARTED = 3

app = typer.Typer(
    name="tokentill",
    help="Sells, gives and meters AI tokens over GraphQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DataDir = Annotated[Path | None, typer.Option(help="Folder of the embedded database and generated secrets.")]


@app.command()
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
    settings = _settings(data_dir)
    from server import serving  # noqa: PLC0415 - the other commands start faster without it

    simulated_port = stripe_port or (port + 1 if port < 65_535 else port - 1)  # noqa: PLR2004 - the last port
    try:
        serving.serve(settings, serving.ServeOptions(host, port, simulated_port, workers, reload))
    except (MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, CatalogError, ValueError, OSError) as error:
        _fail(str(error), NOT_STARTED)
    except PyMongoError as error:
        _fail(f"The database cannot be used: {error}", NOT_STARTED)


@app.command("simulate-stripe")
def simulate_stripe(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 12_111,
    webhook: Annotated[str | None, typer.Option(help="Address that events are sent to.")] = None,
    secret: Annotated[
        str, typer.Option(envvar="STRIPE_WEBHOOK_SECRET", help="Signs the events.", show_default=False)
    ] = "whsec_simulated",  # noqa: S107 - it guards nothing but a simulation
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    state: Annotated[Path | None, typer.Option(help="File that keeps its state over a restart.")] = None,
) -> None:
    """Run a simulated Stripe: its API, signed webhooks, and a page on which a person pays or declines."""
    from gateways.simulated.app import run  # noqa: PLC0415 - as above
    from gateways.simulated.options import SimulatorRefusedError  # noqa: PLC0415 - as above

    try:
        run(port, webhook, secret, state, host)
    except (SimulatorRefusedError, ValueError) as error:
        _fail(str(error), WRONG_SETTINGS)


@app.command()
def audit(
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,  # noqa: FBT002 - as above
    data_dir: DataDir = None,
    wallet: Annotated[str | None, typer.Option(help="Only this wallet.")] = None,
) -> None:
    """Recompute every wallet from its entries; exit 1 and name wallet and entry when something does not add up.

    It may run beside a server: it uses the database that runs on the data folder, or starts it for the time.
    """
    try:
        report = auditing.audit(_settings(data_dir), wallet)
    except (MongodNotFoundError, EmbeddedMongoError, OSError) as error:
        _fail(str(error), NOT_STARTED)
    except PyMongoError as error:
        _fail(f"The database cannot be used: {error}", NOT_STARTED)
    auditing.print_report(report, as_json=as_json)
    raise typer.Exit(0 if report.clean else 1)


@app.callback(invoke_without_command=True)
def main(
    *, version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and end.")] = False
) -> None:
    """Sells, gives and meters AI tokens over GraphQL."""
    if version:
        typer.echo(importlib.metadata.version("tokentill"))
        raise typer.Exit


def _settings(data_dir: Path | None) -> Settings:
    """The settings, with what the command line says; every problem is printed when they are wrong."""
    environment = dict(os.environ)
    if data_dir is not None:
        environment["DATA_DIR"] = str(data_dir)
    try:
        settings = load_settings(environment, warn=lambda sentence: typer.echo(f"Setting {sentence}", err=True))
    except SettingsError as error:
        _fail(str(error), WRONG_SETTINGS)
    configure_logs(settings)
    return settings


def _fail(message: str, code: int) -> NoReturn:
    typer.secho(message, err=True, fg=typer.colors.RED)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
