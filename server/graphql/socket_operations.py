"""The operations that one WebSocket connection has open, each in a task of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from graphql import OperationType
from starlette.websockets import WebSocketDisconnect

from messages import Language, Phrase
from models.ids import new_id
from schema.context import RequestContext
from server.graphql.engine import Engine, Operation
from server.graphql.failures import explain_failure
from server.graphql.operations import operation_from_value
from server.graphql.problems import Json, RequestRefusedError, problem
from server.graphql.protocol import CloseCode, ProtocolError
from server.graphql.rate_limiting import RateLimiting
from server.graphql.turns import Turn, Turns
from services.identity.session_watch import Ending

__all__ = ["MAXIMUM_OPERATIONS", "SocketOperations"]

MAXIMUM_OPERATIONS = 20
"""Operations that one connection may have running at once."""

MAXIMUM_ID_CHARACTERS = 128
_TOO_MANY = Phrase("A connection may have at most {most} operations open.", most=MAXIMUM_OPERATIONS)


class SocketOperations:
    """Starts, answers and ends operations. `send` sends one message; `context` makes an operation's context.

    `language` is that of refusals, to be set before the first operation starts.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        turns: Turns,
        send: Callable[[Json], Awaitable[None]],
        context: Callable[[str, Turn], Awaitable[RequestContext]],
        limiting: RateLimiting,
    ) -> None:
        self._engine = engine
        self._limiting = limiting
        self._turns = turns
        self._send = send
        self._context = context
        self.language = Language.EN
        self._open: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._mutations: set[asyncio.Task[None]] = set()
        self._subscriptions: dict[asyncio.Task[None], Turn] = {}

    async def start(self, message: Json) -> None:
        """Starts the operation of a `subscribe` message; raises ProtocolError when the message is none."""
        operation_id = message.get("id")
        if not isinstance(operation_id, str) or not 1 <= len(operation_id) <= MAXIMUM_ID_CHARACTERS:
            raise ProtocolError(CloseCode.BAD_REQUEST, "An operation needs an id")
        if operation_id in self._open:
            raise ProtocolError(CloseCode.SUBSCRIBER_ALREADY_EXISTS, "Subscriber already exists")
        if len(self._running) >= MAXIMUM_OPERATIONS:
            refusal = RequestRefusedError([problem("TOO_MANY_OPERATIONS", _TOO_MANY, retryable=True)])
            await self._send({"id": operation_id, "type": "error", "payload": refusal.told_in(self.language)})
            return
        task = asyncio.create_task(self._run(operation_id, message.get("payload")))
        self._open[operation_id] = task
        self._running.add(task)

    def end(self, operation_id: object) -> None:
        """Ends an operation whose results nobody wants any more. A mutation is still carried to its end, unheard."""
        task = self._open.pop(operation_id, None) if isinstance(operation_id, str) else None
        if task is not None and task not in self._mutations:
            task.cancel()

    async def refuse(self, ending: Ending) -> None:
        """Ends what may not go on, and tells the client why: all, or the subscriptions that do not outlive their token.

        A mutation is still carried to its end.
        """
        refused = [
            operation_id
            for operation_id, task in self._open.items()
            if (task not in self._mutations if ending.final else self._ends_with_token(task))
        ]
        for operation_id in refused:
            self.end(operation_id)
        payload = RequestRefusedError.of(ending.error, self.language).errors
        for operation_id in refused:
            await self._send({"id": operation_id, "type": "error", "payload": payload})

    async def finish(self) -> None:
        """Ends all operations and waits until each has cleaned up after itself."""
        for operation_id in list(self._open):
            self.end(operation_id)
        if self._running:
            await asyncio.wait(self._running)

    def _ends_with_token(self, task: asyncio.Task[None]) -> bool:
        turn = self._subscriptions.get(task)
        return turn is not None and not turn.outlives_token

    async def _run(self, operation_id: str, payload: object) -> None:
        request_id = new_id("req")
        try:
            await self._answer(operation_id, payload, request_id)
        except RequestRefusedError as refusal:
            await self._tell(operation_id, "error", refusal.told_in(self.language))
        except Exception as error:  # noqa: BLE001 - the last line before a client: explain_failure logs and masks it
            await self._tell(operation_id, "error", [explain_failure(error, request_id, language=self.language)])
        finally:
            self._forget(operation_id)

    async def _answer(self, operation_id: str, payload: object, request_id: str) -> None:
        async with self._turns.turn() as turn:
            context = await self._context(request_id, turn)
            taken = await self._limiting.caller(context, counted=False)
            operation = self._engine.prepare(operation_from_value(payload), context)
            await self._limiting.operation(context, operation, taken)
            if operation.kind is OperationType.MUTATION:
                self._mutations.add(_current_task())
            elif operation.kind is OperationType.SUBSCRIPTION:
                turn.take_long()
                self._subscriptions[_current_task()] = turn
            await self._relay(operation_id, operation)

    async def _relay(self, operation_id: str, operation: Operation) -> None:
        async with aclosing(self._engine.stream(operation)) as results:
            async for result in results:
                if result.ended:
                    await self._tell(operation_id, "error", result.payload["errors"])
                    return
                await self._tell(operation_id, "next", result.payload)
        await self._tell(operation_id, "complete")

    async def _tell(self, operation_id: str, kind: str, payload: object = None) -> None:
        """Sends a message about an operation, unless the client ended it or left."""
        if self._open.get(operation_id) is not _current_task():
            return
        message: Json = {"id": operation_id, "type": kind}
        if payload is not None:
            message["payload"] = payload
        if kind != "next":
            del self._open[operation_id]  # before the message, so that its receiver may use the id again at once
        try:
            await self._send(message)
        except (WebSocketDisconnect, RuntimeError):
            self.end(operation_id)  # the client left; Starlette says so in either way

    def _forget(self, operation_id: str) -> None:
        task = _current_task()
        self._running.discard(task)
        self._mutations.discard(task)
        self._subscriptions.pop(task, None)
        if self._open.get(operation_id) is task:
            del self._open[operation_id]


def _current_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None, "operations run in tasks"  # noqa: S101 - true wherever coroutines run
    return task
