"""Every field of the database that holds a sealed secret: what `tokentill rotate-master-key` seals anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from beanie import Document

from models.provider_key import ProviderKey
from models.webhook_secret import WebhookSecret

__all__ = ["SEALED_FIELDS", "SealedField"]


@dataclass(frozen=True, slots=True)
class SealedField:
    """One field of a model, by its name in the database. `bound_to` gives of a row what its secret was sealed with."""

    model: type[Document]
    field: str
    bound_to: Callable[[Mapping[str, Any]], tuple[str, ...]]


SEALED_FIELDS: tuple[SealedField, ...] = (
    SealedField(ProviderKey, "sealed", lambda row: ("provider_key", row["_id"], row["provider"])),
    SealedField(WebhookSecret, "sealed", lambda row: ("webhook_secret", row["endpoint_id"], row["_id"])),
)
