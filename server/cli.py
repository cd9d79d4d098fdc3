"""The command `tokentill`."""

import importlib.metadata
import tomllib
from pathlib import Path
from typing import Annotated

import typer
from pymongo.errors import PyMongoError

from database.embedded import EmbeddedMongoError
from database.mongod_binary import MongodNotFoundError
from database.setup import DatabaseSetupError
from server import (
    admin_commands,
    archive_commands,
    conversation_commands,
    erase_command,
    key_commands,
    ledger_commands,
    master_key_command,
    migration_command,
    overview_commands,
    payment_commands,
    persist_command,
    seed_command,
    usage_commands,
)
from server.admin import group as admin_group
from server.command_line import NOT_STARTED, WRONG_SETTINGS, DataDir, fail, settings_of
from server.database_failures import database_failure
from settings import SettingsError, load_environment

__all__ = ["app"]

PROJECT_FILE = Path(__file__).parents[1] / "pyproject.toml"

app = typer.Typer(
    name="tokentill",
    help="Sells, gives and meters AI tokens over GraphQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
    settings = settings_of(data_dir)
    from server import serving  # noqa: PLC0415 - the other commands start faster without it

    simulated_port = stripe_port or (port + 1 if port < 65_535 else port - 1)  # noqa: PLR2004 - the last port
    try:
        serving.serve(settings, serving.ServeOptions(host, port, simulated_port, workers, reload))
    except SettingsError as error:
        fail(str(error), WRONG_SETTINGS)
    except (MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, ValueError, OSError) as error:
        fail(str(error), NOT_STARTED)
    except PyMongoError as error:
        fail(database_failure(error), NOT_STARTED)


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
    from server.bounded_http import BoundedHttp  # noqa: PLC0415 - as above

    try:
        environment = load_environment()
        run(
            port,
            webhook,
            secret,
            state,
            host,
            environment=environment,
            http_protocol=BoundedHttp,
            started=_tell_address,
        )
    except (SettingsError, SimulatorRefusedError, ValueError) as error:
        fail(str(error), WRONG_SETTINGS)


def _tell_address(address: str) -> None:
    typer.echo(f"Simulated Stripe: {address} (its API, and a page to pay on). No money moves. Ctrl-C ends it.")


@app.command("simulate-razorpay")
def simulate_razorpay(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 12_112,
    webhook: Annotated[str | None, typer.Option(help="Address that events are sent to.")] = None,
    key_id: Annotated[str, typer.Option(envvar="RAZORPAY_KEY_ID", help="Opens it.")] = "rzp_test_simulated_key",
    key_secret: Annotated[
        str, typer.Option(envvar="RAZORPAY_KEY_SECRET", help="Opens it, and signs payments.", show_default=False)
    ] = "simulated_razorpay_secret",  # noqa: S107 - it guards nothing but a simulation
    secret: Annotated[
        str | None, typer.Option(envvar="RAZORPAY_WEBHOOK_SECRET", help="Signs the events; KEY_SECRET when not given.")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    state: Annotated[Path | None, typer.Option(help="File that keeps its state over a restart.")] = None,
) -> None:
    """Run a simulated Razorpay: its API, signed webhooks, and a page on which a person pays or declines."""
    from gateways.simulated.options import SimulatorRefusedError  # noqa: PLC0415 - as above
    from gateways.simulated_razorpay.app import run  # noqa: PLC0415 - as above
    from gateways.simulated_razorpay.options import RazorpayOptions  # noqa: PLC0415 - as above
    from server.bounded_http import BoundedHttp  # noqa: PLC0415 - as above

    try:
        options = RazorpayOptions(
            environment=load_environment(),
            key_id=key_id,
            key_secret=key_secret,
            webhook_url=webhook,
            webhook_secret=secret or key_secret,
            state_file=state,
            http_protocol=BoundedHttp,
        )
        typer.echo(f"Simulated Razorpay: http://{host}:{port} (its API, and a page to pay on). No money moves.")
        run(options, host=host, port=port)
    except (SettingsError, SimulatorRefusedError, ValueError) as error:
        fail(str(error), WRONG_SETTINGS)


app.command()(ledger_commands.audit)
app.command()(ledger_commands.checkpoint)
app.command()(ledger_commands.statement)
app.command()(payment_commands.reconcile)
app.command()(conversation_commands.recount_conversations)
app.command()(overview_commands.rebuild_overview)
app.command()(archive_commands.backup)
app.add_typer(seed_command.seed, name="seed")
app.command()(archive_commands.reset)
app.command()(archive_commands.restore)
app.command()(migration_command.migrate)
app.command()(usage_commands.rebuild_usage)
app.command()(admin_commands.reset_admin_password)
app.command()(key_commands.rotate_signing_key)
app.command()(master_key_command.rotate_master_key)
app.command()(erase_command.erase_user)
app.command()(persist_command.persist)
app.add_typer(admin_group.app)


@app.callback(invoke_without_command=True)
def main(
    *, version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and end.")] = False
) -> None:
    """Sells, gives and meters AI tokens over GraphQL."""
    if version:
        typer.echo(_version())
        raise typer.Exit


def _version() -> str:
    """That of what is installed, or of this checkout where only what the server needs was installed."""
    try:
        return importlib.metadata.version("tokentill")
    except importlib.metadata.PackageNotFoundError:
        return str(tomllib.loads(PROJECT_FILE.read_text("utf-8"))["project"]["version"])


if __name__ == "__main__":
    app()
