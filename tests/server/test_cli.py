"""How the command `tokentill` finds its commands."""

import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from server.cli import COMMANDS, app
from tests.support.server import ROOT

UNNEEDED = {"strawberry", "graphql", "stripe", "httpx", "razorpay", "openai", "weasyprint", "uvicorn"}
"""What an audit can do without."""
PROGRAM = "import sys, server.cli, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_where_the_table_says(name: str) -> None:
    ran = CliRunner().invoke(app, [name, "--help"])
    assert ran.exit_code == 0
    assert f"Usage: tokentill {name} " in ran.output


def test_the_help_has_the_order_of_the_table() -> None:
    assert get_command(app).list_commands(None) == [*COMMANDS]  # type: ignore[attr-defined, arg-type]


def test_a_mistyped_command_is_answered_with_the_one_that_is_meant() -> None:
    ran = CliRunner().invoke(app, ["audti"])
    assert ran.exit_code == 2
    assert "Did you mean 'audit'" in ran.output


def test_a_command_imports_nothing_that_only_others_need() -> None:
    command = [sys.executable, "-c", PROGRAM.format(module="server.ledger_commands")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert UNNEEDED & {*ran.stdout.split()} == set()
