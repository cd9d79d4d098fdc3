"""How reports and statements look."""

import json
import sys

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.ledger.audit import AuditReport, Finding
from services.ledger.statement import Pockets, Statement

__all__ = ["print_report", "print_statement"]

_WIDTH_OF_A_FILE = 200


def print_report(report: AuditReport, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a line a finding and one that counts."""
    if as_json:
        sys.stdout.write(json.dumps(report.to_document()) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for finding in report.findings:
        console.print(f"[red]{escape(_place(finding))}[/red] {escape(finding.rule)}: {escape(finding.detail)}")
    if report.found > len(report.findings):
        console.print(f"… and {report.found - len(report.findings)} more")
    read = f"{report.entries} entries of {report.wallets} wallets read"
    console.print(f"Clean: {read}." if report.clean else f"{report.found} findings; {read}.")


def print_statement(statement: Statement, *, as_json: bool) -> None:
    """To standard output: one JSON document, or a table."""
    if as_json:
        sys.stdout.write(json.dumps(statement.to_document()) + "\n")
        return
    table = Table(title=f"Wallet {statement.wallet}", highlight=False)
    for name in ("entry", "time (UTC)", "kind", "key"):
        table.add_column(name, no_wrap=name != "key")
    for name in ("available", "held", "debt", "available after"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_row("", _time(statement.start), "opening", "", *_cells(statement.opening, ""), end_section=True)
    now = statement.opening
    for line in statement.lines:
        now += line.moved
        cells = _cells(line.moved, "+")
        table.add_row(
            str(line.seq),
            line.at.isoformat("T", "milliseconds")[:23],
            line.kind,
            escape(line.key),
            *cells[:3],
            f"{now.available:,}",
        )
    table.add_section()
    table.add_row("", _time(statement.end), "closing", "", *_cells(statement.closing, ""))
    console = Console(highlight=False)
    Console(highlight=False, width=None if console.is_terminal else _WIDTH_OF_A_FILE).print(table)


def _place(finding: Finding) -> str:
    if not finding.wallet:
        return "ledger"
    return f"wallet {finding.wallet} entry {finding.seq}" if finding.seq else f"wallet {finding.wallet}"


def _time(moment: object) -> str:
    return "" if moment is None else str(moment)[:19].replace(" ", "T")


def _cells(pockets: Pockets, sign: str) -> list[str]:
    moved = [
        f"{value:{sign},}" if value or not sign else "" for value in (pockets.available, pockets.held, pockets.debt)
    ]
    return [*moved, f"{pockets.available:,}"]
