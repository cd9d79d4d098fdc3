"""A load balancer with bad lines: each connection goes to another server, and is reset after some bytes."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

__all__ = ["CuttingProxy", "cutting_proxy"]


@dataclass
class CuttingProxy:
    """`bytes_between` is how many bytes of answers a connection lives for, at least and at most; drawn by `dice`."""

    servers: Sequence[int]
    bytes_between: tuple[int, int]
    dice: random.Random
    port: int = 0
    cuts: int = 0
    reached: list[int] = field(default_factory=list)
    connections: set[asyncio.Task[None]] = field(default_factory=set)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        connection = asyncio.create_task(self._serve(reader, writer))
        self.connections.add(connection)
        connection.add_done_callback(self.connections.discard)

    async def close(self) -> None:
        """End all connections."""
        for connection in list(self.connections):
            connection.cancel()
        await asyncio.gather(*self.connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._carry(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = self.servers[len(self.reached) % len(self.servers)]
        self.reached.append(port)
        left = self.dice.randint(*self.bytes_between)
        with suppress(OSError):
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", port)
            upward = asyncio.create_task(_copy(reader, server_writer))
            try:
                while left > 0 and (part := await server_reader.read(left)):
                    writer.write(part)
                    await writer.drain()
                    left -= len(part)
            finally:
                upward.cancel()
                server_writer.transport.abort()
        if left == 0:
            self.cuts += 1
            writer.transport.abort()


@asynccontextmanager
async def cutting_proxy(servers: Sequence[int], seed: int, *, least: int, most: int) -> AsyncIterator[CuttingProxy]:
    """The proxy in front of these ports, on a free port."""
    proxy = CuttingProxy(servers, (least, most), random.Random(seed))
    listener = await asyncio.start_server(proxy.connected, "127.0.0.1", 0)
    proxy.port = listener.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listener.close()
        await proxy.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
