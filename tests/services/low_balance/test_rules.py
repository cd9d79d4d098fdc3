"""When a wallet runs low. Pure."""

from datetime import UTC, datetime, timedelta

import pytest

from services.ledger.balance import Balance
from services.ledger.outlook import Outlook, outlook_at
from services.ledger.sources import GrantSource
from services.ledger.state import Grant, HoldPart, OpenHold, WalletState
from services.low_balance.rules import Verdict, judge

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FELL, ROSE, NOTHING = Verdict.FELL, Verdict.ROSE, Verdict.NOTHING


def outlook(left: int, *, held: int = 0, spent: int = 0) -> Outlook:
    balance = Balance(free=left, purchased=0, held=held, debt=0, lifetime_purchased=0, lifetime_spent=spent, seq=1)
    return Outlook(balance, ())


@pytest.mark.parametrize(
    ("left", "held", "was_low", "verdict"),
    [
        (100, 0, False, NOTHING),
        (99, 0, False, FELL),
        (99, 0, True, NOTHING),
        (100, 0, True, ROSE),
        (50, 50, False, NOTHING),
        (49, 50, False, FELL),
        (50, 50, True, ROSE),
        (0, 0, False, FELL),
    ],
)
def test_below_the_threshold_of_100(left, held, was_low, verdict):
    assert judge(outlook(left, held=held), 100, was_low=was_low, is_known=True) is verdict


def test_without_a_threshold_nothing_is_ever_low():
    assert judge(outlook(0), 0, was_low=False, is_known=True) is NOTHING
    assert judge(outlook(0), 0, was_low=True, is_known=True) is ROSE


def test_who_could_never_have_been_above_did_not_fall():
    assert judge(outlook(50, spent=49), 100, was_low=False, is_known=False) is NOTHING
    assert judge(outlook(50, spent=50), 100, was_low=False, is_known=False) is FELL


def test_when_what_expires_makes_it_low():
    first, second = NOW + timedelta(days=1), NOW + timedelta(days=2)
    grants = (
        Grant("g1", GrantSource.CLAIM, 30, 1, second),
        Grant("g2", GrantSource.CLAIM, 30, 2, first),
        Grant("g3", GrantSource.ADMIN, 40, 3),
        Grant("g4", GrantSource.CLAIM, 1_000, 4, NOW),
    )
    hold = OpenHold("h1", (HoldPart("g3", 10),), NOW + timedelta(hours=1))
    seen = outlook_at(WalletState(grants, (hold,)), 1, NOW)
    assert (seen.balance.available, seen.balance.held) == (100, 10)
    assert seen.expiring == ((first, 30), (second, 30))
    assert [seen.below_at(tokens) for tokens in (110, 81, 80, 50, 51)] == [first, first, second, None, second]
