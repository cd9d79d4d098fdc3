"""What our schema promises of itself beyond GraphQL: descriptions, names, pages, ids, exact numbers.

Every rule gives the problems that it finds as lines that begin with the place: `Query.balance: has no description`.
"""

from collections.abc import Callable, Iterator

from graphql import GraphQLSchema

from codegen.lint_shapes import floats, ids, items_of_lists, mutations, pages, results
from codegen.lint_words import deprecations, descriptions, names

__all__ = ["RULES", "lint"]

RULES: tuple[Callable[[GraphQLSchema], Iterator[str]], ...] = (
    descriptions,
    names,
    deprecations,
    mutations,
    results,
    pages,
    ids,
    floats,
    items_of_lists,
)


def lint(schema: GraphQLSchema) -> list[str]:
    """What breaks a rule, sorted by place."""
    return sorted(problem for rule in RULES for problem in rule(schema))
