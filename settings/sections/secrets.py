"""What seals the secrets that the database holds."""

from pydantic import BaseModel, Field, SecretStr

__all__ = ["SecretSettings"]


class SecretSettings(BaseModel):
    """Master keys."""

    master_key: SecretStr | None = Field(
        None,
        description="Seals secrets in the database, such as provider keys: 32 random bytes in hexadecimal or base64. "
        "Unset: none can be added; in development one is generated under DATA_DIR.",
    )
    other_master_keys: SecretStr | None = Field(
        None,
        description="Comma-separated keys that only open what they sealed: the one before MASTER_KEY, or the one that "
        "will follow it while servers are started anew; see `tokentill rotate-master-key`.",
    )
