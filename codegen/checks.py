"""What `python -m codegen --check` looks at besides stale files: the schema itself, and what clients made of it."""

from pathlib import Path

from graphql import build_schema

from codegen.compatibility import breaking_changes, dangerous_changes
from codegen.lint import lint
from codegen.operation_files import problems_of_each, problems_together
from codegen.reference import without_page

__all__ = ["notes", "problems"]


def problems(root: Path) -> list[str]:
    """What must be mended of the checkout at `root`, in lines; read from its files, so write these first."""
    released, current = _texts(root)
    schema = build_schema(current)
    return [
        *(f"schema: {each}" for each in lint(schema)),
        *(f"docs/schema: codegen/reference_subjects.py has no page for {each}" for each in without_page(schema)),
        *(f"codegen/operations/{each}" for each in problems_of_each(schema, root / "codegen" / "operations")),
        *(f"web/operations/{each}" for each in problems_together(schema, root / "web" / "operations")),
        *(f"breaks clients of the last release: {each}" for each in breaking_changes(released, current)),
    ]


def notes(root: Path) -> list[str]:
    """What may surprise clients and is allowed."""
    return [f"may surprise clients of the last release: {each}" for each in dangerous_changes(*_texts(root))]


def _texts(root: Path) -> tuple[str, str]:
    """The schemas of the last release and of today."""
    folder = root / "codegen"
    return (folder / "released" / "schema.graphql").read_text("utf-8"), (folder / "schema.graphql").read_text("utf-8")
