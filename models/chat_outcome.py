"""How each attempt at a reply ended, for a month: what the admin's overview is summed up from."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.generation import FailedRoute

KEPT_DAYS = 40
"""So long an outcome is kept. The sums over it stay for ever."""


class OutcomeState(StrEnum):
    """How an attempt ended."""

    DONE = "done"
    """There is a reply, and it is charged."""
    FAILED = "failed"
    """A model was asked, and there is no reply."""
    REFUSED = "refused"
    """No model was asked: the wallet, or access, did not allow it."""


class ChatOutcome(Document):
    """One attempt of one generation. Written once, when it ends; never changed."""

    id: str  # type: ignore[assignment]
    """The id of the attempt's hold, so that an attempt is counted once, whoever ends it and however often."""
    at: UtcDatetime
    user_id: str
    purpose: str
    """`chat`, or that of a structure: see `Generation.purpose`."""
    provider: str
    """Whoever served, or was asked first where nobody did."""
    model_id: str
    state: OutcomeState
    code: str | None = None
    """Why there is no reply; None where there is one."""
    broke_off: bool = False
    """Whether the provider's stream ended before the reply did."""
    failed_routes: list[FailedRoute] = []
    """Other models that were asked and delivered nothing."""
    first_text_bin: int | None = None
    """From the request to the provider to its first text: a bin of `services/overview/histogram.py`, as below."""
    whole_bin: int | None = None
    """To the end of a reply that the provider ended itself."""
    input_tokens: Int64Amount
    """Model tokens, cached input included."""
    output_tokens: Int64Amount
    """Model tokens, reasoning included."""
    cost: Int64Amount
    """Wallet tokens that were charged."""
    provider_nanodollars: Int64Amount | None = None
    """What its provider's published prices make it cost, in billionths of a US dollar; None where there are none."""
    charged_nanodollars: Int64Amount | None = None
    """What the charged wallet tokens are worth by the policy of prices; None where it says nothing of money."""
    expires_at: UtcDatetime

    class Settings:
        name = "chat_outcomes"
        indexes: ClassVar = [
            IndexModel([("at", ASCENDING)], name="by_time"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
