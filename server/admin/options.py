"""The arguments of a field as options of a command, and what a person gave as variables of an operation."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from inspect import Parameter
from keyword import iskeyword
from typing import Annotated, Any

import typer
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputType,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from strawberry.utils.str_converters import to_snake_case

from models.ids import new_id

__all__ = ["IDEMPOTENCY_KEY", "Choice", "choices_of", "kebab", "variables_of"]

IDEMPOTENCY_KEY = "idempotencyKey"
"""Made anew for each run that names none."""
_NULL = "null"
_TRUTH = {"true": True, "false": False}


class Null:
    """What a person gives as `null`: it says something, as leaving an option out does not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a person may give: an argument, or a field of an argument that is an input object."""

    argument: str
    field: str | None
    of: GraphQLArgument | GraphQLInputField

    @property
    def key(self) -> str:
        """The name of the command's parameter; `from_`, where the name is a word of Python's own."""
        name = to_snake_case(self.field or self.argument)
        return f"{name}_" if iskeyword(name) else name

    @property
    def is_made(self) -> bool:
        """Whether a run that does not give it makes one."""
        return self.key == to_snake_case(IDEMPOTENCY_KEY)

    def parameter(self) -> Parameter:
        """As typer reads it from a function."""
        is_list = is_list_type(get_nullable_type(self.of.type))
        words = (self.of.description or "").replace("`", "")
        words += " Unset: a new one." if self.is_made else " Repeatable." if is_list else ""
        option = typer.Option(
            f"--{kebab(self.field or self.argument)}",
            parser=partial(_value, self.of.type),
            metavar=_shape(self.of.type),
            help=words,
            show_default=False,
        )
        has_default = self.of.default is not None or self.of.default_value is not Undefined
        required = is_non_null_type(self.of.type) and not has_default and not self.is_made
        return Parameter(
            self.key,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if required else None,
            annotation=Annotated[list[object] if is_list else object, option],
        )


def choices_of(field: GraphQLField) -> list[Choice]:
    """All that a person may give to a field. An argument that is an input object stands for its fields."""
    return [choice for name, argument in field.args.items() for choice in _choices(name, argument)]


def variables_of(choices: list[Choice], given: Mapping[str, Any]) -> dict[str, Any]:
    """The field's arguments by name; what was not given is left out."""
    variables: dict[str, Any] = {}
    for choice in choices:
        value = given.get(choice.key)
        if value is None and choice.is_made:
            value = new_id("cli")
        if value is None or value == []:
            continue
        if value is Null or value == [Null]:
            value = None
        if choice.field is None:
            variables[choice.argument] = value
        else:
            variables.setdefault(choice.argument, {})[choice.field] = value
    return variables


def kebab(name: str) -> str:
    """`flaggedMessages` as `flagged-messages`."""
    return to_snake_case(name).replace("_", "-")


def _value(type_: GraphQLInputType, text: str) -> Any:
    """A value of a GraphQL type, as it is written on a command line."""
    if text == _NULL and not is_non_null_type(type_):
        return Null
    try:
        return _read(type_, text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _choices(name: str, argument: GraphQLArgument) -> Iterator[Choice]:
    inner = get_nullable_type(argument.type)
    if is_input_object_type(inner):
        yield from (Choice(name, field_name, field) for field_name, field in inner.fields.items())
    else:
        yield Choice(name, None, argument)


def _shape(type_: GraphQLInputType) -> str:
    """How a value of the type is written, for the help."""
    named = get_named_type(type_)
    if is_enum_type(named):
        return "|".join(named.values)
    if is_input_object_type(named):
        return ",".join(f"{name}=…" for name in named.fields)
    return {"Boolean": "true|false", "Int": "number", "BigInt": "number", "DateTime": "time"}.get(named.name, "text")


def _read(type_: GraphQLInputType, text: str) -> Any:
    """The value that a person wrote. What a schema checks is left to it. Raises ValueError."""
    named = get_named_type(type_)
    if is_input_object_type(named):
        return _read_object(named.fields, text)
    if is_enum_type(named):
        return _one_of({name.upper().replace("-", "_"): name for name in named.values}, text.upper().replace("-", "_"))
    if named.name == "Boolean":
        return _one_of(_TRUTH, text.lower())
    if named.name == "Int":
        return int(text)
    return text


def _read_object(fields: Mapping[str, GraphQLInputField], text: str) -> Any:
    """`currency=CNY,amount=500`, or JSON where a value has a comma or is an object itself."""
    if text.startswith("{"):
        return json.loads(text)
    pairs = [pair.partition("=") for pair in text.split(",")]
    unknown = [name for name, equals, _ in pairs if not equals or name not in fields]
    if unknown:
        raise ValueError(f"{text!r} is not written as {','.join(f'{name}=…' for name in fields)}")
    return {name: _read(fields[name].type, value) for name, _, value in pairs}


def _one_of(values: Mapping[str, Any], text: str) -> Any:
    if text not in values:
        raise ValueError(f"{text!r} is none of {', '.join(values)}")
    return values[text]
