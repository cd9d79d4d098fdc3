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
    OverlappingFieldsCanBeMergedRule,
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

from resolvers.schema import build_schema
from server.graphql.cost import CostModel
from server.graphql.failures import describe_request_errors
from server.graphql.limits import too_complex, too_large
from server.graphql.merging import MAXIMUM_COMPARISONS, BoundedMergingRule, gave_up
from server.graphql.operations import NUL_REFUSED, OperationRequest
from server.graphql.persisted import PersistedOperationsError, identifiers_of, read_manifest
from server.graphql.problems import RequestRefusedError, problem
from server.graphql.root_calls import root_calls
from settings import Settings

__all__ = ["Document", "Documents"]

MAXIMUM_KEPT = 1_000
MAXIMUM_KEPT_CHARACTERS = 500_000
"""A parsed document of the densest kind takes 87 bytes a character, so the store stays below 45 MB."""
MAXIMUM_REPORTED_ERRORS = 3
"""Where names are suggested, one for an unknown type takes 20 ms: it is compared with every type there is."""
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
    """Turns texts, and ids of persisted operations, into valid documents of one schema, or raises RequestRefusedError.

    Raises PersistedOperationsError when the manifest of PERSISTED_OPERATIONS_FILE cannot be used.
    """

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self._schema = schema
        self._settings = settings
        self._costs = CostModel(schema, largest_page=settings.max_page_size)
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._kept_characters = 0
        self.hides_suggestions = not settings.suggests_names
        introspection = () if settings.answers_introspection else (NoSchemaIntrospectionCustomRule,)
        specified = (each for each in specified_rules if each is not OverlappingFieldsCanBeMergedRule)
        # The last two are Strawberry's own additions to the specification's rules.
        additions = (BoundedMergingRule, MaybeNullValidationRule, OneOfInputValidationRule)
        self._rules = (*specified, *introspection, *additions)

        self._persisted = self._read_persisted()
        self._persisted_texts = {each.text: each for each in self._persisted.values()}

    def of(self, request: OperationRequest, *, any_text: bool = False) -> Document:
        """The document that a request names or brings. With `any_text` also what PERSISTED_OPERATIONS_ONLY refuses."""
        named = self._persisted.get(request.document_id) if request.document_id is not None else None
        if named is not None:
            if request.query not in {None, named.text}:
                raise RequestRefusedError([problem("BAD_REQUEST", "`documentId` names another document than `query`.")])
            return named
        if request.query is None:
            # Apollo's clients know this code, and send the text then.
            refusal = problem("PERSISTED_QUERY_NOT_FOUND", "This server knows no operation of that id; send its text.")
            raise RequestRefusedError([refusal], well_formed=True)
        known = self._persisted_texts.get(request.query)
        if known is None and self._settings.persisted_operations_only and not any_text:
            message = "This server runs only operations that it knows; name one of them by `documentId`."
            raise RequestRefusedError([problem("PERSISTED_OPERATIONS_ONLY", message)], well_formed=True)
        return known or self.get(request.query)

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

    def _read_persisted(self) -> dict[str, Document]:
        """Every persisted document by each of its ids. They are checked once, and never dropped."""
        file = self._settings.persisted_operations_file
        found: dict[str, Document] = {}
        for identifier, text in (read_manifest(file) if file is not None else {}).items():
            try:
                document = Document(text, self._validated(text))
            except RequestRefusedError as refused:
                raise PersistedOperationsError(f"{file}: {identifier}: {refused.errors[0]['message']}") from refused
            found |= dict.fromkeys(identifiers_of(identifier, text), document)
        return found

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
        if gave_up(errors):
            most = MAXIMUM_COMPARISONS
            message = f"Fields of one name are compared with each other; at most {most} comparisons are made."
            raise RequestRefusedError([too_complex("comparisons", most, message)], well_formed=True)
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
    return RequestRefusedError([problem("BAD_USER_INPUT", NUL_REFUSED)])


def check_persisted_operations(settings: Settings) -> None:
    """Raises PersistedOperationsError when a server by these settings could not start for its manifest."""
    if settings.persisted_operations_file is not None:
        Documents(core_schema(build_schema(off=settings.switched_off)), settings)


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The graphql-core schema inside Strawberry's."""
    return schema._schema  # noqa: SLF001 - Strawberry documents this attribute and offers no other way to it
