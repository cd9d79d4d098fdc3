"""Runs what compares our payments with the gateways'."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from server.container import Container
from server.on_database import database_named, require_database
from services.reconciliation import ReconciliationReport
from settings import Settings

__all__ = ["reconcile"]


def reconcile(settings: Settings, since: datetime | None, *, fix: bool) -> ReconciliationReport:
    """Compare with every gateway, with a counter on standard error where that is a terminal.

    Raises MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, PyMongoError, OSError, CatalogError,
    ReconciliationError and TokentillError.
    """
    require_database(settings)
    with database_named(settings) as named, _gateway_named(named) as complete:
        return asyncio.run(_compare(complete, since, fix=fix))


async def _compare(settings: Settings, since: datetime | None, *, fix: bool) -> ReconciliationReport:
    container = Container(settings)
    async with container.connected():
        reconciliation = container.services.reconciliation
        with _counter() as progress:
            return await reconciliation.run(since=since or reconciliation.default_since, fix=fix, progress=progress)


@contextmanager
def _gateway_named(settings: Settings) -> Iterator[Settings]:
    """The settings with the address of their Stripe; without one, that of the simulated Stripe in the data folder.

    A server may run its own on the same file: they share what it holds, and this one sends no webhooks.
    """
    if settings.stripe_secret_key is not None:
        yield settings
        return
    state = settings.data_dir / "simulated-stripe.sqlite"
    with SimulatedStripe(Options(environment=settings.environment, state_file=state, webhook_url=None)) as stripe:
        values = {
            "stripe_secret_key": stripe.secret_key,
            "stripe_publishable_key": stripe.publishable_key,
            "stripe_webhook_secret": stripe.webhook_secret,
            "stripe_api_base": stripe.api_base,
        }
        yield Settings(**{**settings.model_dump(exclude_unset=True), **values})


@contextmanager
def _counter() -> Iterator[Callable[[int], None] | None]:
    if not sys.stderr.isatty():
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} payments compared"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("payments", total=None)
        yield lambda payments: progress.update(task, completed=payments)
