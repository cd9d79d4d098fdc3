"""Counts that all servers share, in Redis, by the library `limits`."""

from limits.aio.storage import RedisStorage
from limits.aio.storage.redis.redispy import RedispyBridge

__all__ = ["RedisCounts"]

_PREFIX = "tokentill"


class RedisCounts(RedisStorage):
    """A storage of the library `limits`. `uri` is such as redis://127.0.0.1:6379; `timeout_seconds` bounds each call.

    Methods raise redis.RedisError.
    """

    def __init__(self, uri: str, *, timeout_seconds: float) -> None:
        super().__init__(
            f"async+{uri}",
            implementation="redispy",
            key_prefix=_PREFIX,
            socket_timeout=timeout_seconds,
            socket_connect_timeout=timeout_seconds,
        )

    async def close(self) -> None:
        """End its connections."""
        if isinstance(self.bridge, RedispyBridge):
            await self.bridge.storage.aclose()
