"""The database."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, SecretStr

__all__ = ["DatabaseSettings"]


def _database_address(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
        raise ValueError("must begin with mongodb:// or mongodb+srv://")
    return value


class DatabaseSettings(BaseModel):
    """Which database, and how it is reached."""

    mongodb_uri: Annotated[SecretStr, AfterValidator(_database_address)] | None = Field(
        None, description="A replica set or sharded cluster. Unset: a mongod is started under DATA_DIR."
    )
    mongodb_database: str = Field("tokentill", pattern=r"^[A-Za-z0-9_-]{1,38}$", description="Database name.")
    mongodb_timeout_ms: int = Field(10_000, ge=100, le=120_000, description="Longest time of one operation.")
    mongodb_pool_size: int = Field(64, ge=1, le=1_000, description="Connections to the database per process.")
    tokentill_mongod: Path | None = Field(None, description="Path of the mongod binary for the embedded database.")
