"""Keys of model providers that admins added, what each has used, and which of them rest."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, Sealed, UtcDatetime
from models.ids import new_id

__all__ = ["ProviderKey", "ProviderKeyRest", "ProviderKeyUse"]


class ProviderKey(Document):
    """One key. Without a limit where a limit is None."""

    id: str = Field(default_factory=lambda: new_id("pky"))  # type: ignore[assignment]
    provider: str
    """Such as `openrouter`; what is sealed is bound to it."""
    name: str
    sealed: Sealed
    mask: str
    """What is shown of it, such as `sk-…abcd`."""
    enabled: bool
    cost_per_mille: int
    """What it costs, in thousandths of the provider's price: the cheapest is used first."""
    requests_per_day: int | None
    requests_per_month: int | None
    nanodollars_per_day: Int64Amount | None
    """Billionths of a US dollar."""
    nanodollars_per_month: Int64Amount | None
    version: int = 1
    """Goes up with every change, so that of two at once one is told."""
    created_by: str
    created_at: UtcDatetime
    updated_at: UtcDatetime

    class Settings:
        name = "provider_keys"
        indexes: ClassVar[list[IndexModel]] = []


class ProviderKeyUse(Document):
    """What one key has used; its id is the key's. Each change is one update, on any number of servers."""

    id: str  # type: ignore[assignment]
    day: str
    """In UTC: `2026-05-01`."""
    month: str
    day_requests: Int64Amount
    day_nanodollars: Int64Amount
    month_requests: Int64Amount
    month_nanodollars: Int64Amount
    within: bool
    """Whether the last request that was to be counted was within the limits, and was."""

    class Settings:
        name = "provider_key_uses"
        indexes: ClassVar[list[IndexModel]] = []


class ProviderKeyRest(Document):
    """Until when a key is left alone that its provider refused. Its id is the key's, with the model's if any."""

    id: str  # type: ignore[assignment]
    key_id: str
    model: str | None
    """The model that was asked for, of a rest that is about that model alone."""
    code: str
    """PROVIDER_AUTH, PROVIDER_PAYMENT_REQUIRED or PROVIDER_RATE_LIMITED."""
    at: UtcDatetime
    until: UtcDatetime
    expires_at: UtcDatetime
    """Later than `until` where an admin is to see it."""

    class Settings:
        name = "provider_key_rests"
        indexes: ClassVar = [
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
            IndexModel([("key_id", ASCENDING)], name="by_key"),
        ]
