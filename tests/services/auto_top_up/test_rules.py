"""What follows a decline, and what a month is."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from gateways.declines import DeclineCode
from models.auto_top_up import AutoTopUpState
from services.auto_top_up.rules import after_decline, month_of, start_of_next_month

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "hours"), [(1, 1), (2, 6), (3, 24)])
def test_the_pause_grows_with_each_decline(failures, hours):
    verdict = after_decline(DeclineCode.INSUFFICIENT_FUNDS, failures, NOW)
    assert (verdict.state, verdict.reason) == (AutoTopUpState.WAITING, "INSUFFICIENT_FUNDS")
    assert verdict.next_check_at == NOW + timedelta(hours=hours)


def test_the_fourth_decline_is_the_last():
    verdict = after_decline(DeclineCode.INSUFFICIENT_FUNDS, 4, NOW)
    assert (verdict.state, verdict.next_check_at) == (AutoTopUpState.DISABLED, None)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (DeclineCode.CARD_EXPIRED, AutoTopUpState.DISABLED),
        (DeclineCode.CARD_REPLACED, AutoTopUpState.DISABLED),
        (DeclineCode.AUTHENTICATION_REQUIRED, AutoTopUpState.NEEDS_AUTHENTICATION),
    ],
)
def test_what_no_later_try_can_mend_is_not_tried_again(code, state):
    verdict = after_decline(code, 1, NOW)
    assert (verdict.state, verdict.reason, verdict.next_check_at) == (state, code.value, None)


def test_months_are_those_of_utc():
    late = datetime(2026, 12, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    assert month_of(late) == "2026-11"
    assert start_of_next_month(late) == datetime(2026, 12, 1, tzinfo=UTC)
    assert start_of_next_month(datetime(2026, 12, 31, 23, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)
