"""Promo codes: what each gives, to whom, and how often it was taken up."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class PromoKind(StrEnum):
    """What a promo code gives."""

    PERCENT = "percent"
    AMOUNT = "amount"
    BONUS_TOKENS = "bonus_tokens"


class PromoCode(Document):
    """One code. What it gives never changes; limits, window and packages may, for purchases that come after."""

    id: str = Field(default_factory=lambda: new_id("prm"))  # type: ignore[assignment]
    code: str
    """Normalised: in upper case, without blanks around it."""
    kind: PromoKind
    percent: int = 0
    """Whole percent off, for the kind PERCENT."""
    amounts: dict[str, Int64Amount] = {}
    """By currency (ISO 4217), minor units off, for the kind AMOUNT. It is not for other currencies."""
    bonus_tokens: Int64Amount = Int64(0)
    """Tokens added, for the kind BONUS_TOKENS."""
    total_cap: int | None = None
    """How many payments may have it; None: any number."""
    per_user_cap: int | None = 1
    """How many payments of one user may have it; None: any number."""
    starts_at: UtcDatetime | None = None
    ends_at: UtcDatetime | None = None
    """From then on it is expired."""
    minimum_amounts: dict[str, Int64Amount] = {}
    """By currency, the least that a purchase must cost before the code; not for other currencies unless empty."""
    package_ids: list[str] = []
    """The packages it is for; empty: all."""
    active: bool = True
    redeemed: Int64Amount = Int64(0)
    """How many payments have it now: open ones and paid ones. Changed only together with a row of redemptions."""
    version: int = 1
    """Goes up with every edit, so that nobody takes up a code that was edited after it was quoted."""
    last_edit: str | None = None
    """The effect id, in the record of admin actions, of what made it or changed it last."""
    created_at: UtcDatetime
    updated_at: UtcDatetime

    class Settings:
        name = "promo_codes"
        indexes: ClassVar = [IndexModel([("code", ASCENDING)], name="code_unique", unique=True)]
