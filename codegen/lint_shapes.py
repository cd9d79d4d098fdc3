"""Rules about types: mutations and their results, pages, ids, exact numbers."""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    ListValueNode,
    StringValueNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)

from codegen.lint_parts import own_types, typed_parts

__all__ = ["floats", "ids", "items_of_lists", "mutations", "pages", "results"]

VERBS = """
    accept acknowledge activate add block cancel change chat claim close create debit decide decline delete end exchange
    export flag generate grant hold invite leave lift link login logout purchase refresh refund regenerate register
    release remove rename renew replay request resend reset resolve restore resume retire review revoke rotate send set
    settle share show spend start stop subscribe suspend test transfer unblock unlink update verify withdraw
"""
"""With what the name of a mutation may begin."""

SHORT_LISTS = {
    "Query.packages": "what is on sale",
    "Query.paymentMethods": "one row a method",
    "Query.plans": "what is on sale",
    "Query.savedCards": "Stripe gives at most 100",
    "Query.signInProviders": "one row a provider that is set up",
    "Query.webhookEndpoints": "at most 20 can be made",
}
"""Lists of root fields that have no pages, each with what bounds it."""

FOREIGN_IDS = {
    "ReviewFlag.eventId": "Stripe's",
    "ReviewedEvent.objectId": "Stripe's",
    "VerifyRazorpayPaymentInput.razorpayPaymentId": "Razorpay's",
}
"""What is named as an id and is not one of ours."""

FLOATS = frozenset(
    {
        "ChatInput.temperature",
        "ChatInput.topP",
        "Message.temperature",
        "Message.topP",
        "ModelHealth.providerFailurePercent",
        "RegenerateReplyInput.temperature",
        "RegenerateReplyInput.topP",
        "ReplyTotals.successPercent",
        "UsageExport.progress",
    }
)
"""What may be inexact, being neither money nor tokens."""


def mutations(schema: GraphQLSchema) -> Iterator[str]:
    """A mutation begins with a verb, takes one required `input`, and gives a required union named `...Result`."""
    for name, field in _fields(schema.mutation_type):
        place = f"Mutation.{name}"
        if (re.match(r"[a-z]+", name) or [""])[0] not in VERBS.split():
            yield f"{place}: does not begin with one of VERBS in codegen/lint_shapes.py"
        arguments = {argument: str(each.type) for argument, each in field.args.items()}
        if list(arguments) != ["input"] or not arguments["input"].endswith("Input!"):
            yield f"{place}: does not take exactly `input: ...Input!`"
        if not is_non_null_type(field.type) or not isinstance(get_nullable_type(field.type), GraphQLUnionType):
            yield f"{place}: does not give a required union"


def results(schema: GraphQLSchema) -> Iterator[str]:
    """Unions are outcomes, named `...Result`, or `...Event` in a stream; each has a success and OperationRefused.

    Only failures have a `code`, so that it tells them.
    """
    streamed = {get_named_type(field.type).name for _, field in _fields(schema.subscription_type)}
    for type_ in own_types(schema):
        if isinstance(type_, GraphQLObjectType) and ("code" in type_.fields) != _is_failure(type_):
            yield f"{type_.name}: has a `code`, which only types that implement UserError have"
        if not isinstance(type_, GraphQLUnionType):
            continue
        ending = "Event" if type_.name in streamed else "Result"
        if not type_.name.endswith(ending):
            yield f"{type_.name}: does not end in {ending}"
        if "OperationRefused" not in {member.name for member in type_.types}:
            yield f"{type_.name}: lacks OperationRefused"
        if all(_is_failure(member) for member in type_.types):
            yield f"{type_.name}: has no success"


def pages(schema: GraphQLSchema) -> Iterator[str]:
    """Lists of root fields have pages; every page is bounded by `first`, and weighed by it."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name, field in _fields(root):
            place = f"{root.name if root else ''}.{name}"
            if is_list_type(get_nullable_type(field.type)) and place not in SHORT_LISTS:
                yield f"{place}: is a list without pages"
    for type_ in own_types(schema):
        if not isinstance(type_, GraphQLObjectType):
            continue
        if ("edges" in type_.fields) != type_.name.endswith("Connection"):
            yield f"{type_.name}: types with `edges`, and they alone, end in Connection"
        for name, field in type_.fields.items():
            if get_named_type(field.type).name.endswith("Connection") and not _has_bounded_pages(field):
                yield f"{type_.name}.{name}: lacks `first: Int` up to MAX_PAGE_SIZE, `after: String` or @listSize"


def ids(schema: GraphQLSchema) -> Iterator[str]:
    """What is named as an id has the type ID."""
    for place, name, part in typed_parts(schema):
        is_named_so = name in {"id", "ids"} or name.endswith(("Id", "Ids"))
        if is_named_so and get_named_type(part.type).name != "ID" and place not in FOREIGN_IDS:
            yield f"{place}: is not of the type ID"


def floats(schema: GraphQLSchema) -> Iterator[str]:
    """Money and tokens are exact: nothing is a Float that is not named above."""
    for place, _, part in typed_parts(schema):
        if get_named_type(part.type).name == "Float" and place not in FLOATS:
            yield f"{place}: is a Float"


def items_of_lists(schema: GraphQLSchema) -> Iterator[str]:
    """No list has nulls in it."""
    for place, _, part in typed_parts(schema):
        list_type = get_nullable_type(part.type)
        if is_list_type(list_type) and not isinstance(list_type.of_type, GraphQLNonNull):
            yield f"{place}: is a list whose items may be null"


def _fields(root: GraphQLObjectType | None) -> list[tuple[str, GraphQLField]]:
    return list(root.fields.items()) if root else []


def _is_failure(type_: GraphQLObjectType) -> bool:
    return any(interface.name == "UserError" for interface in type_.interfaces)


def _has_bounded_pages(field: GraphQLField) -> bool:
    first, after = field.args.get("first"), field.args.get("after")
    bounded = first and str(first.type) == "Int" and "MAX_PAGE_SIZE" in (first.description or "")
    return bool(bounded and after and str(after.type) == "String") and "first" in _slicing_arguments(field)


def _slicing_arguments(field: GraphQLField) -> list[str]:
    """Those that the field's directive `@listSize` names."""
    directives = field.ast_node.directives or () if field.ast_node else ()
    return [
        value.value
        for directive in directives
        if directive.name.value == "listSize"
        for argument in directive.arguments or ()
        if argument.name.value == "slicingArguments" and isinstance(argument.value, ListValueNode)
        for value in argument.value.values
        if isinstance(value, StringValueNode)
    ]
