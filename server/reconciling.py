"""Runs what compares our payments with the gateways'."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from server.container import Container
from server.on_database import database_named, require_database
from server.simulators import gateways_named
from services.reconciliation import ReconciliationReport
from settings import Settings

__all__ = ["reconcile"]


def reconcile(settings: Settings, since: datetime | None, *, fix: bool) -> ReconciliationReport:
    """Compare with every gateway, with a counter on standard error where that is a terminal.

    Raises MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, PyMongoError, OSError, CatalogError,
    ReconciliationError and TokentillError.
    """
    require_database(settings)
    with database_named(settings) as named, gateways_named(named) as complete:
        return asyncio.run(_compare(complete, since, fix=fix))


async def _compare(settings: Settings, since: datetime | None, *, fix: bool) -> ReconciliationReport:
    container = Container(settings)
    async with container.connected():
        reconciliation = container.services.reconciliation
        with _counter() as progress:
            return await reconciliation.run(since=since or reconciliation.default_since, fix=fix, progress=progress)


@contextmanager
def _counter() -> Iterator[Callable[[int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} payments compared"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("payments", total=None)
        yield lambda payments: progress.update(task, completed=payments)
