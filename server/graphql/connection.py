"""One WebSocket connection that speaks graphql-transport-ws: its handshake, its messages, its end."""

import asyncio
from contextlib import aclosing, suppress

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect

from messages import Language, stated_language
from models.ids import new_id
from schema.context import RequestContext
from schema.session_cookies import SessionCookies
from server.graphql.authentication import token_of
from server.graphql.cookies import SESSION_HEADER
from server.graphql.encoding import encode_json
from server.graphql.problems import Json, RequestRefusedError
from server.graphql.protocol import CloseCode, ProtocolError
from server.graphql.socket_operations import SocketOperations
from server.graphql.turns import Turn
from server.graphql.wiring import Wiring
from services.errors import TokentillError

__all__ = ["INITIALISATION_SECONDS", "Connection"]

CLOSING_SECONDS = 2
"""A client that reads nothing is not told for longer that its session is over."""
INITIALISATION_SECONDS = 10
"""A connection that has not introduced itself by then is closed."""
_LANGUAGE = "accept-language"


class Connection:
    """Reads messages until the client leaves or breaks the protocol."""

    def __init__(self, socket: WebSocket, wiring: Wiring) -> None:
        self._socket = socket
        self._wiring = wiring
        self._language = stated_language(socket.headers.get(_LANGUAGE))
        self._authorization: object = None
        self._cookies: SessionCookies | None = None
        self._initialised = False
        self._watching: asyncio.Task[None] | None = None
        self._until_over = asyncio.timeout(None)
        self._over: TokentillError | None = None
        self._operations = SocketOperations(
            wiring.engine,
            turns=wiring.turns,
            send=self._send,
            context=self._context,
            limiting=wiring.limiting,
        )

    async def run(self) -> None:
        """Serves the connection to its end, and waits for what its operations still have to finish."""
        try:
            await self._read_messages()
        except ProtocolError as error:
            with suppress(WebSocketDisconnect, RuntimeError):
                await self._socket.close(error.code, error.reason)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the client left; Starlette says so in either way
        finally:
            if self._watching is not None:
                self._watching.cancel()
            await self._operations.finish()

    async def _read_messages(self) -> None:
        try:
            async with asyncio.timeout(INITIALISATION_SECONDS):
                while not self._initialised:
                    await self._handle(await self._receive())
        except TimeoutError as error:
            raise ProtocolError(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout") from error
        try:
            async with self._until_over:
                while True:
                    await self._handle(await self._receive())
        except TimeoutError as error:
            if self._over is None:
                raise
            raise ProtocolError(CloseCode.FORBIDDEN, self._over.code) from error

    async def _receive(self) -> Json:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        if not isinstance(text, str):
            raise ProtocolError(CloseCode.BAD_REQUEST, "Messages must be text")
        if len(text) > self._wiring.settings.max_body_bytes:
            raise ProtocolError(CloseCode.MESSAGE_TOO_BIG, "Message too big")
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise ProtocolError(CloseCode.BAD_REQUEST, "Messages must be JSON") from error
        if not isinstance(value, dict):
            raise ProtocolError(CloseCode.BAD_REQUEST, "Messages must be JSON objects")
        return value

    async def _handle(self, message: Json) -> None:
        match message.get("type"):
            case "connection_init":
                await self._initialise(message.get("payload"))
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe" if not self._initialised:
                raise ProtocolError(CloseCode.UNAUTHORIZED, "Unauthorized")
            case "subscribe":
                await self._operations.start(message)
            case "complete":
                self._operations.end(message.get("id"))
            case _:
                raise ProtocolError(CloseCode.BAD_REQUEST, "Unknown message type")

    async def _initialise(self, payload: object) -> None:
        if self._initialised:
            raise ProtocolError(CloseCode.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        parameters = {} if payload is None else payload
        if not isinstance(parameters, dict):
            raise ProtocolError(CloseCode.BAD_REQUEST, "The payload of connection_init must be an object")
        self._authorization = parameters.get("Authorization", parameters.get("authorization"))
        self._language = _stated_language(parameters, self._language)
        self._operations.language = self._language or Language.EN
        asked = parameters.get(SESSION_HEADER)
        try:
            self._cookies = self._wiring.cookies.of_handshake(self._socket.headers, asked, self._authorization)
            # Verified now, so that a wrong token is told at once; and again for each operation, since tokens expire.
            context = await self._context(new_id("req"))
        except RequestRefusedError as refusal:
            raise ProtocolError(CloseCode.FORBIDDEN, refusal.code) from refusal
        if context.cookie_problem is not None:
            raise ProtocolError(CloseCode.FORBIDDEN, context.cookie_problem.code)
        self._initialised = True
        await self._send({"type": "connection_ack"})
        token = token_of(self._authorization) if self._cookies is None else self._cookies.access_token
        if token is not None:
            self._watching = asyncio.create_task(self._watch(token))

    async def _watch(self, token: str) -> None:
        """Ends what may not go on when the token runs out, and everything when the session is over."""
        async with aclosing(self._wiring.endings(token)) as endings:
            async for ending in endings:
                with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
                    async with asyncio.timeout(CLOSING_SECONDS):
                        await self._operations.refuse(ending)
                if ending.final:
                    self._over = ending.error
                    self._until_over.reschedule(asyncio.get_running_loop().time())
                    return

    async def _context(self, request_id: str, turn: Turn | None = None) -> RequestContext:
        address = self._socket.client.host if self._socket.client else None
        return await self._wiring.context(
            self._authorization,
            request_id,
            address,
            turn,
            self._language,
            cookies=self._cookies,
            user_agent=self._socket.headers.get("user-agent"),
        )

    async def _send(self, message: Json) -> None:
        await self._socket.send_text(encode_json(message).decode("utf-8"))


def _stated_language(parameters: Json, of_handshake: Language | None) -> Language | None:
    """What `connection_init` says about languages, for browsers set no header of a handshake; else the handshake's."""
    stated = next((value for name, value in parameters.items() if name.lower() == _LANGUAGE), None)
    return stated_language(stated) if isinstance(stated, str) else of_handshake
