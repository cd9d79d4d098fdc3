"""A server that is asked to end is not held up by clients that only listen (G6)."""

import time
from collections.abc import Callable

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

SECONDS = 10


async def test_listeners_do_not_hold_up_the_end(start_server: Callable[..., LiveServer]):
    server = start_server()
    async with GraphQLClient(server.graphql_url) as client:
        await client.register("ada@tokentill.example")
        headers = {"accept": "text/event-stream", "authorization": f"Bearer {client.token}"}
    subscription = {"query": "subscription { balanceChanged { available } }"}
    with (
        connect(server.websocket_url, subprotocols=["graphql-transport-ws"]) as socket,
        httpx.stream("POST", server.graphql_url, json=subscription, headers=headers) as events,
    ):
        socket.send('{"type": "connection_init"}')
        assert socket.recv() == '{"type":"connection_ack"}'
        lines = events.iter_lines()
        assert [next(lines), next(lines)] == ["event: next", 'data: {"data":{"balanceChanged":{"available":"10000"}}}']
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < SECONDS
        assert list(lines) == [""]
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
