"""One module a row of the list of faults."""

from collections.abc import Awaitable, Callable
from importlib import import_module

__all__ = ["ROWS", "TOGETHER", "row_runner"]

ROWS = {
    "1": "row_01_killed_before_settle",
    "2": "row_02_killed_before_provider",
    "3": "row_03_killed_before_response",
    "24": "row_24_asked_to_end",
    "4": "row_04_primary_killed",
    "5": "row_05_step_down",
}
"""Modules by row, in the order in which a run takes them."""
TOGETHER = {"1", "2", "3", "24"}
"""Rows that leave the replica set whole, and mostly wait."""


def row_runner(row: str) -> Callable[..., Awaitable[None]]:
    """The row's `run`."""
    run: Callable[..., Awaitable[None]] = import_module(f"tests.faults.rows.{ROWS[row]}").run
    return run
