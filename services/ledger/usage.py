"""The canonical record of what a completion used; it stands in the entry that charges it."""

from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any, Self

from services.ledger.values import value

__all__ = ["UsageRecord"]

_ADDED_LATER = ("images", "member_id", "reference", "key_id")
"""Fields that old requests do not have: left out while unset, so that the hash of an old request stays what it is."""


@value(frozen=True, slots=True)
class UsageRecord:
    """Counts of model tokens, each token once: `input_tokens` has no cached input, `output_tokens` no reasoning."""

    kind: str
    """What the tokens were used for, such as `chat`."""
    model: str | None = None
    provider: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    request_id: str | None = None
    """The provider's id of the request."""
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    price_version: str | None = None
    rates: Mapping[str, int] = field(default_factory=dict)
    """Millionths of a wallet token per model token, by kind of token, and for one `image`."""
    images: int | None = None
    """Images that were sent; None: none."""
    member_id: str | None = None
    """The user who spent from a team's wallet; None: the wallet's own user did."""
    reference: str | None = None
    """What the program calls the work that it charged for."""
    key_id: str | None = None
    """The API key that charged for work done elsewhere."""

    def to_document(self) -> dict[str, Any]:
        """Its fields by name, without those that are unset."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def fingerprint(self) -> dict[str, Any]:
        """All of it, for the hash of a request. What was added later counts only where it says something."""
        values = asdict(self)
        for name in _ADDED_LATER:
            if values[name] is None:
                del values[name]
        return values

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The record that `to_document` gave."""
        values: dict[str, Any] = dict(document)
        values["rates"] = dict(document.get("rates", {}))
        return cls(**values)
