"""`python -m tests.faults --seed N --rows 4,5 --seconds S`: does what the rows say to real servers and a real set."""

import argparse
import asyncio
import logging
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

import structlog

from tests.faults.cluster import Cluster
from tests.faults.plan import Plan, say
from tests.faults.rows import ROWS, TOGETHER, row_runner
from tests.faults.stage import SkippedError, Stage

ROW_SECONDS = 240
"""No row takes longer; one that hangs has failed."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="replays the run of that number")
    parser.add_argument("--rows", default=",".join(ROWS), help=f"of {','.join(ROWS)}")
    parser.add_argument("--seconds", type=float, default=4.0, help="load after each fault")
    parser.add_argument("--seeds", type=int, default=1, help="so many seeds in a row, from --seed on")
    options = parser.parse_args()
    rows = [row for row in options.rows.split(",") if row]
    if unknown := [row for row in rows if row not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = [seed for seed in range(options.seed, options.seed + options.seeds) if not one_run(seed, rows, options)]
    print(f"seeds passed: {options.seeds - len(failed)} of {options.seeds}" + (f", failed: {failed}" if failed else ""))
    return 1 if failed else 0


def one_run(seed: int, rows: list[str], options: argparse.Namespace) -> bool:
    """All rows of one seed, on one replica set. Whatever happens, nothing is left running or lying about."""
    started = time.monotonic()
    print(f"seed {seed}: replay with `make faults SEED={seed} ROWS={','.join(rows)}`", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="tokentill-faults-"))
    cluster = Cluster(folder)
    passed: list[str] = []
    try:
        cluster.start()
        passed = asyncio.run(_all_rows(seed, rows, folder, cluster, options.seconds))
    finally:
        cluster.close()
        shutil.rmtree(folder)
    verdict = "PASSED" if len(passed) == len(rows) else "FAILED"
    print(f"seed {seed}: {verdict} {len(passed)} of {len(rows)} rows in {time.monotonic() - started:.0f} s", flush=True)
    return verdict == "PASSED"


async def _all_rows(seed: int, rows: list[str], folder: Path, cluster: Cluster, seconds: float) -> list[str]:
    """The rows that passed. Those that mostly wait for leases to end run at the same time."""
    groups = [[row for row in rows if row in TOGETHER], *([row] for row in rows if row not in TOGETHER)]
    passed: list[str] = []
    for group in groups:
        outcomes = await asyncio.gather(*(one_row(seed, row, folder, cluster, seconds) for row in group))
        passed += [row for row, outcome in zip(group, outcomes, strict=True) if outcome]
        await asyncio.to_thread(cluster.heal)
    return passed


async def one_row(seed: int, row: str, folder: Path, cluster: Cluster, seconds: float) -> bool:
    """One row; its failure is told and does not keep the others from running."""
    own = folder / f"row-{row}"
    own.mkdir()
    stage = Stage(Plan(seed, row), own, cluster, seconds)
    began = time.monotonic()
    try:
        async with asyncio.timeout(ROW_SECONDS):
            await row_runner(row)(stage)
    except SkippedError as reason:
        allowed = os.geteuid() != 0 or os.environ.get("CI") != "true"
        say(row, f"{'skipped' if allowed else 'FAILED, since CI skips nothing as root'}: {reason}")
        return allowed
    except Exception:  # noqa: BLE001 - whatever it was, the row has failed
        say(row, f"FAILED (seed {seed}):\n{traceback.format_exc(chain=False)}")
        _keep_logs(own, seed, row)
        return False
    else:
        say(row, f"passed in {time.monotonic() - began:.0f} s")
        return True
    finally:
        await stage.close()


def _keep_logs(folder: Path, seed: int, row: str) -> None:
    """Where the servers' logs of a failed row are kept."""
    kept = Path(tempfile.gettempdir()) / f"tokentill-faults-{seed}-row-{row}"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    for log in folder.glob("*.log"):
        shutil.copy(log, kept)
    say(row, f"logs: {kept}")


if __name__ == "__main__":
    sys.exit(main())
