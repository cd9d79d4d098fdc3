"""One connection of a subscription: a WebSocket, by the protocol graphql-transport-ws (docs/graphql.md)."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.typing import Subprotocol

from tokentill_client.answers import graphql_error, refusal
from tokentill_client.errors import RequestError, network_error

__all__ = ["Streams"]

_OPEN_SECONDS = 20.0
_SILENCE_SECONDS = 12.0
"""After so long without a word both sides are asked whether they are there, and as long may the answer take."""
_LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024
_REFUSED, _TOO_LARGE = 4403, 1009
_FAULTS_OF_CLIENTS = range(4400, 4500)


class Streams:
    """Opens the connections of one client, and ends them with it."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._url = urlunsplit(parts._replace(scheme="wss" if parts.scheme == "https" else "ws"))
        self._headers = headers
        self._open: set[ClientConnection] = set()
        self.closed = False

    async def events(self, payload: dict[str, Any], init: dict[str, str]) -> AsyncIterator[dict[str, Any]]:
        """The data of each event, until the server says that it is complete. Raises RequestError when it breaks off."""
        try:
            connecting = connect(
                self._url,
                subprotocols=[Subprotocol("graphql-transport-ws")],
                additional_headers=self._headers,
                open_timeout=_OPEN_SECONDS,
                ping_interval=_SILENCE_SECONDS,
                ping_timeout=_SILENCE_SECONDS,
                max_size=_LARGEST_MESSAGE_BYTES,
            )
            async with connecting as connection:
                self._open.add(connection)
                try:
                    await connection.send(json.dumps({"type": "connection_init", "payload": init}))
                    async for data in _read(connection, payload):
                        yield data
                finally:
                    self._open.discard(connection)
        except ConnectionClosed as closed:
            raise _closed(closed) from closed
        except InvalidStatus as refused:
            raise _not_opened(refused) from refused
        except (InvalidHandshake, InvalidURI, OSError, TimeoutError) as error:
            raise network_error("The server cannot be reached.") from error

    async def close(self) -> None:
        """End what is open."""
        self.closed = True
        await asyncio.gather(*(connection.close() for connection in self._open), return_exceptions=True)


async def _read(connection: ClientConnection, payload: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
    async for text in connection:
        match _message(text):
            case {"type": "connection_ack"}:
                await connection.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            case {"type": "ping"}:
                await connection.send(json.dumps({"type": "pong"}))
            case {"type": "next", "payload": {"errors": [error, *_]}} | {"type": "error", "payload": [error, *_]}:
                raise graphql_error(error)
            case {"type": "next", "payload": {"data": dict(data)}}:
                yield data
            case {"type": "complete"}:
                return
            case {"type": "pong"}:
                pass
            case _:
                raise network_error("The server's message cannot be read.")
    raise network_error("The connection was lost.")  # closed in order, and yet before the end


def _message(text: str | bytes) -> object:
    """What a message holds; None where it is no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _closed(closed: ConnectionClosed) -> RequestError:
    """What the server's close code says."""
    code, reason = (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (None, "")
    if code == _REFUSED:
        return refusal({"code": reason, "message": "The server closed the connection."})
    if code == _TOO_LARGE:
        return refusal({"code": "BODY_TOO_LARGE", "message": "The operation is too large."})
    if code in _FAULTS_OF_CLIENTS:
        return refusal({"code": "BAD_REQUEST", "message": f"The server closed the connection ({code} {reason})."})
    return network_error("The connection was lost.")


def _not_opened(refused: InvalidStatus) -> RequestError:
    """What an HTTP answer says that came instead of a WebSocket."""
    status = refused.response.status_code
    try:
        told = json.loads(refused.response.body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or "code" not in told:
        return network_error(f"The server opens no WebSocket (HTTP {status}).", status)
    error = refusal(told)
    error.status = status
    return error
