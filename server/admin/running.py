"""Runs one field of the schema as the command line, on the database and the gateways that the settings name."""

import asyncio
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from graphql import GraphQLSchema, execute, parse

from models.ids import new_id
from models.user import Role
from schema.context import RequestContext
from server.command_line import COMMAND_LINE
from server.container import Container
from server.graphql.failures import describe_request_errors, explain_failures
from server.on_database import database_named, require_database
from server.simulators import gateways_named
from services.identity.viewer import Viewer
from settings import Settings

__all__ = ["Answer", "run_field"]

_VIEWER = Viewer(user_id=COMMAND_LINE, wallet_id=COMMAND_LINE, role=Role.ADMIN, session_id=COMMAND_LINE)
"""Whoever can start the command can read the database: it is an admin, and stands as itself in the audit log."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the field gave, or why it gave nothing: the entry of `errors`."""

    value: Any
    problem: dict[str, Any] | None


def run_field(settings: Settings, schema: GraphQLSchema, document: str, name: str, variables: dict[str, Any]) -> Answer:
    """The answer of the root field `name`, which `document` calls.

    Raises MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, PyMongoError, OSError and CatalogError.
    """
    require_database(settings)
    with database_named(settings) as named, gateways_named(named) as complete:
        result = asyncio.run(_execute(complete, schema, document, variables))
    if result["problem"] is not None:
        return Answer(None, result["problem"])
    return Answer(result["data"][name], None)


async def _execute(
    settings: Settings, schema: GraphQLSchema, document: str, variables: dict[str, Any]
) -> dict[str, Any]:
    container = Container(settings)
    async with container.connected():
        context = RequestContext(services=container.services, viewer=_VIEWER, request_id=new_id("req"))
        result = execute(schema, parse(document), context_value=context, variable_values=variables)
        if isawaitable(result):
            result = await result
    if result.data is None and result.errors and result.errors[0].path is None:  # nothing ran
        errors = describe_request_errors(result.errors, "BAD_USER_INPUT")
    else:
        errors = explain_failures(result.errors or (), context.request_id)
    return {"data": result.data, "problem": errors[0] if errors else None}
