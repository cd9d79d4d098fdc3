"""GraphQL over HTTP: POST for everything, GET for queries, server-sent events for streams.

Source: graphql.github.io/graphql-over-http. The `graphql-http` audit suite runs against it in the tests.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from functools import partial

from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from messages import Language, language_of, stated_language
from schema.session_cookies import SessionCookies
from server.graphql.authentication import token_of
from server.graphql.body import read_json_body
from server.graphql.cost import COST_HEADER
from server.graphql.encoding import encode_json
from server.graphql.engine import Operation, StreamedResult
from server.graphql.events import EventStream
from server.graphql.failures import explain_failure
from server.graphql.negotiation import JSON, Accepted, negotiate
from server.graphql.operations import OperationRequest, operation_from_json, operation_from_query_string
from server.graphql.problems import Json, RequestRefusedError, problem
from server.graphql.request_ids import REQUEST_ID_HEADER, request_id_from
from server.graphql.turns import Turn
from server.graphql.wiring import Wiring

__all__ = ["GraphQLOverHTTP"]

_EVERY_KIND = frozenset(OperationType)
_QUERIES = frozenset({OperationType.QUERY})
_ALWAYS = {"Cache-Control": "no-store", "Vary": "Accept, Authorization, Cookie, Origin, X-Tokentill-Session"}


class GraphQLOverHTTP:
    """The ASGI application behind /graphql."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Whatever happens, the answer is JSON with a code, or a stream that ends."""
        request = Request(scope, receive)
        request_id = request_id_from(request.headers.get(REQUEST_ID_HEADER))
        accepted = Accepted(JSON, events=False)
        response: ASGIApp
        try:
            accepted = negotiate(request.headers.get("accept"))
            response = await self._respond(request, request_id, accepted)
        except ClientDisconnect:
            return
        except RequestRefusedError as refusal:
            status = 200 if refusal.well_formed and accepted.always_ok else refusal.status
            told: Json = {"errors": refusal.told_in(_language(request))}
            response = _json(told, status, accepted, request_id, refusal.headers)
        except Exception as error:  # noqa: BLE001 - the last line before a client: explain_failure logs and masks it
            response = _json(
                {"errors": [explain_failure(error, request_id, language=_language(request))]}, 500, accepted, request_id
            )
        await response(scope, receive, send)

    async def _respond(self, request: Request, request_id: str, accepted: Accepted) -> ASGIApp:
        """The response, which may be a stream; raises RequestRefusedError."""
        engine = self._wiring.engine
        address = request.client.host if request.client else None
        authorization = request.headers.get("authorization")
        if self._wiring.limiting.suspects(address):
            await self._look_at_token(request, request_id, address)
        sent = await self._operation(request)
        cookies = self._wiring.cookies.of_request(request.headers, can_be_set=accepted.json is not None)
        async with self._wiring.turns.turn() as turn:
            stated = stated_language(request.headers.get("accept-language"))
            agent = request.headers.get("user-agent")
            context = await self._wiring.context(
                authorization, request_id, address, turn, stated, cookies=cookies, user_agent=agent
            )
            taken = await self._wiring.limiting.caller(context, counted=cookies is None)
            operation = engine.prepare(sent, context, kinds=_QUERIES if request.method == "GET" else _EVERY_KIND)
            subscribes = operation.kind is OperationType.SUBSCRIPTION
            if subscribes and not accepted.events:
                message = "A subscription needs `Accept: text/event-stream`, or a WebSocket."
                raise RequestRefusedError([problem("NOT_ACCEPTABLE", message)], status=406)
            limit_headers = await self._wiring.limiting.operation(context, operation, taken)
            told = {COST_HEADER: str(operation.cost), **limit_headers}
            if subscribes or accepted.json is None:
                return EventStream(
                    engine.stream(operation) if subscribes else self._in_time(operation, turn),
                    stopping=self._wiring.stopping,
                    ended=partial(self._ended, operation, _token(authorization, cookies), turn),
                    headers={REQUEST_ID_HEADER: request_id, **told},
                )
            response = _json(await engine.execute(operation), 200, accepted, request_id, told)
            self._wiring.cookies.write(cookies, response)
            return response

    async def _look_at_token(self, request: Request, request_id: str, address: str | None) -> None:
        """Raises RequestRefusedError for a token that is not good, before the body is read, which may take long.

        It is looked at again when it is used.
        """
        cookies = self._wiring.cookies.of_request(request.headers, can_be_set=False)
        authorization = request.headers.get("authorization")
        async with self._wiring.turns.turn():
            context = await self._wiring.context(authorization, request_id, address, cookies=cookies)
            if context.viewer is None:
                await self._wiring.limiting.caller(context, counted=False)

    async def _in_time(self, operation: Operation, turn: Turn) -> AsyncGenerator[StreamedResult, None]:
        """The one result of a query or mutation that is sent as a stream, which has its time as any other."""
        try:
            async with self._wiring.turns.turn(turn):
                answer = await self._wiring.engine.execute(operation)
        except RequestRefusedError as refusal:
            yield StreamedResult({"errors": refusal.told_in(operation.language)}, ended=True)
            return
        yield StreamedResult(answer)

    async def _ended(self, operation: Operation, token: str | None, turn: Turn) -> StreamedResult:
        """Returns when a subscription may not go on, with why; never for anything else."""
        if token is not None and operation.kind is OperationType.SUBSCRIPTION:
            async with aclosing(self._wiring.endings(token)) as endings:
                async for ending in endings:
                    if ending.final or not turn.outlives_token:
                        return StreamedResult(
                            {"errors": RequestRefusedError.of(ending.error, operation.language).errors}, ended=True
                        )
        await asyncio.Event().wait()
        raise AssertionError("nobody sets that event")

    async def _operation(self, request: Request) -> OperationRequest:
        if request.method == "POST":
            most = self._wiring.settings.max_body_bytes
            return operation_from_json(await read_json_body(request, most, self._wiring.bodies))
        if request.method == "GET":
            return operation_from_query_string(request.scope["query_string"])
        refusal = problem("METHOD_NOT_ALLOWED", "Use POST, or GET for queries.")
        raise RequestRefusedError([refusal], status=405, headers={"Allow": "GET, POST"})


def _token(authorization: str | None, cookies: SessionCookies | None) -> str | None:
    return token_of(authorization) if cookies is None else cookies.access_token


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


def _json(
    answer: Json, status: int, accepted: Accepted, request_id: str, headers: Mapping[str, str] | None = None
) -> Response:
    media_type = f"{accepted.json or JSON}; charset=utf-8"
    fields = {**_ALWAYS, REQUEST_ID_HEADER: request_id, **(headers or {})}
    return Response(encode_json(answer), status_code=status, media_type=media_type, headers=fields)
