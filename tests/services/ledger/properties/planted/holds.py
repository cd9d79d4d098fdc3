"""Mistakes in opening, renewing and ending holds."""

from dataclasses import replace
from typing import Any

import pytest

from services.ledger import rules
from services.ledger.commands import HoldTokens, Release, Settle
from services.ledger.errors import HoldEndedError, LedgerError
from services.ledger.sheet import Sheet
from services.ledger.state import HoldPart, OpenHold
from tests.services.ledger.properties.planted.registry import bug, set_rule

_end_hold = Sheet.end_hold
_open_hold = Sheet.open_hold


@bug("a settle returns all that was held")
def settle_returns_too_much(patch: pytest.MonkeyPatch) -> None:
    def end_hold(self: Sheet, hold: OpenHold, cost: int) -> None:
        _end_hold(self, hold, cost)
        if cost:
            part = hold.parts[0]
            grant = self.grants[part.grant]
            self.grants[part.grant] = replace(grant, available=grant.available + 1)

    patch.setattr(Sheet, "end_hold", end_hold)


@bug("a settle spends the last part of a hold first")
def settle_backwards(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Sheet, "end_hold", lambda self, hold, cost: _end_hold(self, replace(hold, parts=hold.parts[::-1]), cost)
    )


@bug("a settle may cost one token more than was held")
def settle_off_by_one(patch: pytest.MonkeyPatch) -> None:
    def settle(working: Sheet, command: Settle) -> LedgerError | None:
        hold = working.holds.get(command.hold_id)
        if hold is not None and command.amount == hold.amount + 1:
            working.end_hold(hold, command.amount)
            return None
        return rules._settle(working, command)

    set_rule(patch, Settle, settle)


@bug("an ended hold stays open")
def hold_ends_twice(patch: pytest.MonkeyPatch) -> None:
    def end_hold(self: Sheet, hold: OpenHold, cost: int) -> None:
        _end_hold(self, hold, cost)
        self.holds[hold.id] = hold

    patch.setattr(Sheet, "end_hold", end_hold)


@bug("a release of a hold that has ended succeeds")
def release_again(patch: pytest.MonkeyPatch) -> None:
    def release(working: Sheet, command: Release) -> LedgerError | None:
        refusal = rules._release(working, command)
        if isinstance(refusal, HoldEndedError):
            working.hold = {"id": command.hold_id, "amount": 0}
            return None
        return refusal

    set_rule(patch, Release, release)


@bug("a released hold counts as spent")
def release_spends(patch: pytest.MonkeyPatch) -> None:
    def end_hold(self: Sheet, hold: OpenHold, cost: int) -> None:
        _end_hold(self, hold, cost)
        self._lifetime_spent += 0 if cost else hold.amount

    patch.setattr(Sheet, "end_hold", end_hold)


@bug("a settle is left out of lifetime spent")
def settle_uncounted(patch: pytest.MonkeyPatch) -> None:
    def end_hold(self: Sheet, hold: OpenHold, cost: int) -> None:
        _end_hold(self, hold, cost)
        self._lifetime_spent -= cost

    patch.setattr(Sheet, "end_hold", end_hold)


@bug("a renewal can cut a hold short")
def renewal_shortens(patch: pytest.MonkeyPatch) -> None:
    def renew_hold(self: Sheet, hold_id: str, expires_at: Any) -> None:
        self.holds[hold_id] = replace(self.holds[hold_id], expires_at=expires_at)
        self.hold = {"id": hold_id, "amount": self.holds[hold_id].amount, "expires_at": expires_at}

    patch.setattr(Sheet, "renew_hold", renew_hold)


@bug("a hold opened again under an open hold's id replaces it")
def hold_replaces(patch: pytest.MonkeyPatch) -> None:
    def hold(working: Sheet, command: HoldTokens) -> LedgerError | None:
        refusal = rules._refuse_taking(working, command.amount)
        if refusal is None:
            working.open_hold(command.hold_id, command.amount, command.expires_at)
        return refusal

    set_rule(patch, HoldTokens, hold)


@bug("one hold more than allowed")
def one_hold_more(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "MAXIMUM_OPEN_HOLDS", rules.MAXIMUM_OPEN_HOLDS + 1)


@bug("a hold takes its last token from no grant")
def hold_loses_a_token(patch: pytest.MonkeyPatch) -> None:
    def open_hold(self: Sheet, hold_id: str, amount: int, expires_at: Any) -> None:
        _open_hold(self, hold_id, amount, expires_at)
        hold = self.holds[hold_id]
        last = hold.parts[-1]
        if len(hold.parts) > 1:
            parts = (*hold.parts[:-1], HoldPart(last.grant, last.amount + 1))
            self.holds[hold_id] = replace(hold, parts=parts)

    patch.setattr(Sheet, "open_hold", open_hold)
