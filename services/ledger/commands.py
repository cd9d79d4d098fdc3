"""What can be asked of a wallet. Commands are plain data; `rules.apply` decides on them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, ClassVar

from services.ledger.sources import GrantSource
from services.ledger.usage import UsageRecord
from services.ledger.values import value

__all__ = [
    "Claim",
    "Command",
    "Debit",
    "Forfeit",
    "Freeze",
    "GrantTokens",
    "HoldTokens",
    "Reclaim",
    "Refill",
    "Release",
    "RenewHold",
    "Revoke",
    "SetAvailable",
    "Settle",
    "Spend",
    "Unfreeze",
]


@value(frozen=True, slots=True)
class Command:
    """The base of all commands. `kind` names the entry that it becomes."""

    kind: ClassVar[str]

    def fingerprint(self) -> Mapping[str, Any]:
        """What must be equal for an idempotency key to be the same request."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@value(frozen=True, slots=True)
class GrantTokens(Command):
    """Add `amount` tokens from `source`, spendable until `expires_at`."""

    kind: ClassVar[str] = "grant"
    source: GrantSource
    amount: int
    expires_at: datetime | None = None
    reference: str | None = None


@value(frozen=True, slots=True)
class Claim(Command):
    """Add the free tokens of a claim, if `period_seconds` have passed since the last one."""

    kind: ClassVar[str] = "claim"
    amount: int
    period_seconds: int

    def fingerprint(self) -> Mapping[str, Any]:
        """Nothing: amount and period are the server's to choose, not the caller's."""
        return {}


@value(frozen=True, slots=True)
class Refill(Command):
    """Add up to `amount` free tokens for the interval that began at `due_at`, once.

    With `most` only so many as leave that many of all refilled tokens in the wallet, held ones counted.
    """

    kind: ClassVar[str] = "refill"
    due_at: datetime
    amount: int
    most: int | None = None

    def fingerprint(self) -> Mapping[str, Any]:
        """Nothing: the interval stands in the key, and the rest is the server's to choose."""
        return {}


@value(frozen=True, slots=True)
class Spend(Command):
    """Take `amount` tokens at once."""

    kind: ClassVar[str] = "spend"
    amount: int
    usage: UsageRecord | None = None

    def fingerprint(self) -> Mapping[str, Any]:
        """All of it."""
        return {"amount": self.amount, "usage": None if self.usage is None else self.usage.fingerprint()}


@value(frozen=True, slots=True)
class HoldTokens(Command):
    """Reserve `amount` tokens, the most that the work can cost, until `expires_at`."""

    kind: ClassVar[str] = "hold"
    hold_id: str
    amount: int
    expires_at: datetime


@value(frozen=True, slots=True)
class RenewHold(Command):
    """Move an open hold's expiry to `expires_at`; the work is still running."""

    kind: ClassVar[str] = "renew"
    hold_id: str
    expires_at: datetime


@value(frozen=True, slots=True)
class Settle(Command):
    """End a hold by spending `amount` of it; the rest returns."""

    kind: ClassVar[str] = "settle"
    hold_id: str
    amount: int
    usage: UsageRecord | None = None

    def fingerprint(self) -> Mapping[str, Any]:
        """The hold and the amount: a repeated settle may describe its usage in other words."""
        return {"hold_id": self.hold_id, "amount": self.amount}


@value(frozen=True, slots=True)
class Release(Command):
    """End a hold without spending; all of it returns."""

    kind: ClassVar[str] = "release"
    hold_id: str


@value(frozen=True, slots=True)
class Revoke(Command):
    """Take back `amount` tokens of the grant with `reference`; what is gone already becomes a debt."""

    kind: ClassVar[str] = "revoke"
    reference: str
    amount: int


@value(frozen=True, slots=True)
class Reclaim(Command):
    """Take back up to `amount` tokens of the grant with `reference`, and nothing else; what is gone is not owed."""

    kind: ClassVar[str] = "reclaim"
    reference: str
    amount: int


@value(frozen=True, slots=True)
class Debit(Command):
    """Take `amount` tokens away, all of them or none: an admin's correction. They do not count as spent."""

    kind: ClassVar[str] = "debit"
    amount: int


@value(frozen=True, slots=True)
class SetAvailable(Command):
    """Make `available` the tokens that can be spent, by a grant or a debit of the difference."""

    kind: ClassVar[str] = "set_available"
    available: int


@value(frozen=True, slots=True)
class Forfeit(Command):
    """Take away all that could be spent: its owner gave it up. What is held or frozen stays."""

    kind: ClassVar[str] = "forfeit"


@value(frozen=True, slots=True)
class Freeze(Command):
    """Make the grant with `reference` unspendable, also if it is yet to come."""

    kind: ClassVar[str] = "freeze"
    reference: str


@value(frozen=True, slots=True)
class Unfreeze(Command):
    """Undo a freeze."""

    kind: ClassVar[str] = "unfreeze"
    reference: str
