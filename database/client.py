"""The connection to MongoDB."""

from typing import Any

from pymongo import AsyncMongoClient

from settings import Settings

__all__ = ["Client", "connect"]

Client = AsyncMongoClient[dict[str, Any]]


def connect(settings: Settings) -> Client:
    """A client for `settings.mongodb_uri`; it connects at its first use, and must be closed.

    Writes wait for a majority and the journal. Every operation ends within `mongodb_timeout_ms`, whatever the network
    does: a frozen primary would otherwise hang its callers for longer.

    Raises ValueError when `mongodb_uri` is not set: `tokentill serve` puts the embedded database's address there.
    """
    if settings.mongodb_uri is None:
        raise ValueError("MONGODB_URI is not set, and no embedded database was started")
    return AsyncMongoClient(
        settings.mongodb_uri.get_secret_value(),
        appname="tokentill",
        tz_aware=True,
        timeoutMS=settings.mongodb_timeout_ms,
        serverSelectionTimeoutMS=settings.mongodb_timeout_ms,
        maxPoolSize=settings.mongodb_pool_size,
        retryWrites=True,
        retryReads=True,
        w="majority",
        journal=True,
    )
