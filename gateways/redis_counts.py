"""Counts that all servers share, in Redis, by the library `limits`."""

from limits.aio.storage import RedisStorage
from limits.aio.storage.redis.redispy import RedispyBridge

__all__ = ["RedisCounts"]

_PREFIX = "tokentill"
_SOCKET_SECONDS = 5.0
"""Whoever asks waits less; a connection on which nothing comes for so long is given up."""


class RedisCounts(RedisStorage):
    """A storage of the library `limits`. `uri` is such as redis://127.0.0.1:6379.

    Methods raise redis.RedisError.
    """

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"async+{uri}",
            implementation="redispy",
            key_prefix=_PREFIX,
            socket_timeout=_SOCKET_SECONDS,
            socket_connect_timeout=_SOCKET_SECONDS,
        )

    async def close(self) -> None:
        """End its connections."""
        if isinstance(self.bridge, RedispyBridge):
            await self.bridge.storage.aclose()
