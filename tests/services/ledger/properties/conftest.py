"""Prints what the machines met, whether the tests passed or not."""

import pytest

from tests.services.ledger.properties.tally import report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = list(report())
    if lines:
        terminalreporter.section("what the ledger's machines met")
        for line in lines:
            terminalreporter.write_line(line)
