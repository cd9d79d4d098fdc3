"""The committed operations, as clients send them."""

from pathlib import Path

__all__ = ["OPERATIONS"]

FOLDER = Path(__file__).parents[2] / "codegen" / "operations"
OPERATIONS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.graphql"))}
"""Documents by operation name."""
