"""Where limits are counted, as the settings say."""

from typing import Any, Literal

from limits.aio.storage import Storage
from pymongo.asynchronous.database import AsyncDatabase

from gateways.redis_counts import RedisCounts
from services.clock import Clock
from services.rate_limits.memory_store import MemoryStore
from services.rate_limits.mongodb_store import MongoDBStore
from settings import Environment, Settings

__all__ = ["close_store", "rate_limit_store", "store_kind"]


def store_kind(settings: Settings, *, workers: int = 1) -> Literal["memory", "mongodb", "redis"]:
    """What RATE_LIMIT_STORE=auto means for a server of so many processes."""
    if settings.rate_limit_store != "auto":
        return settings.rate_limit_store
    if settings.redis_uri is not None:
        return "redis"
    is_alone = workers == 1 and settings.environment is Environment.DEVELOPMENT
    return "memory" if is_alone else "mongodb"


def rate_limit_store(settings: Settings, database: AsyncDatabase[dict[str, Any]], clock: Clock) -> Storage:
    """The store. Nothing is connected before it is asked."""
    kind = store_kind(settings)
    if kind == "redis":
        uri = settings.redis_uri
        assert uri is not None, "the settings are checked"  # noqa: S101 - true of every Settings
        return RedisCounts(uri.get_secret_value())
    return MongoDBStore(database, clock) if kind == "mongodb" else MemoryStore(clock)


async def close_store(store: Storage) -> None:
    """End connections of its own."""
    if isinstance(store, RedisCounts):
        await store.close()
