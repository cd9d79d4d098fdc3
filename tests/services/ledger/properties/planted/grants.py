"""Mistakes in granting, claiming, spending and expiry."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.ledger import rules, sheet
from services.ledger.commands import Claim, Spend
from services.ledger.errors import LedgerError
from services.ledger.sheet import Change, Operation, Sheet
from services.ledger.sources import GrantSource
from services.ledger.state import Grant, WalletState, spending_order
from tests.services.ledger.properties.planted.registry import bug, set_rule

_grant = Sheet.grant
_state = Sheet.state


@bug("the newest grant is spent first")
def newest_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet, "spending_order", lambda grant: (*spending_order(grant)[:3], -grant.order))


@bug("purchased tokens are spent before free ones")
def purchased_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        sheet,
        "spending_order",
        lambda g: (g.expires_at is None, *spending_order(g)[1:2], not g.source.is_purchased, g.order),
    )


@bug("the expiry is forgotten in the order of spending")
def expiry_unordered(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet, "spending_order", lambda grant: (grant.source.is_purchased, grant.order))


@bug("the order of spending is left to the order of the grants")
def unordered(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet, "spending_order", lambda grant: 0)


@bug("a grant can be spent at the very moment of its expiry")
def expiry_off_by_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Grant, "expired", lambda self, now: self.expires_at is not None and self.expires_at < now)


@bug("expired tokens are not moved out")
def nothing_expires(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Sheet, "expire_due", lambda self: None)


@bug("what a hold returns to an expired grant is available again")
def returns_unexpired(patch: pytest.MonkeyPatch) -> None:
    def give_back(self: Sheet, grant_id: str, amount: int, hold_id: str) -> None:
        grant = self.grants[grant_id]
        self.grants[grant_id] = replace(grant, available=grant.available + amount)
        self.changes.append(Change(Operation.RETURN, amount, grant_id, hold_id))

    patch.setattr(Sheet, "_return", give_back)


@bug("a grant of which all is held is forgotten")
def held_grant_forgotten(patch: pytest.MonkeyPatch) -> None:
    def state(self: Sheet) -> WalletState:
        whole = _state(self)
        return replace(whole, grants=tuple(grant for grant in whole.grants if grant.available))

    patch.setattr(Sheet, "state", state)


@bug("grants of payments merge")
def payments_merge(patch: pytest.MonkeyPatch) -> None:
    def grant(self: Sheet, source: GrantSource, amount: int, expires_at: Any, reference: str | None) -> None:
        for name, known in self.grants.items():
            if (known.source, known.expires_at, reference is None) == (source, expires_at, False):
                self.grants[name] = replace(known, reference=None)
                reference = None
        _grant(self, source, amount, expires_at, reference)

    patch.setattr(Sheet, "grant", grant)


@bug("grants of different expiry merge")
def expiries_merge(patch: pytest.MonkeyPatch) -> None:
    def mergeable(self: Sheet, source: GrantSource, expires_at: Any) -> Grant | None:
        return next((g for g in self.grants.values() if g.source is source and g.reference is None), None)

    patch.setattr(Sheet, "_mergeable", mergeable)


@bug("the period of a claim is ignored")
def claims_unlimited(patch: pytest.MonkeyPatch) -> None:
    set_rule(patch, Claim, lambda working, command: rules._claim(working, replace(command, period_seconds=0)))


@bug("a claim is refused at the moment when it becomes possible")
def claim_off_by_one(patch: pytest.MonkeyPatch) -> None:
    def claim(working: Sheet, command: Claim) -> LedgerError | None:
        now, working.now = working.now, working.now - timedelta(milliseconds=1)
        refusal = rules._claim(working, command)
        working.now = now
        if working.last_claim_at is not None and refusal is None:
            working.last_claim_at = now
        return refusal

    set_rule(patch, Claim, claim)


@bug("a spend takes what is there instead of being refused")
def partial_spend(patch: pytest.MonkeyPatch) -> None:
    def spend(working: Sheet, command: Spend) -> LedgerError | None:
        there = working.spendable_total()
        return rules._spend(working, replace(command, amount=min(command.amount, there) if there else command.amount))

    set_rule(patch, Spend, spend)


@bug("a total may grow beyond int64")
def totals_unchecked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_within_int64", lambda state: True)


@bug("an amount of zero is accepted")
def zero_accepted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_is_amount", lambda amount, *, least=0, largest=2**63 - 1: 0 <= amount <= largest)


@bug("what is given back counts as bought once more")
def given_back_counts_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(GrantSource, "counts_as_bought", GrantSource.is_purchased)
