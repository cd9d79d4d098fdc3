"""Subscriptions as a client sees them: graphql-transport-ws and server-sent events."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from httpx_sse import aconnect_sse
from websockets.asyncio.client import connect

__all__ = ["sse_events", "websocket_events"]


async def websocket_events(
    url: str, document: str, variables: dict[str, Any] | None = None, *, token: str | None = None
) -> AsyncIterator[dict[str, Any]]:
    """The `payload` of each `next` message, until `complete`; fails on an `error` message."""
    async with connect(url, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        parameters = {"Authorization": f"Bearer {token}"} if token else {}
        await socket.send(json.dumps({"type": "connection_init", "payload": parameters}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        payload = {"query": document, "variables": variables or {}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        async for text in socket:
            message = json.loads(text)
            if message["type"] == "next":
                yield message["payload"]
            elif message["type"] == "complete":
                return
            else:
                raise AssertionError(message)


async def sse_events(
    url: str, document: str, variables: dict[str, Any] | None = None, *, token: str | None = None
) -> AsyncIterator[dict[str, Any]]:
    """The data of each `next` event, until `complete`."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    body = {"query": document, "variables": variables or {}}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        aconnect_sse(client, "POST", url, json=body, headers=headers) as source,
    ):
        async for event in source.aiter_sse():
            if event.event == "complete":
                return
            if event.event == "next":
                yield json.loads(event.data)
