"""Usage as it is read back from the ledger: the entries that charged for model tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from messages import Phrase
from services.errors import InvalidInputError

__all__ = ["COST_EXPRESSION", "SPENDING_OPS", "UsageFilter", "UsageRow"]

SPENDING_OPS = ("spend", "settle")
"""The movements of an entry that are a charge."""
_MOST_CHARACTERS = 200

COST_EXPRESSION: dict[str, Any] = {
    "$sum": {
        "$map": {
            "input": {"$filter": {"input": "$changes", "cond": {"$in": ["$$this.op", list(SPENDING_OPS)]}}},
            "in": "$$this.amount",
        }
    }
}
"""Wallet tokens that an entry spent, in an aggregation."""


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One charge. Model tokens are counted once each; `cost` and `balance_after` are wallet tokens."""

    id: str
    seq: int
    at: datetime
    kind: str
    model_id: str | None
    provider: str | None
    conversation_id: str | None
    message_id: str | None
    reference: str | None
    """What a program calls the work that it charged for."""
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    images: int
    """Images that were sent, beside the tokens that they were read as."""
    cost: int
    balance_after: int
    """Available tokens right after the charge."""
    price_version: str | None
    rates: Mapping[str, int]
    """Millionths of a wallet token per model token, by kind; empty for charges from before this was kept."""
    member_id: str | None = None
    """Who spent from a team's wallet; None: the wallet's own user did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageFilter:
    """Which charges to show; what is None does not limit. `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    model_id: str | None = None
    provider: str | None = None
    conversation_id: str | None = None
    kind: str | None = None
    member_id: str | None = None
    """Of a team's: the user who spent."""

    def check(self) -> None:
        """Raise InvalidInputError for a range that ends before it begins, or a value that is too long."""
        if self.since and self.until and self.since > self.until:
            raise InvalidInputError("from", "must not be after `to`")
        for name, value in (
            ("modelId", self.model_id),
            ("provider", self.provider),
            ("conversationId", self.conversation_id),
            ("memberId", self.member_id),
            ("kind", self.kind),
        ):
            if value is not None and len(value) > _MOST_CHARACTERS:
                raise InvalidInputError(name, Phrase("must have at most {most} characters", most=_MOST_CHARACTERS))

    def fields(self) -> dict[str, str]:
        """What an entry must have, by the names of its fields."""
        wanted = {
            "usage.model": self.model_id,
            "usage.provider": self.provider,
            "usage.kind": self.kind,
            "usage.member_id": self.member_id,
            "usage.conversation_id": self.conversation_id,
        }
        return {name: value for name, value in wanted.items() if value is not None}

    def query(self, wallet: str) -> dict[str, Any]:
        """The MongoDB query for a wallet. Raises InvalidInputError."""
        self.check()
        query: dict[str, Any] = {"wallet": wallet, "usage": {"$exists": True}} | self.fields()
        moments = {"$gte": self.since, "$lt": self.until}
        if limits := {operator: moment for operator, moment in moments.items() if moment is not None}:
            query["at"] = limits
        return query
