"""The working sheet of one transition: a wallet's state in mutable form, and the changes made to it so far."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.ledger.sources import GrantSource
from services.ledger.state import Grant, HoldPart, OpenHold, WalletState, repayment_order, spending_order
from services.ledger.values import value

__all__ = ["Change", "Operation", "Sheet"]


class Operation(StrEnum):
    """A movement of tokens between the pockets of a wallet; amounts are always positive."""

    GRANT = "grant"
    """From outside to available."""
    SPEND = "spend"
    """From available to spent."""
    HOLD = "hold"
    """From available to held."""
    SETTLE = "settle"
    """From held to spent."""
    RETURN = "return"
    """From held back to available."""
    EXPIRE = "expire"
    """From available to expired."""
    REVOKE = "revoke"
    """From available to taken back."""
    REPAY = "repay"
    """From available to taken back, and as much off the debt."""
    OWE = "owe"
    """Onto the debt; no grant has a part in it."""


@value(frozen=True, slots=True)
class Change:
    """`amount` whole tokens, moved by `op`. A grant's own description stands in the change that grants it."""

    op: Operation
    amount: int
    grant: str | None = None
    hold: str | None = None
    source: GrantSource | None = None
    expires_at: datetime | None = None
    reference: str | None = None


class Sheet:
    """One transition in the making. Its methods do what they are told; `rules` decides whether they may."""

    def __init__(self, state: WalletState, now: datetime, seq: int) -> None:
        self.now = now
        self.seq = seq
        self.grants = {grant.id: grant for grant in state.grants}
        self.holds = {hold.id: hold for hold in state.holds}
        self.debt = state.debt
        self.frozen = set(state.frozen)
        self.last_claim_at = state.last_claim_at
        self.last_refill_at = state.last_refill_at
        self.changes: list[Change] = []
        self.hold: dict[str, Any] | None = None
        self._lifetime_purchased = state.lifetime_purchased
        self._lifetime_spent = state.lifetime_spent

    def state(self) -> WalletState:
        """The state as the sheet stands, without grants that nothing is left of."""
        held = {part.grant for hold in self.holds.values() for part in hold.parts} if self.holds else ()
        return WalletState(
            grants=tuple([grant for grant in self.grants.values() if grant.available or grant.id in held]),
            holds=tuple(self.holds.values()),
            debt=self.debt,
            frozen=tuple(sorted(self.frozen)) if self.frozen else (),
            last_claim_at=self.last_claim_at,
            last_refill_at=self.last_refill_at,
            lifetime_purchased=self._lifetime_purchased,
            lifetime_spent=self._lifetime_spent,
        )

    def spendable(self) -> list[Grant]:
        """The grants that can be taken from, unsorted. What is due has expired before."""
        grants, frozen = self.grants.values(), self.frozen
        if not frozen:
            return [grant for grant in grants if grant.available]
        return [grant for grant in grants if grant.available and grant.reference not in frozen]

    def spendable_total(self) -> int:
        """Whole tokens that can be taken."""
        return sum(grant.available for grant in self.spendable())

    def total_of(self, source: GrantSource) -> int:
        """Whole tokens of `source` in the wallet: available, frozen or held."""
        own = {grant.id: grant.available for grant in self.grants.values() if grant.source is source}
        held = sum(part.amount for hold in self.holds.values() for part in hold.parts if part.grant in own)
        return sum(own.values()) + held

    def expire_due(self) -> None:
        """Move every expired grant's tokens out."""
        due = [g for g in self.grants.values() if g.expires_at is not None and g.available and g.expired(self.now)]
        for grant in due:
            self._take(grant, grant.available, Operation.EXPIRE)

    def grant(self, source: GrantSource, amount: int, expires_at: datetime | None, reference: str | None) -> None:
        """Add tokens, to a grant of the same source and expiry where neither must take its own back."""
        grant = self._mergeable(source, expires_at) if reference is None else None
        if grant is None:
            grant = Grant(f"g{self.seq}", source, 0, self.seq, expires_at, reference)
        self.grants[grant.id] = grant.with_available(grant.available + amount)
        if source.counts_as_bought:
            self._lifetime_purchased += amount
        self.changes.append(
            Change(Operation.GRANT, amount, grant.id, source=source, expires_at=expires_at, reference=reference)
        )
        if grant.expired(self.now):
            self._take(self.grants[grant.id], amount, Operation.EXPIRE)

    def spend(self, amount: int) -> None:
        """Take `amount` in spending order."""
        for part in self._parts(amount):
            self._take(self.grants[part.grant], part.amount, Operation.SPEND)
        self._lifetime_spent += amount

    def open_hold(self, hold_id: str, amount: int, expires_at: datetime) -> None:
        """Reserve `amount` in spending order."""
        parts = self._parts(amount)
        for part in parts:
            self._take(self.grants[part.grant], part.amount, Operation.HOLD, hold_id)
        self.holds[hold_id] = OpenHold(hold_id, parts, expires_at)
        self.hold = {"id": hold_id, "amount": amount, "expires_at": expires_at}

    def renew_hold(self, hold_id: str, expires_at: datetime) -> None:
        """Move a hold's expiry, never to an earlier moment."""
        hold = self.holds[hold_id]
        renewed = replace(hold, expires_at=max(hold.expires_at, expires_at))
        self.holds[hold_id] = renewed
        self.hold = {"id": hold_id, "amount": hold.amount, "expires_at": renewed.expires_at}

    def end_hold(self, hold: OpenHold, cost: int) -> None:
        """Spend `cost` of the hold, first part first; return the rest, which expires at once if its grant has."""
        del self.holds[hold.id]
        left = cost
        for part in hold.parts:
            spent = min(left, part.amount)
            left -= spent
            if spent:
                self.changes.append(Change(Operation.SETTLE, spent, part.grant, hold.id))
            if part.amount > spent:
                self._return(part.grant, part.amount - spent, hold.id)
        self._lifetime_spent += cost
        self.hold = {"id": hold.id, "amount": hold.amount}

    def revoke(self, reference: str, amount: int) -> None:
        """Take back `amount`: of the grant with `reference` even if frozen, then of any other; the rest is owed."""
        left = amount - self.reclaim(reference, amount)
        for grant in sorted((g for g in self.spendable() if g.reference != reference), key=repayment_order):
            taken = min(left, grant.available)
            if taken:
                self._take(grant, taken, Operation.REVOKE)
                left -= taken
        if left:
            self.debt += left
            self.changes.append(Change(Operation.OWE, left))

    def reclaim(self, reference: str, amount: int) -> int:
        """Take back up to `amount` of the grants with `reference`, frozen or not; how much there was to take."""
        left = amount
        for grant in [grant for grant in self.grants.values() if grant.reference == reference and grant.available]:
            taken = min(left, grant.available)
            if taken:
                self._take(grant, taken, Operation.REVOKE)
                left -= taken
        return amount - left

    def debit(self, amount: int) -> None:
        """Take `amount` away in spending order; nothing of it counts as spent."""
        for part in self._parts(amount):
            self._take(self.grants[part.grant], part.amount, Operation.REVOKE)

    def forfeit(self) -> None:
        """Take away all that could be spent."""
        for grant in self.spendable():
            self._take(grant, grant.available, Operation.REVOKE)

    def repay_debt(self) -> None:
        """Pay off the debt from whatever is available, purchased tokens first."""
        if not self.debt:
            return
        for grant in sorted(self.spendable(), key=repayment_order):
            paid = min(self.debt, grant.available)
            if paid:
                self._take(grant, paid, Operation.REPAY)
                self.debt -= paid

    def _mergeable(self, source: GrantSource, expires_at: datetime | None) -> Grant | None:
        for grant in self.grants.values():
            if grant.source is source and grant.expires_at == expires_at and grant.reference is None:
                return grant
        return None

    def _parts(self, amount: int) -> tuple[HoldPart, ...]:
        parts: list[HoldPart] = []
        left = amount
        spendable = self.spendable()
        first = min(spendable, key=spending_order, default=None)
        if first is not None and first.available >= amount:  # mostly so, and then nothing need be sorted
            return (HoldPart(first.id, amount),)
        for grant in sorted(spendable, key=spending_order):
            if not left:
                break
            taken = min(left, grant.available)
            parts.append(HoldPart(grant.id, taken))
            left -= taken
        return tuple(parts)

    def _take(self, grant: Grant, amount: int, op: Operation, hold_id: str | None = None) -> None:
        self.grants[grant.id] = grant.with_available(grant.available - amount)
        self.changes.append(Change(op, amount, grant.id, hold_id))

    def _return(self, grant_id: str, amount: int, hold_id: str) -> None:
        grant = self.grants[grant_id]
        self.grants[grant_id] = grant.with_available(grant.available + amount)
        self.changes.append(Change(Operation.RETURN, amount, grant_id, hold_id))
        if grant.expired(self.now):
            self._take(self.grants[grant_id], amount, Operation.EXPIRE)
