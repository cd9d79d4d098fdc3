"""The command `tokentill`, as a person runs it."""

import os
import subprocess
import sys

from tests.support.server import ROOT

__all__ = ["tokentill"]


def tokentill(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """One run of the command; standard output and error apart."""
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
