"""Runs operations: finds or validates the document, checks the limits, executes, and puts every error into our form.

It stands on graphql-core's executor directly, with Strawberry's schema: Strawberry's own request pipeline builds its
extensions anew for each request and has no place for a cost limit (docs/decisions tells more).
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any, TypeGuard, cast

import strawberry
from graphql import ExecutionResult, Executor, OperationType, create_source_event_stream, map_source_to_response_event
from strawberry.execution import optimized_is_awaitable

from messages import Language
from models.user import Role
from schema.context import RequestContext
from server.graphql.access import check_key, check_way_in, refusal_of
from server.graphql.documents import Documents, core_schema
from server.graphql.failures import describe_request_errors, explain_failure, explain_failures
from server.graphql.operations import OperationRequest
from server.graphql.problems import Json, RequestRefusedError, problem
from server.graphql.whole_numbers import float_for_whole_number
from settings import Settings

__all__ = ["Engine", "Operation", "StreamedResult"]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that is ready to run: valid, within the limits, its variables coerced."""

    kind: OperationType
    executor: Executor[Any]
    request_id: str
    cost: int
    """What it may cost at most, by the schema's `@cost` and `@listSize`: from 1 to MAX_QUERY_COST."""
    calls: Mapping[str, int]
    """Its root fields, and how often each is called."""
    language: Language = Language.EN


@dataclass(frozen=True, slots=True)
class StreamedResult:
    """One result of a stream. `ended` tells that the stream failed: `payload` holds the errors and nothing follows."""

    payload: Json
    ended: bool = False


class Engine:
    """One schema with its limits. Shared by all requests of a process."""

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self._schema = core_schema(schema)
        self._documents = Documents(self._schema, settings)
        self._executor_class = schema.execution_context_class

    def prepare(
        self,
        request: OperationRequest,
        context: RequestContext,
        *,
        kinds: frozenset[OperationType] = frozenset(OperationType),
    ) -> Operation:
        """Gets an operation ready.

        Raises RequestRefusedError, also for a kind that is not among `kinds` and for what the caller's API key may not.
        """
        viewer = context.viewer
        is_admin = viewer is not None and viewer.role is Role.ADMIN and viewer.scopes is None
        document = self._documents.of(request, any_text=is_admin)
        chosen = document.operation(request.name)
        kind = chosen.operation
        if kind not in kinds:
            message = f"A {kind.value} cannot be sent this way."
            refusal = problem("OPERATION_NOT_ALLOWED", message)
            raise RequestRefusedError([refusal], status=405, headers={"Allow": "POST"})
        if context.cookie_problem is not None:
            check_way_in(self._schema, document.ast, chosen, context.cookie_problem, context.language)
        check_key(self._schema, document.ast, chosen, viewer, context.language)
        cost = self._documents.cost(document, request.name, request.variables)
        executor = self._executor_class.build(
            self._schema,
            document.ast,
            context_value=context,
            raw_variable_values=request.variables,
            operation_name=request.name,
            max_coercion_errors=10,
            is_awaitable=cast("Callable[[Any], TypeGuard[Awaitable[Any]]]", optimized_is_awaitable),
            hide_suggestions=self._documents.hides_suggestions,
        )
        if isinstance(executor, list):
            raise RequestRefusedError(describe_request_errors(executor, "BAD_USER_INPUT"), well_formed=True)
        place = float_for_whole_number(self._schema, executor.operation, request.variables or {})
        if place is not None:
            refusal = problem("BAD_USER_INPUT", f"{place} must be a whole number, written without point or exponent.")
            raise RequestRefusedError([refusal], well_formed=True)
        refused = refusal_of(self._schema, document.ast, chosen, context.viewer, executor.variable_values)
        if refused is not None:
            executor.context_value = replace(context, refusal=refused)  # each field answers it in its own form
        return Operation(
            kind=kind,
            executor=executor,
            request_id=context.request_id,
            cost=cost,
            calls=document.calls(request.name),
            language=context.language,
        )

    async def execute(self, operation: Operation) -> Json:
        """The answer of a query or mutation. Never raises: what goes wrong is in its `errors`."""
        try:
            result = operation.executor.execute_operation()
            if isawaitable(result):
                result = await cast("Awaitable[ExecutionResult]", result)
            return _answer(cast("ExecutionResult", result), operation)
        except Exception as error:  # noqa: BLE001 - the last line before a client: explain_failure logs and masks it
            return {"data": None, "errors": [_explain(error, operation)]}

    async def stream(self, operation: Operation) -> AsyncGenerator[StreamedResult, None]:
        """The results of any operation, one after the other; one result for queries and mutations."""
        if operation.kind is not OperationType.SUBSCRIPTION:
            yield StreamedResult(await self.execute(operation))
            return
        try:
            source = create_source_event_stream(operation.executor)
            if isawaitable(source):
                source = await source
            if isinstance(source, ExecutionResult):
                errors = explain_failures(source.errors or (), operation.request_id, operation.language)
                yield StreamedResult({"errors": errors}, ended=True)
                return
            async with aclosing(map_source_to_response_event(operation.executor, source)) as results:
                async for result in results:
                    yield StreamedResult(_answer(result, operation))
        except Exception as error:  # noqa: BLE001 - as in execute; a generator may raise midway
            yield StreamedResult({"errors": [_explain(error, operation)]}, ended=True)


def _explain(error: BaseException, operation: Operation) -> Json:
    return explain_failure(error, operation.request_id, language=operation.language)


def _answer(result: ExecutionResult, operation: Operation) -> Json:
    if not result.errors:
        return {"data": result.data}
    return {"data": result.data, "errors": explain_failures(result.errors, operation.request_id, operation.language)}
