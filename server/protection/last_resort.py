"""The last line before a client, for routes that let something through."""

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from messages import language_of
from server.graphql.failures import explain_failure
from server.graphql.problems import Json
from server.graphql.request_ids import REQUEST_ID_HEADER, request_id_from

__all__ = ["LastResort"]

_FAULT, _UNAVAILABLE = 500, 503


class LastResort:
    """ASGI middleware: whatever a route raised is logged, and answered with a code and an error id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. An answer that had begun is cut: the error goes on to the server, which does so."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except ClientDisconnect:
            return
        except Exception as error:
            if begun:
                raise
            await _answer(error, Request(scope))(scope, receive, send)


def _answer(error: Exception, request: Request) -> JSONResponse:
    request_id = request_id_from(request.headers.get(REQUEST_ID_HEADER))
    entry = explain_failure(error, request_id, language=language_of(request.headers.get("accept-language")))
    extensions = entry["extensions"]
    told: Json = {"message": entry["message"], **(extensions if isinstance(extensions, dict) else {})}
    return JSONResponse(told, status_code=_UNAVAILABLE if told.get("retryable") else _FAULT)
