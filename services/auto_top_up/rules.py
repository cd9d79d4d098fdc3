"""What follows a declined top-up, and what a month is. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gateways.declines import DeclineCode
from models.auto_top_up import AutoTopUpState

__all__ = ["CHECK_SECONDS", "LEASE_SECONDS", "Verdict", "after_decline", "month_of", "start_of_next_month"]

CHECK_SECONDS = 300
"""A balance is looked at this often even when nothing tells that it changed."""
LEASE_SECONDS = 60
"""How long a server has for one look; then another may take it up."""

_PAUSES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After the first, second and third decline in a row; the fourth is the last."""

_FINAL = frozenset(
    {
        DeclineCode.ACCOUNT_INVALID,
        DeclineCode.CARD_EXPIRED,
        DeclineCode.CARD_NOT_SUPPORTED,
        DeclineCode.CARD_NUMBER_WRONG,
        DeclineCode.CARD_REPLACED,
        DeclineCode.CURRENCY_NOT_SUPPORTED,
        DeclineCode.TEST_CARD,
    }
)
"""No later try with the same card can succeed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an auto top-up stands after a decline. `next_check_at` is None when it is not tried again by itself."""

    state: AutoTopUpState
    reason: str
    next_check_at: datetime | None


def after_decline(code: DeclineCode, failures: int, now: datetime) -> Verdict:
    """`failures` counts the declines in a row, this one included."""
    if code is DeclineCode.AUTHENTICATION_REQUIRED:
        return Verdict(AutoTopUpState.NEEDS_AUTHENTICATION, code.value, None)
    if code in _FINAL or failures > len(_PAUSES):
        return Verdict(AutoTopUpState.DISABLED, code.value, None)
    return Verdict(AutoTopUpState.WAITING, code.value, now + _PAUSES[failures - 1])


def month_of(moment: datetime) -> str:
    """The calendar month in UTC, such as 2026-11."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def start_of_next_month(moment: datetime) -> datetime:
    """Midnight UTC of the first day after this month."""
    now = moment.astimezone(UTC)
    return datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
