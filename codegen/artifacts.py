"""What is generated, and from what. Every artifact is a path in the checkout and the text it must have."""

from pathlib import Path

from codegen.definition import schema_definition
from codegen.env_example import env_example

__all__ = ["ROOT", "artifacts", "schema_definition"]

ROOT = Path(__file__).parents[1]


def artifacts() -> dict[Path, str]:
    """Every generated file with its text."""
    return {
        ROOT / "codegen" / "schema.graphql": schema_definition(),
        ROOT / ".env.example": env_example(),
    }
