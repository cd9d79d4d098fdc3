"""A bounded part of `make faults`, on real processes: about a minute."""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.processes import ROOT

ROWS = "4,5,9,18"
SEED = os.environ.get("FAULTS_SEED", "1")


def leftovers() -> list[str]:
    """Programs of a run that are still there, by what they were started with."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue  # it has just ended
        if "tokentill-faults-" in line or "tests.faults.worker" in line:
            found.append(line)
    return found


def test_servers_and_set_survive_and_nothing_is_left():
    command = [sys.executable, "-m", "tests.faults", "--seed", SEED, "--rows", ROWS, "--seconds", "2"]
    before = leftovers()
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=400)
    print(run.stdout, run.stderr)
    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == "seeds passed: 1 of 1"
    assert [line for line in leftovers() if line not in before] == []
