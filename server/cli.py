"""The command `tokentill`."""

import importlib
import importlib.metadata
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from server.garbage import collect_less_often

__all__ = ["app"]

PROJECT_FILE = Path(__file__).parents[1] / "pyproject.toml"
COMMANDS = {
    "serve": "serve_command:serve",
    "simulate-stripe": "simulate_commands:simulate_stripe",
    "simulate-razorpay": "simulate_commands:simulate_razorpay",
    "audit": "ledger_commands:audit",
    "checkpoint": "ledger_commands:checkpoint",
    "statement": "ledger_commands:statement",
    "reconcile": "payment_commands:reconcile",
    "recount-conversations": "conversation_commands:recount_conversations",
    "rebuild-overview": "overview_commands:rebuild_overview",
    "backup": "archive_commands:backup",
    "reset": "archive_commands:reset",
    "restore": "archive_commands:restore",
    "migrate": "migration_command:migrate",
    "rebuild-usage": "usage_commands:rebuild_usage",
    "reset-admin-password": "admin_commands:reset_admin_password",
    "rotate-signing-key": "key_commands:rotate_signing_key",
    "rotate-master-key": "master_key_command:rotate_master_key",
    "erase-user": "erase_command:erase_user",
    "persist": "persist_command:persist",
    "seed": "seed_command:seed",
    "admin": "admin.group:app",
}
"""Where each command is: a module of this package, and the function or the group in it. The help has this order."""


class Commands(TyperGroup):
    """Each is imported when it is called for: with all the others it would take three times as long to start."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names  # for "Did you mean"

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as click calls it
        """The command of this name; None when there is none."""
        return _imported(cmd_name) if cmd_name in COMMANDS else None


def _imported(name: str) -> Any:
    collect_less_often()  # looking for garbage is a fifth of an import, and finds none
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(importlib.import_module(f"server.{module}"), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        return get_command(alone)
    return get_command(found)


app = typer.Typer(
    name="tokentill",
    cls=Commands,
    help="Sells, gives and meters AI tokens over GraphQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


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
