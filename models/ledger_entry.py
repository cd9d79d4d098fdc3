"""The ledger: append-only, one chain of entries a wallet, each with the state after it."""

from typing import Any, ClassVar

from beanie import Document, PydanticObjectId
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class EntryChange(BaseModel):
    """One movement of tokens between the pockets of one grant, or of debt."""

    op: str
    grant: str | None = None
    hold: str | None = None
    amount: Int64Amount


class LedgerEntry(Document):
    """One entry. Written only by `services.ledger`; `services/ledger/entries.py` specifies every field."""

    id: PydanticObjectId = Field(default_factory=PydanticObjectId)
    v: int
    wallet: str
    seq: Int64Amount
    key: str
    input_hash: str
    kind: str
    at: UtcDatetime
    reference: str | None = None
    hold: dict[str, Any] | None = None
    refill: dict[str, Any] | None = None
    changes: list[EntryChange]
    usage: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    state_ref: str | None = None
    prev_hash: str
    hash: str

    class Settings:
        name = "ledger_entries"
        indexes: ClassVar = [
            IndexModel([("wallet", ASCENDING), ("seq", ASCENDING)], name="wallet_seq_unique", unique=True),
            IndexModel([("wallet", ASCENDING), ("key", ASCENDING)], name="wallet_key_unique", unique=True),
            IndexModel(
                [("wallet", ASCENDING), ("seq", DESCENDING)],
                name="usage",
                partialFilterExpression={"usage": {"$exists": True}},
            ),
            IndexModel(
                [("wallet", ASCENDING), ("at", ASCENDING)],
                name="usage_at",
                partialFilterExpression={"usage": {"$exists": True}},
            ),
            IndexModel(
                [("wallet", ASCENDING), ("usage.member_id", ASCENDING), ("seq", DESCENDING)],
                name="usage_of_member",
                partialFilterExpression={"usage.member_id": {"$exists": True}},
            ),
            IndexModel(
                [("wallet", ASCENDING), ("usage.conversation_id", ASCENDING), ("seq", DESCENDING)],
                name="usage_conversation",
                partialFilterExpression={"usage.conversation_id": {"$exists": True}},
            ),
            IndexModel(
                [
                    ("wallet", ASCENDING),
                    ("usage.model", ASCENDING),
                    ("usage.provider", ASCENDING),
                    ("usage.kind", ASCENDING),
                    ("seq", DESCENDING),
                ],
                name="usage_model",
                partialFilterExpression={"usage": {"$exists": True}},
            ),
            IndexModel(
                [
                    ("wallet", ASCENDING),
                    ("usage.member_id", ASCENDING),
                    ("usage.model", ASCENDING),
                    ("usage.provider", ASCENDING),
                    ("usage.kind", ASCENDING),
                    ("seq", DESCENDING),
                ],
                name="usage_of_member_by_model",
                partialFilterExpression={"usage.member_id": {"$exists": True}},
            ),
            IndexModel(
                [("hold.expires_at", ASCENDING)],
                name="hold_expiry",
                partialFilterExpression={"hold.expires_at": {"$exists": True}},
            ),
        ]
