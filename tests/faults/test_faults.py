"""A bounded part of `make faults`, on real processes: about a minute."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.processes import ROOT

ROWS = "4,9,18"
SEED = os.environ.get("FAULTS_SEED", "1")


def leftovers(folder: Path) -> list[str]:
    """Programs that still run on something in `folder`, by what they were started with."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue  # it has just ended
        if str(folder) in line:
            found.append(line)
    return found


@pytest.mark.ci
def test_servers_and_set_survive_and_nothing_is_left(tmp_path: Path):
    command = [sys.executable, "-m", "tests.faults", "--seed", SEED, "--rows", ROWS, "--seconds", "2"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=400)
    print(run.stdout, run.stderr)
    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == "seeds passed: 1 of 1"
    assert leftovers(tmp_path) == []
    assert list(tmp_path.glob("tokentill-faults-*")) == []
