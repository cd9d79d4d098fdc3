"""GraphQL over WebSocket: the protocol graphql-transport-ws, and no other (the older `graphql-ws` is refused)."""

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.http.websocket_origin import is_same_origin, normalize_origin

from server.graphql.connection import Connection
from server.graphql.protocol import SUBPROTOCOL, CloseCode
from server.graphql.wiring import Wiring

__all__ = ["GraphQLOverWebSocket"]


class GraphQLOverWebSocket:
    """The ASGI application behind /graphql for WebSocket handshakes."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._origins = {*wiring.settings.allowed_origins, normalize_origin(wiring.settings.public_url)} - {None}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection from handshake to end."""
        socket = WebSocket(scope, receive, send)
        if not self._may_connect(socket.headers.get("origin"), socket.headers.get("host")):
            await socket.close(CloseCode.POLICY_VIOLATION)  # before accepting: the handshake is answered with 403
            return
        offered = SUBPROTOCOL in scope.get("subprotocols", ())
        await socket.accept(subprotocol=SUBPROTOCOL if offered else None)
        if not offered:
            await socket.close(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
            return
        await Connection(socket, self._wiring).run()

    def _may_connect(self, origin: str | None, host: str | None) -> bool:
        """Whether a page of that origin may connect: browsers always name it, and apply no CORS to WebSockets."""
        if origin is None or is_same_origin(origin, host):
            return True
        return normalize_origin(origin) in self._origins
