"""What is generated, and from what. Every artifact is a path in the checkout and the text it must have."""

from pathlib import Path

from graphql import build_schema as schema_from_text
from graphql import lexicographic_sort_schema, print_schema

from codegen.env_example import env_example
from resolvers.schema import build_schema

__all__ = ["ROOT", "artifacts", "schema_definition"]

ROOT = Path(__file__).parents[1]


def artifacts() -> dict[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "codegen" / "schema.graphql": schema_definition(),
        ROOT / ".env.example": env_example(),
    }


def schema_definition() -> str:
    """The schema in GraphQL's definition language, sorted, so that a difference shows what changed and nothing else."""
    # By way of text, because graphql-core's printer does not know Strawberry's defaults of enums.
    return print_schema(lexicographic_sort_schema(schema_from_text(build_schema().as_str()))) + "\n"
