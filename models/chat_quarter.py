"""Sums over all attempts at a reply by one model in one quarter of an hour, or in one day."""

from typing import ClassVar

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime

COUNTED = (
    "requests",
    "succeeded",
    "failed",
    "refused",
    "input_tokens",
    "output_tokens",
    "cost",
    "provider_nanodollars",
    "priced",
    "margin_nanodollars",
    "compared",
)
"""What a series shows; an index holds all of it."""


class CodeCount(BaseModel):
    """How often a failure came."""

    code: str
    count: Int64Amount


class BinCount(BaseModel):
    """How many values lie in a bin of `services/overview/histogram.py`."""

    bin: Int64Amount
    count: Int64Amount


class SumsOfModel(Document):
    """What a quarter and a day have in common."""

    id: str  # type: ignore[assignment]
    """Start, provider and model."""
    start: UtcDatetime
    provider: str
    model_id: str
    requests: Int64Amount
    """Attempts that ended; the next three add up to it."""
    succeeded: Int64Amount
    failed: Int64Amount
    refused: Int64Amount
    asked: Int64Amount
    """How often the model was asked, by way of a fallback or not."""
    provider_failures: Int64Amount
    """How often that failed by the provider's fault, a reply that broke off included."""
    failures: list[CodeCount]
    """By code, refusals included; adds up to `failed` and `refused`."""
    first_text: list[BinCount]
    whole: list[BinCount]
    input_tokens: Int64Amount
    output_tokens: Int64Amount
    cost: Int64Amount
    provider_nanodollars: Int64Amount
    """Over the replies whose provider's price is known."""
    priced: Int64Amount
    """How many these are."""
    margin_nanodollars: Int64Amount
    """Worth of the charged tokens less the provider's cost, over the replies of which both are known."""
    compared: Int64Amount
    """How many these are."""


class ChatQuarter(SumsOfModel):
    """Written whole, from the outcomes, once the quarter is over; the same whoever writes it, and however often."""

    class Settings:
        name = "chat_quarters"
        indexes: ClassVar = [
            IndexModel([("start", ASCENDING), *((name, ASCENDING) for name in COUNTED)], name="series"),
        ]


class ChatDay(SumsOfModel):
    """The same over a day of UTC, from its quarters: what long ranges are read from."""

    class Settings:
        name = "chat_days"
        indexes: ClassVar = [IndexModel([("start", ASCENDING)], name="by_start")]
