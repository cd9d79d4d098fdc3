"""Mistakes in revocations, debts and freezes."""

import pytest

from services.ledger import rules, sheet
from services.ledger.commands import Freeze, Reclaim, Revoke
from services.ledger.errors import LedgerError
from services.ledger.sheet import Change, Operation, Sheet
from services.ledger.state import repayment_order
from tests.services.ledger.properties.planted.registry import bug, set_rule

_revoke = Sheet.revoke
_refuse_taking = rules._refuse_taking


@bug("a debt is not repaid")
def debt_not_repaid(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Sheet, "repay_debt", lambda self: None)


@bug("a debt is repaid by grants only, not by what a hold returns")
def debt_repaid_by_grants_only(patch: pytest.MonkeyPatch) -> None:
    repay = Sheet.repay_debt
    patch.setattr(Sheet, "repay_debt", lambda self: None if self.hold else repay(self))


@bug("a debt is repaid from free tokens first")
def debt_repaid_from_free(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheet, "repayment_order", lambda grant: (grant.source.is_purchased, *repayment_order(grant)[1:]))


@bug("spending goes on in debt")
def spends_in_debt(patch: pytest.MonkeyPatch) -> None:
    def refuse_taking(working: Sheet, amount: int) -> LedgerError | None:
        debt, working.debt = working.debt, 0
        refusal = _refuse_taking(working, amount)
        working.debt = debt
        return refusal

    patch.setattr(rules, "_refuse_taking", refuse_taking)


@bug("a revocation of spent tokens owes nothing")
def revoke_owes_nothing(patch: pytest.MonkeyPatch) -> None:
    def revoke(working: Sheet, command: Revoke) -> LedgerError | None:
        refusal, working.debt = rules._revoke(working, command), working.debt
        working.changes = [change for change in working.changes if change.op is not Operation.OWE]
        return refusal

    set_rule(patch, Revoke, revoke)


@bug("a revocation owes at once, and leaves other grants alone")
def revoke_spares_others(patch: pytest.MonkeyPatch) -> None:
    def revoke(self: Sheet, reference: str, amount: int) -> None:
        own = sum(grant.available for grant in self.grants.values() if grant.reference == reference)
        if own:
            _revoke(self, reference, min(amount, own))
        if amount > own:
            self.debt += amount - own
            self.changes.append(Change(Operation.OWE, amount - own))

    patch.setattr(Sheet, "revoke", revoke)


@bug("a revocation cannot reach its own frozen tokens")
def revoke_stops_at_freeze(patch: pytest.MonkeyPatch) -> None:
    def revoke(self: Sheet, reference: str, amount: int) -> None:
        _revoke(self, "nothing" if reference in self.frozen else reference, amount)

    patch.setattr(Sheet, "revoke", revoke)


@bug("a reclaim takes other tokens too")
def reclaim_takes_others(patch: pytest.MonkeyPatch) -> None:
    set_rule(patch, Reclaim, rules._revoke)


@bug("a freeze is ignored")
def freeze_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Sheet, "spendable", lambda self: [grant for grant in self.grants.values() if grant.available])


@bug("a freeze before its grant is forgotten")
def early_freeze_forgotten(patch: pytest.MonkeyPatch) -> None:
    def freeze(working: Sheet, command: Freeze) -> LedgerError | None:
        if any(grant.reference == command.reference for grant in working.grants.values()):
            return rules._freeze(working, command)
        return None

    set_rule(patch, Freeze, freeze)
