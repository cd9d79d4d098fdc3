"""`tokentill simulate-stripe` and `tokentill simulate-razorpay`."""

from pathlib import Path
from typing import Annotated

import typer

from server.command_line import WRONG_SETTINGS, fail
from settings import SettingsError, load_environment

__all__ = ["simulate_razorpay", "simulate_stripe"]


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
    from gateways.simulated.app import run  # noqa: PLC0415 - the help needs no server
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
