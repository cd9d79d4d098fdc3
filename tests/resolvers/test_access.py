"""Every root field says what an API key needs for it, and nothing that is for admins is open to less."""

import inspect

import pytest
from graphql import OperationDefinitionNode, parse

from models.api_key import ApiScope
from resolvers.access import ACCESS, Access, Needed
from resolvers.roots import MUTATIONS, QUERIES, SUBSCRIPTIONS
from resolvers.schema import build_schema
from server.graphql.access import check_access, root_fields
from server.graphql.documents import core_schema
from server.graphql.problems import RequestRefusedError

SCHEMA = core_schema(build_schema())
ROOTS = [SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type]


def refusal(document: str, *scopes: ApiScope, access: dict[str, Needed] = ACCESS) -> str | None:
    parsed = parse(document)
    operation = parsed.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    try:
        check_access(frozenset(scopes), parsed, operation, access=access)
    except RequestRefusedError as refused:
        return f"{refused.code} {refused.status}"
    return None


def test_the_table_and_the_schema_have_the_same_root_fields() -> None:
    assert set(ACCESS) == {f"{root.name}.{name}" for root in ROOTS if root is not None for name in root.fields}


def test_what_only_admins_may_needs_the_admin_scope_and_nothing_else_does() -> None:
    for kind, fields in (("Query", QUERIES), ("Mutation", MUTATIONS), ("Subscription", SUBSCRIPTIONS)):
        for field in fields:
            assert field.base_resolver is not None
            for_admins = "require_admin(" in inspect.getsource(inspect.unwrap(field.base_resolver.wrapped_func))
            words = field.python_name.split("_")
            name = f"{kind}.{words[0]}{''.join(each.capitalize() for each in words[1:])}"
            assert (ACCESS[name] is ApiScope.ADMIN) is for_admins, name


def test_accounts_sessions_and_keys_are_closed_to_keys() -> None:
    closed = {name.partition(".")[2] for name, needed in ACCESS.items() if needed is Access.SESSION}
    accounts = {"register", "login", "logout", "logoutEverywhere", "refreshSession"}
    accounts |= {"createApiKey", "revokeApiKey", "apiKeys"}
    assert accounts <= closed
    for field in accounts:
        kind = "query" if field == "apiKeys" else "mutation"
        assert refusal(f"{kind} {{ {field} {{ __typename }} }}", *ApiScope) == "SESSION_REQUIRED 403"


@pytest.mark.parametrize(
    "document",
    [
        "mutation { chat { __typename } }",
        "mutation { balance: chat { __typename } }",
        "mutation { ... on Mutation { ... { chat { __typename } } } }",
        "mutation { ...A ...A } fragment A on Mutation { ...B } fragment B on Mutation { chat { __typename } }",
        "mutation { chat @skip(if: true) { __typename } }",
        "subscription { chatStream { __typename } }",
    ],
)
def test_a_field_is_found_however_it_is_written(document: str) -> None:
    others = [scope for scope in ApiScope if scope is not ApiScope.CHAT]
    assert refusal(document, *others) == "SCOPE_MISSING 403"
    assert refusal(document, ApiScope.CHAT) is None


def test_one_field_too_many_refuses_the_whole_operation() -> None:
    assert refusal("{ balance { available } blocks { __typename } }", ApiScope.READ) == "SCOPE_MISSING 403"


def test_what_anybody_may_needs_no_scope() -> None:
    assert refusal("{ __typename models { id } __schema { description } }", ApiScope.CHAT) is None


def test_a_field_without_an_entry_is_closed() -> None:
    assert refusal("{ balance { available } }", *ApiScope, access={}) == "SESSION_REQUIRED 403"


def test_fragments_within_fragments_are_looked_at_once() -> None:
    doubling = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    document = parse("{ ...F0 } " + doubling + " fragment F60 on Query { me { id } }")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert root_fields(document, operation) == {"me"}
