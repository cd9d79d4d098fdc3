"""The commands themselves: one for each root field that is for admins."""

from collections.abc import Callable, Iterator
from functools import cached_property
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from graphql import GraphQLField, GraphQLSchema
from typer.core import TyperGroup
from typer.main import get_command

from server.admin.options import IDEMPOTENCY_KEY, choices_of, kebab, variables_of
from server.admin.printing import print_answer, print_json
from server.admin.selection import document_of
from server.command_line import WRONG_SETTINGS, DataDir, fail, settings_of
from server.logs import configure_logs
from server.on_database import failures_told
from settings import SettingsError

__all__ = ["REFUSED", "AdminGroup", "admin_fields"]

REFUSED = 1
"""The exit code when the field answered, and did not do what was asked."""


_OWN = (
    Parameter(
        "as_json",
        Parameter.KEYWORD_ONLY,
        default=False,
        annotation=Annotated[bool, typer.Option("--json", help="Print JSON.")],
    ),
    Parameter("data_dir", Parameter.KEYWORD_ONLY, default=None, annotation=DataDir),
)


class AdminGroup(TyperGroup):
    """Its commands are made when they are needed: others need no schema."""

    @cached_property
    def _made(self) -> TyperGroup:
        from resolvers.schema import build_schema  # noqa: PLC0415 - it takes a second
        from server.graphql.documents import core_schema  # noqa: PLC0415 - as above

        schema = core_schema(build_schema())
        made = typer.Typer()
        made.callback()(_admin)
        for kind, name, field in admin_fields(schema):
            words = (field.description or "").replace("`", "").removesuffix(" For admins.")
            made.command(kebab(name), help=words)(_command(schema, kind, name, field))
        return cast("TyperGroup", get_command(made))

    def list_commands(self, ctx: Any) -> list[str]:
        """What can be read, then what can be done."""
        return self._made.list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name; None when there is none."""
        return self._made.get_command(ctx, cmd_name)


def admin_fields(schema: GraphQLSchema) -> Iterator[tuple[str, str, GraphQLField]]:
    """Queries and mutations that are for admins alone: `query` or `mutation`, the field's name, the field."""
    from resolvers.guard import access_of  # noqa: PLC0415 - as above
    from services.identity.caller import Caller  # noqa: PLC0415 - as above

    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name, field in root.fields.items() if root else ():
            access = access_of(field)
            if access is not None and access.least is Caller.ADMIN:
                yield kind, name, field


def _command(schema: GraphQLSchema, kind: str, name: str, field: GraphQLField) -> Callable[..., None]:
    """The function that typer makes a command of: its signature has the field's arguments."""
    choices = choices_of(field)

    def run(*, data_dir: Path | None, as_json: bool, **given: Any) -> None:
        _run(schema, (kind, name, field), variables_of(choices, given), data_dir, as_json=as_json)

    run.__signature__ = Signature([*(choice.parameter() for choice in choices), *_OWN])  # type: ignore[attr-defined]
    return run


def _run(
    schema: GraphQLSchema,
    called: tuple[str, str, GraphQLField],
    variables: dict[str, Any],
    data_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    from server.admin.running import run_field  # noqa: PLC0415 - the help needs no server

    settings = settings_of(data_dir)
    if "log_level" not in settings.model_fields_set:
        configure_logs(settings.model_copy(update={"log_level": "warning"}))
    kind, name, field = called
    with failures_told():
        try:
            answer = run_field(settings, schema, document_of(kind, name, field, variables), name, variables)
        except SettingsError as error:  # of what is sold, or of a plug-in
            fail(str(error), WRONG_SETTINGS)
    refusal = answer.problem or _refusal(answer.value)
    if as_json:
        print_json(answer.value if answer.problem is None else answer.problem)
    elif refusal is None:
        print_answer(answer.value)
    if refusal is None:
        return
    code = refusal.get("code") or refusal.get("extensions", {}).get("code")
    again = "".join(f" To try again: --idempotency-key {key}" for key in _keys(variables))
    fail(f"{code}: {refusal['message']}{again}", REFUSED)


def _refusal(value: Any) -> dict[str, Any] | None:
    """A member of a result union that says why not; only such have a code beside a message."""
    if isinstance(value, dict) and value.keys() >= {"code", "message", "retryable"}:
        return value
    return None


def _keys(variables: dict[str, Any]) -> Iterator[str]:
    for value in variables.values():
        if isinstance(value, dict) and IDEMPOTENCY_KEY in value:
            yield value[IDEMPOTENCY_KEY]


app = typer.Typer(
    name="admin",
    cls=AdminGroup,
    help="Everything that an admin can do in GraphQL.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def _admin() -> None:
    """Everything that an admin can do in GraphQL. It runs beside a server, or starts its database for the time."""
