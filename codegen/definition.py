"""The schema in GraphQL's definition language: sorted, so that a difference shows what changed and nothing else."""

from collections.abc import Iterator

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    ObjectTypeDefinitionNode,
    lexicographic_sort_schema,
    parse,
    print_ast,
    print_schema,
)
from graphql import build_schema as schema_from_text

from resolvers.schema import build_schema

__all__ = ["schema_definition"]


def schema_definition() -> str:
    """The text of the schema, with the costs of its fields."""
    # By way of text, because graphql-core's printer does not know Strawberry's defaults of enums.
    schema = lexicographic_sort_schema(schema_from_text(build_schema().as_str()))
    text = print_schema(schema) + "\n"
    for place, directives in reversed(list(_directives(text, schema))):
        text = text[:place] + directives + text[place:]
    return text


def _directives(text: str, schema: GraphQLSchema) -> Iterator[tuple[int, str]]:
    """What graphql-core's printer leaves out: the directives of fields, each with its place in `text`, in order."""
    for definition in parse(text).definitions:
        if not isinstance(definition, ObjectTypeDefinitionNode):
            continue
        type_ = schema.type_map[definition.name.value]
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101 - the text is of this schema
        for field in definition.fields or ():
            written = type_.fields[field.name.value].ast_node
            applied = [
                each for each in (written.directives or () if written else ()) if each.name.value != "deprecated"
            ]
            if applied and field.type.loc is not None:
                yield field.type.loc.end, "".join(f" {print_ast(each)}" for each in applied)
