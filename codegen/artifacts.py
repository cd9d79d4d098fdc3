"""What is generated, and from what. Every artifact is a path in the checkout and the text it must have."""

import re
from pathlib import Path

from graphql import build_schema as schema_from_text
from graphql import lexicographic_sort_schema, print_schema

from codegen.env_example import env_example
from resolvers.schema import build_schema

__all__ = ["CONTRACT", "ROOT", "artifacts", "contract_operations", "schema_definition"]

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "codegen" / "operations"
CONTRACT = ROOT.parent / "shared" / "contract.graphql"
"""The core operations as agreed with the makers of clients, where this checkout stands beside them."""

_OPERATION = re.compile(r"^(?:query|mutation|subscription) (\w+).*?^}\n", re.MULTILINE | re.DOTALL)


def artifacts() -> dict[Path, str]:
    """Every generated file with its text."""
    texts = {
        ROOT / "codegen" / "schema.graphql": schema_definition(),
        ROOT / ".env.example": env_example(),
    }
    if CONTRACT.exists():
        texts |= {OPERATIONS / f"{name}.graphql": text for name, text in contract_operations().items()}
    return texts


def schema_definition() -> str:
    """The schema in GraphQL's definition language, sorted, so that a difference shows what changed and nothing else."""
    # By way of text, because graphql-core's printer does not know Strawberry's defaults of enums.
    return print_schema(lexicographic_sort_schema(schema_from_text(build_schema().as_str()))) + "\n"


def contract_operations() -> dict[str, str]:
    """The contract's operations by name, word for word."""
    return {match[1]: match[0] for match in _OPERATION.finditer(CONTRACT.read_text("utf-8"))}
