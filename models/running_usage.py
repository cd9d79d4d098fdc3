"""What each wallet was charged for, in all or for one conversation, summed up to some entry of its ledger.

A cache: it may be removed at any time.
"""

from typing import Any, ClassVar

from beanie import Document

from models.fields import Int64Amount


class RunningUsage(Document):
    """The sums over a wallet's charges up to and with the entry `seq`. Written by `services/usage` alone."""

    id: str  # type: ignore[assignment]
    """The wallet; behind it the conversation, and the member of a team, where it is about those."""
    seq: Int64Amount
    requests: Int64Amount
    input_tokens: Int64Amount
    """Model tokens, with cached input."""
    output_tokens: Int64Amount
    """Model tokens, with reasoning."""
    cost: Int64Amount
    """Wallet tokens."""

    class Settings:
        name = "running_usage"
        indexes: ClassVar[list[Any]] = []
