"""`tokentill reconcile`. It runs beside a server, or starts its database for the time."""

import json
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from server.command_line import WRONG_SETTINGS, DataDir, fail, settings_of
from server.logs import configure_logs
from server.on_database import failures_told
from services.clock import system_clock
from services.errors import TokentillError
from services.reconciliation import Difference, ReconciliationReport
from services.reconciliation.errors import ReconciliationError
from settings import SettingsError

__all__ = ["reconcile"]

DIFFERENCES = 1
_DAYS = re.compile(r"([1-9][0-9]{0,3})d")


def reconcile(
    since: Annotated[
        str | None,
        typer.Option(help="ISO 8601, or days such as 30d: what was made from then on. Unset: RECONCILE_LOOKBACK_DAYS."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what can be, as the webhook would have.")] = False,  # noqa: FBT002 - a flag is what it is
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - as above
    data_dir: DataDir = None,
) -> None:
    """Compare our payments with the gateways' lists, both ways.

    Exit 0 when nothing is left that differs, 1 when something is, 2 when nothing can be said: a wrong option, or a
    gateway or database that does not answer. It may run beside a server.
    """
    settings = settings_of(data_dir)
    if "log_level" not in settings.model_fields_set:
        configure_logs(settings.model_copy(update={"log_level": "warning"}))
    moment = None if since is None else _moment(since)
    from server import reconciling  # noqa: PLC0415 - the other commands start faster without it

    with failures_told(WRONG_SETTINGS):
        try:
            report = reconciling.reconcile(settings, moment, fix=fix)
        except (ReconciliationError, TokentillError, SettingsError, ValueError) as error:
            fail(str(error), WRONG_SETTINGS)
    print_report(report, as_json=as_json)
    raise typer.Exit(0 if report.clean else DIFFERENCES)


def print_report(report: ReconciliationReport, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a line a difference and one that counts."""
    if as_json:
        sys.stdout.write(json.dumps(report.to_document()) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for difference in report.differences:
        colour = "green" if difference.fixed else "red"
        place = escape(_place(difference))
        console.print(f"[{colour}]{place}[/{colour}] {difference.rule}: {escape(difference.detail)}{_end(difference)}")
    if report.found > len(report.differences):
        console.print(f"… and {report.found - len(report.differences)} more")
    counted = ("payments", "refunds", "disputes", "checkouts", "invoices")
    read = f"{', '.join(f'{getattr(report, name)} {name}' for name in counted)} compared"
    if report.foreign:
        read += f"; {report.foreign} objects of the account are not ours"
    counts = f"{report.found} differences, {report.fixed} put right, {report.left} left"
    console.print(f"{'Clean' if report.clean else 'Not clean'}: {counts}; {read}.")


def _place(difference: Difference) -> str:
    places = (difference.gateway, difference.reference, difference.payment_id)
    return " ".join(place for place in places if place is not None)


def _end(difference: Difference) -> str:
    return " Put right." if difference.fixed else ""


def _moment(text: str) -> datetime:
    days = _DAYS.fullmatch(text)
    try:
        if days is not None:
            return system_clock() - timedelta(days=int(days[1]))
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        fail(
            f"--since: {text!r} is neither a date or time in ISO 8601, such as 2026-03-01, nor days such as 30d",
            WRONG_SETTINGS,
        )
