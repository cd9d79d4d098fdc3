"""`make bench`: what this machine does, ours and the floor in turn, on a mongod that is gone afterwards."""

import argparse
import logging
import os
import platform
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import structlog
import uvloop

from benchmarks.documents import documents
from benchmarks.export import export
from benchmarks.growth import growth
from benchmarks.limited import balance_with_limits
from benchmarks.raw import balance_vs_motor, ledger_vs_mongod, ledger_vs_motor_insert
from benchmarks.routes import balance_vs_plain_route, spend_vs_transaction_route
from benchmarks.spending import ledger_hot_wallet_vs_transaction, ledger_vs_transaction
from benchmarks.stand import Stand, stand_in
from benchmarks.streams import streams
from benchmarks.usage import usage
from benchmarks.users import users
from server.garbage import settle_garbage_collection

BENCHMARKS: dict[str, Callable[[Stand], Coroutine[Any, Any, None]]] = {
    "ledger_vs_transaction": ledger_vs_transaction,
    "ledger_hot_wallet_vs_transaction": ledger_hot_wallet_vs_transaction,
    "balance_vs_plain_route": balance_vs_plain_route,
    "balance_with_limits": balance_with_limits,
    "spend_vs_transaction_route": spend_vs_transaction_route,
    "ledger_vs_mongod": ledger_vs_mongod,
    "ledger_vs_motor_insert": ledger_vs_motor_insert,
    "balance_vs_motor": balance_vs_motor,
    "documents": documents,
    "streams": streams,
    "export": export,
    "growth": growth,
    "usage": usage,
    "users": users,
}


def main() -> None:
    """Run the named benchmarks, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each sample takes (3)")
    parser.add_argument("--rounds", type=int, default=3, help="samples of each side, of which the median counts (3)")
    parser.add_argument("--fill-seconds", type=float, default=600.0, help="how long `growth` may fill (600)")
    parser.add_argument("--charges", type=int, default=10_000_000, help="charges of the wallet of `usage` (10 million)")
    parser.add_argument("--rows", type=int, default=100_000, help="charges that `export` exports (100000)")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    settle_garbage_collection()  # as every server process does
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    print(f"{platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, load before {load}")
    with (
        tempfile.TemporaryDirectory(prefix="tokentill-bench-") as folder,
        stand_in(
            Path(folder),
            arguments.seconds,
            arguments.rounds,
            arguments.fill_seconds,
            arguments.charges,
            arguments.rows,
        ) as stand,
    ):
        for name in arguments.names or BENCHMARKS:
            print(f"# {name}: {(BENCHMARKS[name].__doc__ or '').strip()}", flush=True)
            uvloop.run(BENCHMARKS[name](stand))


if __name__ == "__main__":
    main()
