"""Parsed and validated documents, kept by their text.

Parsing and validating is half the work of a small query, and clients send the same few texts over and over. Only
valid documents are kept, at most so many and of at most so many characters together; the least used goes first. The
store belongs to one schema and one set of limits, because what is valid depends on both.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    StringValueNode,
    Visitor,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from server.graphql.cost import CostModel
from server.graphql.failures import describe_request_errors
from server.graphql.limits import too_complex, too_large
from server.graphql.problems import RequestRefusedError, problem
from server.graphql.root_calls import root_calls
from settings import Settings

__all__ = ["Document", "Documents"]

MAXIMUM_KEPT = 1_000
MAXIMUM_KEPT_CHARACTERS = 500_000
"""A parsed document of the densest kind takes 87 bytes a character, so the store stays below 45 MB."""
MAXIMUM_REPORTED_ERRORS = 20
_VARIABLE_MARK = "$"
_TOO_MANY = ("tokens. Parsing aborted.", "comments. Parsing aborted.")
"""How graphql-core tells, by its message only, that a document is beyond the limits of its parser."""


@dataclass(slots=True)
class Document:
    """A valid document. `costs` holds what operations without variables weigh."""

    text: str
    ast: DocumentNode
    costs: dict[str | None, int] = field(default_factory=dict)
    _calls: dict[str | None, Mapping[str, int]] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run; raises RequestRefusedError when `name` names none, or is needed and missing."""
        found = get_operation_ast(self.ast, name)
        if found is None:
            message = "There is no operation of that name." if name else "Name one of the document's operations."
            raise RequestRefusedError([problem("OPERATION_NOT_FOUND", message)], well_formed=True)
        return found

    def calls(self, name: str | None) -> Mapping[str, int]:
        """The root fields of the operation of this name, and how often each is called. Raises as `operation` does."""
        if name not in self._calls:
            self._calls[name] = root_calls(self.ast, self.operation(name))
        return self._calls[name]


class Documents:
    """Turns texts into valid documents of one schema, or raises RequestRefusedError."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self._schema = schema
        self._settings = settings
        self._costs = CostModel(schema, largest_page=settings.max_page_size)
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._kept_characters = 0
        self.hides_suggestions = settings.is_production or not settings.answers_introspection
        introspection = () if settings.answers_introspection else (NoSchemaIntrospectionCustomRule,)
        # The last two are Strawberry's own additions to the specification's rules.
        self._rules = (*specified_rules, *introspection, MaybeNullValidationRule, OneOfInputValidationRule)

    def get(self, text: str) -> Document:
        """The document of this text. The work is linear in its length, kept or not."""
        kept = self._kept.get(text)
        if kept is not None:
            self._kept.move_to_end(text)
            return kept
        document = Document(text, self._validated(text))
        self._keep(document)
        return document

    def cost(self, document: Document, name: str | None, variables: dict[str, object] | None) -> int:
        """What the operation may cost with these variables; raises RequestRefusedError beyond MAX_QUERY_COST."""
        cost = document.costs.get(name)
        if cost is None:
            cost = self._costs.cost(document.ast, document.operation(name), variables)
            if _VARIABLE_MARK not in document.text:
                document.costs[name] = cost
        most = self._settings.max_query_cost
        if cost > most:
            message = f"This may cost {min(cost, 10**9)} and {most} is allowed: ask for smaller pages or fewer fields."
            raise RequestRefusedError([too_complex("cost", most, message)], well_formed=True)
        return cost

    def _validated(self, text: str) -> DocumentNode:
        document = self._parsed(text)
        excess = too_large(document, self._settings)
        if excess:
            raise RequestRefusedError(excess, well_formed=True)
        errors = validate(
            self._schema,
            document,
            self._rules,
            max_errors=MAXIMUM_REPORTED_ERRORS,
            hide_suggestions=self.hides_suggestions,
        )
        if errors:
            raise RequestRefusedError(describe_request_errors(errors, "GRAPHQL_VALIDATION_FAILED"), well_formed=True)
        return document

    def _parsed(self, text: str) -> DocumentNode:
        longest, most = self._settings.max_query_characters, self._settings.max_query_tokens
        if len(text) > longest:
            refusal = too_complex("characters", longest, f"A document may have at most {longest} characters.")
            raise RequestRefusedError([refusal], well_formed=True)
        if "\0" in text:
            raise _has_nul()
        try:
            document = parse(text, max_lexical_tokens=most, max_comments=most)
        except GraphQLError as error:
            if error.message.endswith(_TOO_MANY):
                refusal = too_complex("tokens", most, f"A document may have at most {most} tokens.")
                raise RequestRefusedError([refusal], well_formed=True) from error
            raise RequestRefusedError(
                describe_request_errors([error], "GRAPHQL_PARSE_FAILED"), well_formed=True
            ) from error
        if "\\u" in text:
            visit(document, _NulFinder())
        return document

    def _keep(self, document: Document) -> None:
        self._kept[document.text] = document
        self._kept_characters += len(document.text)
        while len(self._kept) > MAXIMUM_KEPT or self._kept_characters > MAXIMUM_KEPT_CHARACTERS:
            _, dropped = self._kept.popitem(last=False)
            self._kept_characters -= len(dropped.text)


class _NulFinder(Visitor):
    """Refuses strings with an escaped NUL character, which text in the database cannot have everywhere."""

    def enter_string_value(self, node: StringValueNode, *_args: object) -> None:
        if "\0" in node.value:
            raise _has_nul()


def _has_nul() -> RequestRefusedError:
    return RequestRefusedError([problem("BAD_USER_INPUT", "Text must not contain the NUL character.")])


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema inside Strawberry's."""
    return schema._schema  # noqa: SLF001 - Strawberry documents this attribute and offers no other way to it
