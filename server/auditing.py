"""`tokentill audit`: runs the ledger's audit against the database that the settings name, and prints its report."""

import asyncio
import json
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from database.client import connect
from database.embedded import embedded_mongo
from services.ledger.audit import AuditReport, audit_ledger
from settings import Settings

__all__ = ["audit", "print_report"]


def audit(settings: Settings, wallet: str | None) -> AuditReport:
    """Audit every wallet, or one, beside a running server or without one.

    Raises MongodNotFoundError, EmbeddedMongoError and PyMongoError.
    """
    if settings.mongodb_uri is not None:
        return asyncio.run(_audit(settings, wallet))
    _require_database(settings.data_dir)
    with embedded_mongo(settings.data_dir, binary=settings.tokentill_mongod, attach=True) as uri:
        embedded = Settings(**{**settings.model_dump(exclude_unset=True), "mongodb_uri": uri})
        return asyncio.run(_audit(embedded, wallet))


def print_report(report: AuditReport, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a line a finding and one that counts."""
    if as_json:
        print(json.dumps(report.to_document()))  # noqa: T201 - it is the command's output
        return
    console = Console(highlight=False, soft_wrap=True)
    for finding in report.findings:
        place = f"wallet {finding.wallet} entry {finding.seq}"
        console.print(f"[red]{escape(place)}[/red] {escape(finding.rule)}: {escape(finding.detail)}")
    if report.found > len(report.findings):
        console.print(f"… and {report.found - len(report.findings)} more")
    read = f"{report.entries} entries of {report.wallets} wallets read"
    console.print(f"Clean: {read}." if report.clean else f"{report.found} findings; {read}.")


def _require_database(data_dir: Path) -> None:
    """An audit of a mistyped folder must not make an empty database there and call it clean."""
    if not (data_dir / "db").is_dir():
        raise FileNotFoundError(f"There is no embedded database in {data_dir}; name its folder with --data-dir")


async def _audit(settings: Settings, wallet: str | None) -> AuditReport:
    async with connect(settings) as client:
        return await audit_ledger(client[settings.mongodb_database], wallet=wallet)
