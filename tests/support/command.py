"""The command `tokentill`, as a person runs it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.server import ROOT

__all__ = ["tokentill"]


def tokentill(
    *arguments: str, env: dict[str, str] | None = None, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """One run of the command in `folder`; standard output and error apart."""
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *arguments],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
