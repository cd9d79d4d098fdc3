"""Mistakes in refilling and forfeiting."""

from dataclasses import replace

import pytest

from services.ledger import rules
from services.ledger.commands import Refill
from services.ledger.errors import LedgerError
from services.ledger.sheet import Operation, Sheet
from services.ledger.sources import GrantSource
from tests.services.ledger.properties.planted.registry import bug, set_rule


@bug("an interval is refilled as often as it is asked for")
def refills_unlimited(patch: pytest.MonkeyPatch) -> None:
    def refill(working: Sheet, command: Refill) -> LedgerError | None:
        working.last_refill_at = None
        return rules._refill(working, command)

    set_rule(patch, Refill, refill)


@bug("an interval is refilled before it begins")
def refills_early(patch: pytest.MonkeyPatch) -> None:
    def refill(working: Sheet, command: Refill) -> LedgerError | None:
        now, working.now = working.now, max(working.now, command.due_at)
        refusal = rules._refill(working, command)
        working.now = now
        return refusal

    set_rule(patch, Refill, refill)


@bug("held tokens do not count against the cap of a refill")
def held_tokens_uncounted(patch: pytest.MonkeyPatch) -> None:
    def total_of(self: Sheet, source: GrantSource) -> int:
        return sum(grant.available for grant in self.grants.values() if grant.source is source)

    patch.setattr(Sheet, "total_of", total_of)


@bug("a refill ignores its cap")
def refills_uncapped(patch: pytest.MonkeyPatch) -> None:
    set_rule(patch, Refill, lambda working, command: rules._refill(working, replace(command, most=None)))


@bug("a forfeiture leaves the newest grant")
def forfeits_too_little(patch: pytest.MonkeyPatch) -> None:
    def forfeit(self: Sheet) -> None:
        for grant in self.spendable()[:-1]:
            self._take(grant, grant.available, Operation.REVOKE)

    patch.setattr(Sheet, "forfeit", forfeit)
