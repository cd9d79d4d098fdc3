"""How much work may go into telling whether fields that share a name in the answer can be merged.

Validation compares such fields in pairs, so the work grows with the square of the document: 980 fields of one name,
which fit into 1,000 tokens, are half a million pairs. The rule counts its comparisons and gives up where they are too
many.
"""

from graphql import GraphQLError, OverlappingFieldsCanBeMergedRule, ValidationContext

__all__ = ["MAXIMUM_COMPARISONS", "BoundedMergingRule", "gave_up"]

MAXIMUM_COMPARISONS = 25_000
"""About a microsecond each, those with arguments and selections included. graphql-core's own bound is 500,000."""

_ABORTED = "Validation aborted."
"""How graphql-core tells, by its message only, that a rule has used up its work, or that fragments nest too deep."""


class BoundedMergingRule(OverlappingFieldsCanBeMergedRule):
    """The rule of the specification, with our bound."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MAXIMUM_COMPARISONS


def gave_up(errors: list[GraphQLError]) -> bool:
    """Whether validation ended because it had done its share of work."""
    return any(error.message == _ABORTED for error in errors)
