"""Whether clients' operations, one folder a client, fit the schema."""

from collections.abc import Iterator
from pathlib import Path

from graphql import DocumentNode, GraphQLError, GraphQLSchema, Source, parse, specified_rules, validate
from graphql.validation import NoUnusedFragmentsRule

__all__ = ["problems_of_each", "problems_together"]

_RULES = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]
"""A fragment may stand ready that no operation spreads yet."""


def problems_of_each(schema: GraphQLSchema, folder: Path) -> list[str]:
    """What does not fit of files that each hold one whole operation: `Me.graphql:3: Cannot query field ...`."""
    return [problem for file in _files(folder) for problem in _problems(schema, [file], folder)]


def problems_together(schema: GraphQLSchema, folder: Path) -> list[str]:
    """The same of files that use each other's fragments."""
    return list(_problems(schema, _files(folder), folder)) if _files(folder) else []


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.graphql"))


def _problems(schema: GraphQLSchema, files: list[Path], folder: Path) -> Iterator[str]:
    try:
        parsed = [parse(Source(file.read_text("utf-8"), file.relative_to(folder).as_posix())) for file in files]
    except GraphQLError as error:
        yield _told(error)
        return
    document = DocumentNode(definitions=tuple(each for one in parsed for each in one.definitions))
    yield from map(_told, validate(schema, document, _RULES, max_errors=1_000))


def _told(error: GraphQLError) -> str:
    """The message after the file and line that it is about."""
    source = error.source
    place = f"{source.name}:{error.locations[0].line}: " if source and error.locations else ""
    return f"{place}{error.message}"
