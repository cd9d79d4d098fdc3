"""What admins set for models, apart from what their providers say."""

from typing import ClassVar

from beanie import Document
from pymongo import IndexModel

from models.fields import Int64Amount, UtcDatetime


class ModelOverride(Document):
    """One model's; `services/catalog/overrides.py` says what each field means. Its id is the model's."""

    id: str  # type: ignore[assignment]
    hidden: bool
    premium: bool
    name: str | None
    factor_per_mille: int | None
    margin_per_mille: int | None
    rates: dict[str, Int64Amount] | None
    """Millionths of a wallet token per model token, by kind, and for one `image`."""
    version: int = 1
    """Goes up with every change, so that of two at once one is told."""
    updated_at: UtcDatetime

    class Settings:
        name = "model_overrides"
        indexes: ClassVar[list[IndexModel]] = []
