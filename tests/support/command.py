"""The command `tokentill`, as a person runs it."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.program import Program
from tests.support.server import ROOT

__all__ = ["tokentill"]

LONGEST_SECONDS = 60


def tokentill(
    *arguments: str, env: Mapping[str, str] | None = None, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """One run of the command in `folder`; standard output and error apart."""
    with tempfile.TemporaryDirectory() as scratch:
        output, errors = Path(scratch, "output"), Path(scratch, "errors")
        program = Program(arguments, env=env or {}, folder=folder, output=output, errors=errors)
        try:
            exit_code = program.wait(LONGEST_SECONDS)
        finally:
            program.kill()
        return subprocess.CompletedProcess(arguments, exit_code, output.read_text("utf-8"), errors.read_text("utf-8"))
