"""Sums over all attempts at a reply by one model in one quarter of an hour."""

from typing import ClassVar

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class CodeCount(BaseModel):
    """How often a failure came."""

    code: str
    count: Int64Amount


class BinCount(BaseModel):
    """How many values lie in a bin of `services/overview/histogram.py`."""

    bin: Int64Amount
    count: Int64Amount


class ChatQuarter(Document):
    """Written whole, from the outcomes, once the quarter is over; the same whoever writes it, and however often."""

    id: str  # type: ignore[assignment]
    """Its start, provider and model."""
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

    class Settings:
        name = "chat_quarters"
        indexes: ClassVar = [IndexModel([("start", ASCENDING)], name="by_start")]
