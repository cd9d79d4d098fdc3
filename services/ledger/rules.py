"""Every rule of a wallet, as one pure function: `apply(state, command, now)`.

A transition first expires what is due, then does what the command says, then pays off a debt from what is available.
A refusal is returned, never raised, and changes nothing. Nothing here reads a clock, a setting or a database.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.fields import INT64_MAXIMUM
from services.ledger.commands import (
    Claim,
    Command,
    Debit,
    Forfeit,
    Freeze,
    GrantTokens,
    HoldTokens,
    Reclaim,
    Refill,
    Release,
    RenewHold,
    Revoke,
    SetAvailable,
    Settle,
    Spend,
    Unfreeze,
)
from services.ledger.errors import (
    AmountOutOfRangeError,
    ClaimTooEarlyError,
    HoldEndedError,
    InsufficientTokensError,
    LedgerError,
    RefillNotDueError,
    TooManyHoldsError,
    WalletInDebtError,
)
from services.ledger.sheet import Change, Sheet
from services.ledger.sources import GrantSource
from services.ledger.state import WalletState, balance_at
from services.ledger.values import value

__all__ = ["MAXIMUM_OPEN_HOLDS", "Transition", "apply"]

MAXIMUM_OPEN_HOLDS = 64
"""Open holds of one wallet. Each stands in every entry, so there must be a limit."""


@value(frozen=True, slots=True)
class Transition:
    """What an accepted command does: the state after it, and each movement of tokens that leads there."""

    state: WalletState
    changes: tuple[Change, ...]
    hold: dict[str, Any] | None = None
    """The hold that it opened, renewed or ended: `id`, `amount` and, while open, `expires_at`."""


def apply(state: WalletState, command: Command, now: datetime, seq: int) -> Transition | LedgerError:
    """The transition that `command` makes at `now` as entry number `seq`, or the refusal."""
    sheet = Sheet(state, now, seq)
    sheet.expire_due()
    refusal = _RULES[type(command)](sheet, command)
    if refusal is not None:
        return refusal
    sheet.repay_debt()
    after = sheet.state()
    if not _within_int64(after):
        return AmountOutOfRangeError()
    return Transition(after, tuple(sheet.changes), sheet.hold)


def _grant(sheet: Sheet, command: GrantTokens) -> LedgerError | None:
    if not _is_amount(command.amount):
        return AmountOutOfRangeError()
    sheet.grant(command.source, command.amount, command.expires_at, command.reference)
    return None


def _claim(sheet: Sheet, command: Claim) -> LedgerError | None:
    if not _is_amount(command.amount):
        return AmountOutOfRangeError()
    if sheet.last_claim_at is not None:
        next_claim_at = sheet.last_claim_at + timedelta(seconds=command.period_seconds)
        if sheet.now < next_claim_at:
            # Rounded up, so that a client that waits as told is not refused again.
            seconds_left = -((sheet.now - next_claim_at) // timedelta(seconds=1))
            return ClaimTooEarlyError(next_claim_at, seconds_left)
    sheet.grant(GrantSource.CLAIM, command.amount, None, None)
    sheet.last_claim_at = sheet.now
    return None


def _refill(sheet: Sheet, command: Refill) -> LedgerError | None:
    if not _is_amount(command.amount) or not (command.most is None or _is_amount(command.most)):
        return AmountOutOfRangeError()
    before = sheet.last_refill_at
    if sheet.now < command.due_at or (before is not None and command.due_at <= before):
        return RefillNotDueError()
    room = command.amount if command.most is None else command.most - sheet.total_of(GrantSource.REFILL)
    added = min(command.amount, room)
    if added < 1:
        return RefillNotDueError()
    sheet.grant(GrantSource.REFILL, added, None, None)
    sheet.last_refill_at = command.due_at
    return None


def _spend(sheet: Sheet, command: Spend) -> LedgerError | None:
    refusal = _refuse_taking(sheet, command.amount)
    if refusal is None:
        sheet.spend(command.amount)
    return refusal


def _hold(sheet: Sheet, command: HoldTokens) -> LedgerError | None:
    refusal = _refuse_taking(sheet, command.amount)
    if refusal is None and len(sheet.holds) >= MAXIMUM_OPEN_HOLDS:
        refusal = TooManyHoldsError(MAXIMUM_OPEN_HOLDS)
    if refusal is None and (command.hold_id in sheet.holds or command.expires_at <= sheet.now):
        refusal = HoldEndedError()
    if refusal is None:
        sheet.open_hold(command.hold_id, command.amount, command.expires_at)
    return refusal


def _renew(sheet: Sheet, command: RenewHold) -> LedgerError | None:
    if command.hold_id not in sheet.holds:
        return HoldEndedError()
    sheet.renew_hold(command.hold_id, command.expires_at)
    return None


def _settle(sheet: Sheet, command: Settle) -> LedgerError | None:
    hold = sheet.holds.get(command.hold_id)
    if hold is None:
        return HoldEndedError()
    if not _is_amount(command.amount, least=0, largest=hold.amount):
        return AmountOutOfRangeError()
    sheet.end_hold(hold, command.amount)
    return None


def _release(sheet: Sheet, command: Release) -> LedgerError | None:
    hold = sheet.holds.get(command.hold_id)
    if hold is None:
        return HoldEndedError()
    sheet.end_hold(hold, 0)
    return None


def _revoke(sheet: Sheet, command: Revoke) -> LedgerError | None:
    if not _is_amount(command.amount):
        return AmountOutOfRangeError()
    sheet.revoke(command.reference, command.amount)
    return None


def _reclaim(sheet: Sheet, command: Reclaim) -> LedgerError | None:
    if not _is_amount(command.amount):
        return AmountOutOfRangeError()
    sheet.reclaim(command.reference, command.amount)
    return None


def _debit(sheet: Sheet, command: Debit) -> LedgerError | None:
    refusal = _refuse_taking(sheet, command.amount)
    if refusal is None:
        sheet.debit(command.amount)
    return refusal


def _set_available(sheet: Sheet, command: SetAvailable) -> LedgerError | None:
    if not _is_amount(command.available, least=0):
        return AmountOutOfRangeError()
    if sheet.debt > 0:  # what is granted would pay it off, and what can be spent would be another number
        return WalletInDebtError(sheet.debt)
    there = sheet.spendable_total()
    if command.available > there:
        sheet.grant(GrantSource.ADMIN, command.available - there, None, None)
    elif command.available < there:
        sheet.debit(there - command.available)
    return None


def _forfeit(sheet: Sheet, _command: Forfeit) -> LedgerError | None:
    sheet.forfeit()
    return None


def _freeze(sheet: Sheet, command: Freeze) -> LedgerError | None:
    sheet.frozen.add(command.reference)
    return None


def _unfreeze(sheet: Sheet, command: Unfreeze) -> LedgerError | None:
    sheet.frozen.discard(command.reference)
    return None


_RULES: dict[type[Command], Callable[[Sheet, Any], LedgerError | None]] = {
    GrantTokens: _grant,
    Claim: _claim,
    Refill: _refill,
    Spend: _spend,
    HoldTokens: _hold,
    RenewHold: _renew,
    Settle: _settle,
    Release: _release,
    Revoke: _revoke,
    Reclaim: _reclaim,
    Debit: _debit,
    SetAvailable: _set_available,
    Forfeit: _forfeit,
    Freeze: _freeze,
    Unfreeze: _unfreeze,
}


def _refuse_taking(sheet: Sheet, amount: int) -> LedgerError | None:
    if not _is_amount(amount):
        return AmountOutOfRangeError()
    if sheet.debt > 0:
        return WalletInDebtError(sheet.debt)
    if sheet.spendable_total() < amount:
        return InsufficientTokensError(amount, balance_at(sheet.state(), sheet.seq - 1, sheet.now))
    return None


def _is_amount(amount: object, *, least: int = 1, largest: int = INT64_MAXIMUM) -> bool:
    # Whatever its annotation says: a float would be counted here as one number and stored as another.
    return isinstance(amount, int) and not isinstance(amount, bool) and least <= amount <= largest


def _within_int64(state: WalletState) -> bool:
    in_wallet = sum(grant.available for grant in state.grants) + sum(hold.amount for hold in state.holds)
    return max(in_wallet, state.debt, state.lifetime_purchased, state.lifetime_spent) <= INT64_MAXIMUM
