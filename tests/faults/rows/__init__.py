"""One module a row of the list of faults."""

from collections.abc import Awaitable, Callable
from importlib import import_module

__all__ = ["ROWS", "TOGETHER", "row_runner"]

ROWS = {
    "1": "row_01_killed_before_settle",
    "2": "row_02_killed_before_provider",
    "3": "row_03_killed_before_response",
    "23": "row_23_client_gone",
    "24": "row_24_asked_to_end",
    "25": "row_25_suspended_mid_stream",
    "30": "row_30_refresh_replayed",
    "4": "row_04_primary_killed",
    "5": "row_05_step_down",
    "6": "row_06_frozen_primary",
    "7": "row_07_no_majority",
    "8": "row_08_lost_replies",
    "9": "row_09_hot_wallet",
    "10": "row_10_pool_exhausted",
    "11": "row_11_webhook_a_hundred_times",
    "12": "row_12_refund_before_payment",
    "13": "row_13_forged_webhooks",
    "14": "row_14_wrong_money",
    "15": "row_15_killed_in_a_webhook",
    "18": "row_18_last_tokens",
    "19": "row_19_clock_hours_off",
    "20": "row_20_promo_code",
    "21": "row_21_same_key",
    "22": "row_22_bad_provider",
    "31": "row_31_master_key_rotated",
    "33": "row_33_key_rotated",
    "32": "row_32_disk_full",
}
"""Modules by row, in the order in which a run takes them."""
TOGETHER = {"1", "2", "3", "23", "24", "25", "30", "31", "33"}
"""Rows that leave the replica set whole, and mostly wait."""


def row_runner(row: str) -> Callable[..., Awaitable[None]]:
    """The row's `run`."""
    run: Callable[..., Awaitable[None]] = import_module(f"tests.faults.rows.{ROWS[row]}").run
    return run
