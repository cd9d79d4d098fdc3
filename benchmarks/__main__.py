"""`make bench`: spends a second on this machine, by the ledger and by the transaction that it replaces."""

import argparse
import asyncio
import tempfile
from pathlib import Path

import structlog

from benchmarks.spends import measure_ledger, measure_transactions
from database.embedded import embedded_mongo

structlog.configure(
    processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
)


async def measure(uri: str, seconds: float) -> None:
    """Print one row for each number of tasks, both measured side by side."""
    print(f"{'tasks':>6} {'ledger/s':>10} {'median ms':>10} {'transactions/s':>15} {'ratio':>7}")
    for tasks in (1, 16, 64, 256):
        ledger = await measure_ledger(uri, tasks, seconds)
        baseline = await measure_transactions(uri, tasks, seconds)
        ratio = ledger.per_second / baseline.per_second
        row = f"{tasks:>6} {ledger.per_second:>10.0f} {ledger.median_ms:>10.2f} {baseline.per_second:>15.0f}"
        print(f"{row} {ratio:>7.2f}")


def main() -> None:
    """Measure on a database of its own, which is gone afterwards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each figure is measured")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder, embedded_mongo(Path(folder)) as uri:
        asyncio.run(measure(uri, seconds))


if __name__ == "__main__":
    main()
