"""A plain model of one wallet, written from the text of docs/ledger.md and sharing no code with the rules.

It favours the obvious over the fast: dicts, a copy for every command, and no state that could be computed.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = ["LARGEST", "MOST_OPEN_HOLDS", "Model", "Outcome", "Pocket", "spending_place"]

LARGEST = 2**63 - 1
MOST_OPEN_HOLDS = 64
PURCHASED = ("purchase", "gift", "subscription", "refund")
FOREVER = datetime.max.replace(tzinfo=UTC)

Move = tuple[str, int, str | None, str | None]
"""Movement, tokens, grant, hold."""


@dataclass
class Pocket:
    """One grant, with everything that ever happened to its tokens."""

    source: str
    expires_at: datetime | None
    reference: str | None
    age: int
    granted: int = 0
    held: int = 0
    spent: int = 0
    expired: int = 0
    taken_back: int = 0

    @property
    def available(self) -> int:
        return self.granted - self.held - self.spent - self.expired - self.taken_back

    @property
    def live(self) -> bool:
        return self.available > 0 or self.held > 0

    @property
    def purchased(self) -> bool:
        return self.source in PURCHASED

    def over(self, now: datetime) -> bool:
        return now >= (self.expires_at or FOREVER)


def spending_place(pocket: Pocket) -> tuple[datetime, int, int]:
    """Soonest expiry first, then free before purchased, then oldest."""
    return (pocket.expires_at or FOREVER, 1 if pocket.purchased else 0, pocket.age)


def repayment_place(pocket: Pocket) -> tuple[int, datetime, int]:
    """Purchased first, then as in spending."""
    return (0 if pocket.purchased else 1, pocket.expires_at or FOREVER, pocket.age)


class RefusedError(Exception):
    """`code`, and what the refusal tells beside it."""

    def __init__(self, code: str, **details: Any) -> None:
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Outcome:
    """What a command comes to: its movements, or a refusal's code and details."""

    code: str
    """`accepted`, or the refusal's."""
    moves: tuple[Move, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


class Model:
    """`execute` is all there is to it; each command is a method of its kind's name."""

    def __init__(self) -> None:
        self.pockets: dict[str, Pocket] = {}
        self.holds: dict[str, dict[str, Any]] = {}
        self.debt = 0
        self.frozen: set[str] = set()
        self.last_claim_at: datetime | None = None
        self.last_refill_at: datetime | None = None
        self.lifetime_purchased = 0
        self.lifetime_spent = 0
        self.seq = 0
        self.at: datetime | None = None
        self.moves: list[Move] = []

    def copy(self) -> "Model":
        other = Model()
        other.__dict__.update(self.__dict__)
        other.pockets = {name: Pocket(**vars(pocket)) for name, pocket in self.pockets.items()}
        other.holds = {name: {**hold, "parts": dict(hold["parts"])} for name, hold in self.holds.items()}
        other.frozen = set(self.frozen)
        other.moves = []
        return other

    def execute(self, kind: str, arguments: Mapping[str, Any], now: datetime) -> Outcome:
        """Do it wholly, or refuse and change nothing. An entry is never older than the one before it."""
        draft = self.copy()
        draft.seq += 1
        draft.at = max(now, self.at) if self.at else now
        try:
            draft.expire()
            getattr(draft, kind)(**arguments)
            draft.pay_off_debt()
            draft.check_totals()
        except RefusedError as refusal:
            return Outcome(refusal.code, (), refusal.details)
        self.__dict__.update(draft.__dict__)
        return Outcome("accepted", tuple(self.moves))

    def pockets_with_tokens(self, now: datetime) -> dict[str, Pocket]:
        """What can be spent: available, neither expired nor frozen."""
        return {
            name: pocket
            for name, pocket in self.pockets.items()
            if pocket.available > 0 and not pocket.over(now) and pocket.reference not in self.frozen
        }

    def balance(self, now: datetime) -> dict[str, int]:
        usable = self.pockets_with_tokens(now).values()
        return {
            "free": sum(pocket.available for pocket in usable if not pocket.purchased),
            "purchased": sum(pocket.available for pocket in usable if pocket.purchased),
            "held": sum(pocket.held for pocket in self.pockets.values()),
            "debt": self.debt,
            "lifetime_purchased": self.lifetime_purchased,
            "lifetime_spent": self.lifetime_spent,
            "seq": self.seq,
        }

    def available(self, now: datetime) -> int:
        return sum(pocket.available for pocket in self.pockets_with_tokens(now).values())

    # The commands.

    def grant(self, source: str, amount: int, expires_at: datetime | None, reference: str | None) -> None:
        require_amount(amount)
        name = self.pocket_to_fill(source, expires_at, reference)
        pocket = self.pockets.setdefault(name, Pocket(source, expires_at, reference, self.seq))
        pocket.granted += amount
        self.moves.append(("grant", amount, name, None))
        if pocket.purchased and source != "refund":
            self.lifetime_purchased += amount
        self.expire_now(name, amount)

    def claim(self, amount: int, period_seconds: int) -> None:
        require_amount(amount)
        assert self.at is not None
        if self.last_claim_at is not None:
            next_at = self.last_claim_at + timedelta(seconds=period_seconds)
            if self.at < next_at:
                left = math.ceil((next_at - self.at) / timedelta(seconds=1))
                raise RefusedError("CLAIM_TOO_EARLY", next_claim_at=next_at, seconds_left=left)
        self.grant("claim", amount, None, None)
        self.last_claim_at = self.at

    def refill(self, due_at: datetime, amount: int, most: int | None) -> None:
        require_amount(amount)
        if most is not None:
            require_amount(most)
        assert self.at is not None
        done = self.last_refill_at is not None and self.last_refill_at >= due_at
        if done or self.at < due_at:
            raise RefusedError("REFILL_NOT_DUE")
        there = sum(pocket.available + pocket.held for pocket in self.pockets.values() if pocket.source == "refill")
        added = amount if most is None else min(amount, most - there)
        if added < 1:
            raise RefusedError("REFILL_NOT_DUE")
        self.grant("refill", added, None, None)
        self.last_refill_at = due_at

    def spend(self, amount: int) -> None:
        for name, part in self.take(amount).items():
            self.pockets[name].spent += part
            self.moves.append(("spend", part, name, None))
        self.lifetime_spent += amount

    def hold(self, hold_id: str, amount: int, expires_at: datetime) -> None:
        assert self.at is not None
        parts = self.take(amount)
        if len(self.holds) >= MOST_OPEN_HOLDS:
            raise RefusedError("TOO_MANY_HOLDS")
        if hold_id in self.holds or expires_at <= self.at:
            raise RefusedError("HOLD_ENDED")
        for name, part in parts.items():
            self.pockets[name].held += part
            self.moves.append(("hold", part, name, hold_id))
        self.holds[hold_id] = {"parts": parts, "expires_at": expires_at}

    def renew(self, hold_id: str, expires_at: datetime) -> None:
        hold = self.open_hold(hold_id)
        hold["expires_at"] = max(hold["expires_at"], expires_at)

    def settle(self, hold_id: str, amount: int) -> None:
        hold = self.open_hold(hold_id)
        if amount < 0 or amount > sum(hold["parts"].values()):
            raise RefusedError("AMOUNT_OUT_OF_RANGE")
        self.end(hold_id, amount)

    def release(self, hold_id: str) -> None:
        self.open_hold(hold_id)
        self.end(hold_id, 0)

    def revoke(self, reference: str, amount: int) -> None:
        require_amount(amount)
        assert self.at is not None
        own = self.own_of(reference)
        usable = self.pockets_with_tokens(self.at)
        others = sorted((n for n in usable if n not in own), key=lambda name: repayment_place(usable[name]))
        for name in own + others:
            part = min(amount, self.pockets[name].available)
            if part:
                self.pockets[name].taken_back += part
                self.moves.append(("revoke", part, name, None))
                amount -= part
        if amount:
            self.debt += amount
            self.moves.append(("owe", amount, None, None))

    def reclaim(self, reference: str, amount: int) -> None:
        """The purchase's own tokens, as far as they go."""
        require_amount(amount)
        for name in self.own_of(reference):
            part = min(amount, self.pockets[name].available)
            if part:
                self.pockets[name].taken_back += part
                self.moves.append(("revoke", part, name, None))
                amount -= part

    def forfeit(self) -> None:
        assert self.at is not None
        for name, pocket in self.pockets_with_tokens(self.at).items():
            self.moves.append(("revoke", pocket.available, name, None))
            pocket.taken_back += pocket.available

    def debit(self, amount: int) -> None:
        """What an admin takes; in spending order, and not spent."""
        for name, part in self.take(amount).items():
            self.pockets[name].taken_back += part
            self.moves.append(("revoke", part, name, None))

    def set_available(self, available: int) -> None:
        """An admin's grant or debit of the difference."""
        assert self.at is not None
        if available < 0 or available > LARGEST:
            raise RefusedError("AMOUNT_OUT_OF_RANGE")
        if self.debt:
            raise RefusedError("WALLET_IN_DEBT", debt=self.debt)
        difference = available - self.available(self.at)
        if difference > 0:
            self.grant("admin", difference, None, None)
        elif difference < 0:
            self.debit(-difference)

    def freeze(self, reference: str) -> None:
        self.frozen.add(reference)

    def unfreeze(self, reference: str) -> None:
        self.frozen.discard(reference)

    # What they are made of.

    def own_of(self, reference: str) -> list[str]:
        """Frozen or not."""
        return [name for name, p in self.pockets.items() if p.reference == reference and p.available]

    def take(self, amount: int) -> dict[str, int]:
        """Which grants give how much, in spending order."""
        require_amount(amount)
        assert self.at is not None
        if self.debt:
            raise RefusedError("WALLET_IN_DEBT", debt=self.debt)
        usable = self.pockets_with_tokens(self.at)
        there = sum(pocket.available for pocket in usable.values())
        if amount > there:
            raise RefusedError("INSUFFICIENT_TOKENS", required=amount, available=there)
        parts = {}
        for name in sorted(usable, key=lambda name: spending_place(usable[name])):
            if amount:
                parts[name] = min(amount, usable[name].available)
                amount -= parts[name]
        return parts

    def end(self, hold_id: str, cost: int) -> None:
        """Spend the hold in the order in which it took, and return what is left of each part."""
        for name, held in self.holds.pop(hold_id)["parts"].items():
            spent = min(cost, held)
            cost -= spent
            self.pockets[name].held -= held
            self.pockets[name].spent += spent
            self.lifetime_spent += spent
            if spent:
                self.moves.append(("settle", spent, name, hold_id))
            if held > spent:
                self.moves.append(("return", held - spent, name, hold_id))
                self.expire_now(name, held - spent)

    def open_hold(self, hold_id: str) -> dict[str, Any]:
        if hold_id not in self.holds:
            raise RefusedError("HOLD_ENDED")
        return self.holds[hold_id]

    def pocket_to_fill(self, source: str, expires_at: datetime | None, reference: str | None) -> str:
        """Grants of one source and expiry are one, as long as anything is left; those with a reference never."""
        for name, pocket in self.pockets.items():
            left_before = pocket.live or any(move[0] == "expire" and move[2] == name for move in self.moves)
            alike = (pocket.source, pocket.expires_at, pocket.reference) == (source, expires_at, None)
            if reference is None and alike and left_before:
                return name
        return f"g{self.seq}"

    def expire(self) -> None:
        for name, pocket in self.pockets.items():
            if pocket.available:
                self.expire_now(name, pocket.available)

    def expire_now(self, name: str, amount: int) -> None:
        assert self.at is not None
        if self.pockets[name].over(self.at):
            self.pockets[name].expired += amount
            self.moves.append(("expire", amount, name, None))

    def pay_off_debt(self) -> None:
        assert self.at is not None
        usable = self.pockets_with_tokens(self.at)
        for name in sorted(usable, key=lambda name: repayment_place(usable[name])):
            part = min(self.debt, usable[name].available)
            if part:
                usable[name].taken_back += part
                self.debt -= part
                self.moves.append(("repay", part, name, None))

    def check_totals(self) -> None:
        inside = sum(pocket.available + pocket.held for pocket in self.pockets.values())
        if max(inside, self.debt, self.lifetime_purchased, self.lifetime_spent) > LARGEST:
            raise RefusedError("AMOUNT_OUT_OF_RANGE")


def require_amount(amount: int) -> None:
    if amount < 1 or amount > LARGEST:
        raise RefusedError("AMOUNT_OUT_OF_RANGE")
