"""What the ledger refuses, and what it cannot know.

TokentillError
└── LedgerError
    ├── InsufficientTokensError     less is available than was asked for
    ├── WalletInDebtError           a debt must be paid off before spending
    ├── ClaimTooEarlyError          the period since the last claim is not over
    ├── RefillNotDueError           the interval is refilled, has not begun, or nothing is missing
    ├── HoldEndedError              the hold was settled or released, with another outcome
    ├── TooManyHoldsError           the wallet's open holds are at their limit
    ├── AmountOutOfRangeError       an amount, or the total it leads to, is not a positive int64
    ├── IdempotencyConflictError    the key was used for other input
    ├── UnknownOutcomeError         the database's answer was lost; retry with the same key
    └── LedgerUnavailableError      the database does not answer; nothing was done
"""

from datetime import datetime

from messages import Phrase
from services.errors import TokentillError
from services.ledger.balance import Balance

__all__ = [
    "AmountOutOfRangeError",
    "ClaimTooEarlyError",
    "HoldEndedError",
    "IdempotencyConflictError",
    "InsufficientTokensError",
    "LedgerError",
    "LedgerUnavailableError",
    "RefillNotDueError",
    "TooManyHoldsError",
    "UnknownOutcomeError",
    "WalletInDebtError",
]


class LedgerError(TokentillError):
    """A command that changed nothing, or whose outcome is unknown."""


class InsufficientTokensError(LedgerError):
    """Less is available than was asked for. `required` is in whole tokens; `balance` is what the wallet holds."""

    code = "INSUFFICIENT_TOKENS"

    def __init__(self, required: int, balance: Balance) -> None:
        self.required = required
        self.available = balance.available
        self.balance = balance
        super().__init__(
            Phrase(
                "This needs {required} tokens and {available} are available.",
                required=required,
                available=balance.available,
            )
        )


class WalletInDebtError(LedgerError):
    """Spending stops while a debt stands."""

    code = "WALLET_IN_DEBT"

    def __init__(self, debt: int) -> None:
        self.debt = debt
        super().__init__(Phrase("The wallet owes {debt} tokens; new tokens pay the debt off first.", debt=debt))


class ClaimTooEarlyError(LedgerError):
    """The period since the last claim is not over."""

    code = "CLAIM_TOO_EARLY"
    retryable = True

    def __init__(self, next_claim_at: datetime, seconds_left: int) -> None:
        self.next_claim_at = next_claim_at
        self.seconds_left = seconds_left
        super().__init__(Phrase("The next claim is possible in {time}.", time=_in_words(seconds_left)))


class RefillNotDueError(LedgerError):
    """The interval is refilled already, has not begun, or the wallet has as many refilled tokens as it may."""

    code = "REFILL_NOT_DUE"

    def __init__(self) -> None:
        super().__init__("There is nothing to refill now.")


class HoldEndedError(LedgerError):
    """There is no such open hold: it was settled or released before, or never opened."""

    code = "HOLD_ENDED"

    def __init__(self) -> None:
        super().__init__("This hold is not open: it ended with another outcome, or never was.")


class TooManyHoldsError(LedgerError):
    """The wallet's open holds are at their limit."""

    code = "TOO_MANY_HOLDS"
    retryable = True

    def __init__(self, limit: int) -> None:
        super().__init__(Phrase("At most {limit} holds can be open in one wallet; wait until one ends.", limit=limit))


class AmountOutOfRangeError(LedgerError):
    """An amount is not a positive int64, or the total that it leads to is not."""

    code = "AMOUNT_OUT_OF_RANGE"

    def __init__(self) -> None:
        super().__init__("A token amount must be a whole number from 1 to 2^63-1, and so must the total it leads to.")


class IdempotencyConflictError(LedgerError):
    """The key was used before for other input. Nothing was done."""

    code = "IDEMPOTENCY_CONFLICT"

    def __init__(self) -> None:
        super().__init__("This idempotency key was used for other input; use a new key for a new operation.")


class UnknownOutcomeError(LedgerError):
    """The database's answer was lost: the command may or may not have taken effect, at most once."""

    code = "UNKNOWN_OUTCOME"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The outcome is not known yet; repeat the call with the same idempotency key.")


class LedgerUnavailableError(LedgerError):
    """The ledger cannot be reached or is overloaded. Nothing was done."""

    code = "LEDGER_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("The ledger cannot be reached right now; nothing was done. Try again in a moment.")


def _in_words(seconds: int) -> Phrase:
    """`23h 59m 54s`, without parts that are zero in front."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return Phrase("{hours}h {minutes}m {seconds}s", hours=hours, minutes=minute, seconds=second)
    if minute:
        return Phrase("{minutes}m {seconds}s", minutes=minute, seconds=second)
    return Phrase("{seconds}s", seconds=second)
