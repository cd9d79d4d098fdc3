"""When a wallet runs low. Pure.

What counts is what was not spent yet: available and held tokens together. A reply under way holds the most that it can
cost, and most of that returns; were it left out, a chat near the threshold would give a notice at every message.
"""

from enum import Enum, auto

from services.ledger.outlook import Outlook

__all__ = ["Verdict", "judge"]


class Verdict(Enum):
    """What follows from a look at a wallet."""

    NOTHING = auto()
    FELL = auto()
    """It is below the threshold, and was not at the last look."""
    ROSE = auto()
    """It is not below any more."""


def judge(outlook: Outlook, threshold: int, *, was_low: bool, is_known: bool) -> Verdict:
    """`is_known`: whether the wallet has a row, which it gets when it is above, or low, or its owner chose.

    A wallet of which nothing is known fell only if it could ever have been above: what it holds and all that it ever
    spent make up the threshold.
    """
    balance = outlook.balance
    left = balance.available + balance.held
    if left >= threshold:
        return Verdict.ROSE if was_low else Verdict.NOTHING
    if was_low or (not is_known and left + balance.lifetime_spent < threshold):
        return Verdict.NOTHING
    return Verdict.FELL
