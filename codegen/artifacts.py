"""What is generated, and from what. Every artifact is a path in the checkout and the text it must have."""

from pathlib import Path

from codegen.definition import schema_definition
from codegen.env_example import env_example
from codegen.reference import reference

__all__ = ["ROOT", "artifacts", "schema_definition"]

ROOT = Path(__file__).parents[1]


def artifacts() -> dict[Path, str]:
    """Every generated file with its text."""
    definition = schema_definition()
    return {
        ROOT / "codegen" / "schema.graphql": definition,
        ROOT / ".env.example": env_example(),
        **{ROOT / "docs" / "schema" / name: page for name, page in reference(definition).items()},
    }
