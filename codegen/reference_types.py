"""How the reference shows a type."""

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_specified_scalar_type,
)

from codegen.reference_places import Places, row_of

__all__ = ["anchor", "linked", "one_line", "type_section"]


def anchor(kind: str, name: str) -> str:
    """What GitHub calls the heading `### Kind `name``."""
    return f"{kind}-{name}".lower()


def linked(type_: GraphQLType, places: Places, page: str) -> str:
    """A type as it is written, leading to where it is described."""
    named = get_named_type(type_)
    row = row_of(named)
    shown = row or named
    if is_specified_scalar_type(shown):
        return f"`{type_}`"
    where = "" if places.page(shown) == page else f"{places.page(shown)}.md"
    text = f"[`{row.name if row else type_}`]({where}#{anchor(_kind(shown), shown.name)})"
    return f"pages of {text}" if row else text


def one_line(text: str | None) -> str:
    """A description that fits into a row of a table."""
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")


def type_section(schema: GraphQLSchema, type_: GraphQLNamedType, places: Places, page: str) -> list[str]:
    """The lines about one type."""
    lines = [f"### {_kind(type_)} `{type_.name}`", "", one_line(type_.description), ""]
    if isinstance(type_, GraphQLUnionType):
        return [*lines, *(f"- {linked(member, places, page)}" for member in type_.types), ""]
    if isinstance(type_, GraphQLEnumType):
        rows = [f"| `{name}` | {_meaning(each)} |" for name, each in type_.values.items()]
        return [*lines, "| value | |", "|---|---|", *rows, ""]
    if isinstance(type_, GraphQLInterfaceType):
        members = schema.get_possible_types(type_)
        lines += ["Of " + ", ".join(linked(member, places, page) for member in members), ""]
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        lines += ["| field | type | |", "|---|---|---|"]
        lines += [
            f"| `{name}`{_arguments(each, places, page)} | {linked(each.type, places, page)} | {_meaning(each)} |"
            for name, each in type_.fields.items()
        ]
        lines.append("")
    return lines


def _kind(type_: GraphQLNamedType) -> str:
    kinds = {
        GraphQLUnionType: "Union",
        GraphQLEnumType: "Enum",
        GraphQLInputObjectType: "Input",
        GraphQLInterfaceType: "Interface",
        GraphQLScalarType: "Scalar",
    }
    return kinds.get(type(type_), "Type")


def _arguments(field: GraphQLField | GraphQLInputField, places: Places, page: str) -> str:
    if not isinstance(field, GraphQLField) or not field.args:
        return ""
    return "(" + ", ".join(f"`{name}`: {linked(each.type, places, page)}" for name, each in field.args.items()) + ")"


def _meaning(part: object) -> str:
    reason = getattr(part, "deprecation_reason", None)
    deprecated = f" **Deprecated**: {one_line(reason)}" if reason is not None else ""
    return one_line(getattr(part, "description", None)) + deprecated
