"""What users are given, and how the ledger is signed."""

from pathlib import Path

from pydantic import BaseModel, Field

__all__ = ["WalletSettings"]


class WalletSettings(BaseModel):
    """Grants, claims and checkpoints."""

    welcome_tokens: int = Field(10_000, ge=0, le=2**53, description="Tokens granted once at sign-up.")
    claim_tokens: int = Field(1_000, ge=1, le=2**53, description="Tokens of one claim.")
    claim_period_seconds: int = Field(
        86_400, ge=1, le=31_536_000, description="Cooldown: the time between two claims of a user."
    )

    checkpoint_key_file: Path | None = Field(
        None,
        description="PEM file of the Ed25519 private key that signs checkpoints of the ledger. Unset: in development "
        "one is generated under DATA_DIR.",
    )
