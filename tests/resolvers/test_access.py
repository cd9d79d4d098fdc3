"""Every root field and every type says who may have it; what a caller may not have is found however it is written."""

from typing import cast

import pytest
import strawberry
from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values

from models.api_key import ApiScope
from models.user import Role
from resolvers.access import ACCESS
from resolvers.access_checks import Declared, reached_types, root_fields
from resolvers.access_rows import Access, Keys, admin, everybody, user
from resolvers.schema import DECLARED, build_schema
from resolvers.type_access import NARROWER, TYPE_ACCESS
from server.graphql import access
from server.graphql.documents import Documents, core_schema
from server.graphql.problems import RequestRefusedError
from services.identity.caller import Caller
from services.identity.viewer import Viewer
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.schema import whole_schema

SCHEMA = core_schema(whole_schema())


def viewer(role: Role = Role.USER, scopes: frozenset[ApiScope] | None = None) -> Viewer:
    return Viewer(user_id="usr_1", wallet_id="wal_1", role=role, session_id="ses_1", scopes=scopes)


GUEST = viewer(Role.GUEST)


def operation_of(document: str) -> OperationDefinitionNode:
    return cast("OperationDefinitionNode", parse(document).definitions[0])


def key_refusal(document: str, *scopes: ApiScope) -> str | None:
    try:
        access.check_key(SCHEMA, parse(document), operation_of(document), viewer(scopes=frozenset(scopes)))
    except RequestRefusedError as refused:
        return f"{refused.code} {refused.status}"
    return None


def refusal(document: str, caller: Viewer | None, **variables: object) -> str | None:
    operation = operation_of(document)
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables)
    found = access.refusal_of(SCHEMA, parse(document), operation, caller, cast("VariableValues", values))
    return None if found is None else found.code


@strawberry.type(description="Something.")
class Thing:
    name: str
    secret: str


@strawberry.field(description="A thing.")
def thing() -> Thing:
    return Thing(name="name", secret="secret")


def problems(access_rows: dict[str, Access], types: dict[str, Caller]) -> list[str]:
    with pytest.raises(ValueError, match=r"\w") as refused:
        build_schema([thing], [], [], declared=Declared(access_rows, types, {}))
    return str(refused.value).splitlines()


def test_the_tables_have_the_fields_and_types_of_the_schema_and_no_others() -> None:
    assert set(ACCESS) == {name for name, _ in root_fields(SCHEMA)}
    assert set(TYPE_ACCESS) <= set(SCHEMA.type_map)
    for name in NARROWER:
        type_name, _, field = name.partition(".")
        assert field in SCHEMA.get_type(type_name).fields  # type: ignore[union-attr]


def test_no_type_is_open_to_more_than_those_who_are_led_to_it() -> None:
    least: dict[str, Caller] = {}
    for name, field in root_fields(SCHEMA):
        for type_name, caller in reached_types(SCHEMA, field, ACCESS[name].gives, NARROWER):
            least[type_name] = min(caller, least.get(type_name, caller))
    assert least == TYPE_ACCESS


def test_a_key_needs_the_scope_admin_for_what_only_admins_may_and_for_nothing_else() -> None:
    for name, row in ACCESS.items():
        assert (row.keys is ApiScope.ADMIN) is (row.least is Caller.ADMIN), name


def test_without_a_token_only_what_needs_no_scope_or_signs_in_or_out() -> None:
    open_fields = {name for name, row in ACCESS.items() if row.least is Caller.NOBODY and row.keys is not Keys.ALL}
    assert open_fields == {
        "Mutation.exchangeSignIn",
        "Mutation.login",
        "Mutation.logout",
        "Mutation.refreshSession",
        "Mutation.register",
        "Mutation.requestPasswordReset",
        "Mutation.resetPassword",
        "Mutation.startGuestSession",
        "Mutation.verifyEmail",
    }


def test_guests_have_nothing_that_buys_gives_rewards_or_reaches_others() -> None:
    open_fields = {name for name, row in ACCESS.items() if row.least is Caller.GUEST}
    assert {ACCESS[name].keys for name in open_fields} == {ApiScope.READ, ApiScope.CHAT, Keys.NONE}
    for name in ("Mutation.claim", "Mutation.purchase", "Mutation.acceptShare", "Query.claimStatus", "Query.gifts"):
        kind, _, field = name.partition(".")
        assert refusal(f"{kind.lower()} {{ {field} {{ __typename }} }}", GUEST) == "SIGN_UP_REQUIRED"
    assert refusal("{ balance { held } me { id } }", GUEST) is None
    assert refusal("{ blocks { __typename } }", GUEST) == "FORBIDDEN"


def test_accounts_sessions_and_keys_are_closed_to_keys() -> None:
    for field in ("register", "login", "logout", "logoutEverywhere", "refreshSession", "createApiKey", "revokeApiKey"):
        assert key_refusal(f"mutation {{ {field} {{ __typename }} }}", *ApiScope) == "SESSION_REQUIRED 403"
    for field in ("exchangeSignIn", "linkProvider", "unlinkProvider"):
        assert key_refusal(f"mutation {{ {field} {{ __typename }} }}", *ApiScope) == "SESSION_REQUIRED 403"
    assert key_refusal("{ apiKeys { __typename } }", *ApiScope) == "SESSION_REQUIRED 403"


def test_a_schema_with_a_field_or_a_type_that_was_forgotten_is_not_built() -> None:
    assert problems({}, {"Thing": Caller.NOBODY}) == ["Query.thing has no row in resolvers/access.py: who may have it?"]
    assert problems({"Query.thing": admin()}, {}) == [
        "Thing has no row in resolvers/type_access.py: who may have what is of this type?"
    ]


def test_a_schema_whose_open_field_leads_to_what_is_for_few_is_not_built() -> None:
    assert problems({"Query.thing": user(Keys.ALL)}, {"Thing": Caller.ADMIN}) == [
        "Query.thing is open to USER and leads to Thing, which is for ADMIN by resolvers/type_access.py."
    ]


def test_tokentills_own_schema_needs_every_one_of_its_rows() -> None:
    for left_out in ("Query.balance", "Mutation.refundPayment", "Subscription.chatStream"):
        rows = {name: row for name, row in ACCESS.items() if name != left_out}
        with pytest.raises(ValueError, match=f"^{left_out} has no row"):
            build_schema(declared=Declared(rows, DECLARED.types, DECLARED.narrower))


async def test_a_field_that_is_for_fewer_than_its_object_is_refused_to_the_others() -> None:
    declared = Declared({"Query.thing": everybody(Keys.ALL)}, {"Thing": Caller.NOBODY}, {"Thing.secret": Caller.ADMIN})
    schema = build_schema([thing], [], [], declared=declared)

    async def ask(caller: Viewer | None) -> tuple[object, str | None]:
        context = type("Context", (), {"viewer": caller, "refusal": None})
        answer = await schema.execute("{ thing { name } other: thing { secret } }", context_value=context)
        code = getattr(answer.errors[0].original_error, "code", None) if answer.errors else None
        return answer.data, code

    assert await ask(viewer(Role.ADMIN)) == ({"thing": {"name": "name"}, "other": {"secret": "secret"}}, None)
    assert await ask(viewer()) == (None, "FORBIDDEN")
    assert await ask(None) == (None, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    "document",
    [
        "mutation { chat { __typename } }",
        "mutation { balance: chat { __typename } }",
        "mutation { ... on Mutation { ... { chat { __typename } } } }",
        "mutation { ...A ...A } fragment A on Mutation { ...B } fragment B on Mutation { chat { __typename } }",
        "mutation { login { __typename } chat { __typename } }",
        "subscription { chatStream { __typename } }",
    ],
)
def test_a_field_is_found_however_it_is_written(document: str) -> None:
    assert refusal(document, None) == "UNAUTHENTICATED"
    assert refusal(document, viewer()) is None


def test_a_key_is_refused_what_skip_leaves_out_and_nobody_else_is() -> None:
    document = (
        "query ($in: Boolean!) { models { __typename } me @include(if: $in) { id } balance @skip(if: true) { held } }"
    )
    assert refusal(document, None, **{"in": False}) is None
    assert refusal(document, None, **{"in": True}) == "UNAUTHENTICATED"
    assert key_refusal(document, ApiScope.CHAT) == "SCOPE_MISSING 403"


def test_what_one_spread_leaves_out_another_one_puts_in() -> None:
    fragment = "fragment F on Query { me { id } }"
    assert refusal("{ models { __typename } ...F @skip(if: true) }" + fragment, None) is None
    assert refusal("{ ...F @skip(if: true) ...F }" + fragment, None) == "UNAUTHENTICATED"


def test_every_scope_opens_its_own_fields_only() -> None:
    document = "mutation { ...A ...A } fragment A on Mutation { chat { __typename } }"
    others = [scope for scope in ApiScope if scope is not ApiScope.CHAT]
    assert key_refusal(document, *others) == "SCOPE_MISSING 403"
    assert key_refusal(document, ApiScope.CHAT) is None


def test_one_field_too_many_refuses_the_whole_operation() -> None:
    document = "{ balance { available } blocks { __typename } }"
    assert key_refusal(document, ApiScope.READ) == "SCOPE_MISSING 403"
    assert refusal(document, viewer()) == "FORBIDDEN"
    assert refusal(document, viewer(Role.ADMIN)) is None


def test_a_key_with_the_scope_admin_of_who_is_no_admin_any_more_opens_nothing_for_admins() -> None:
    former = viewer(Role.USER, frozenset(ApiScope))
    for name, row in ACCESS.items():
        kind, _, field = name.partition(".")
        if row.least is Caller.ADMIN:
            assert refusal(f"{kind.lower()} {{ {field} {{ __typename }} }}", former) == "FORBIDDEN", name


def test_what_everybody_may_needs_no_scope() -> None:
    assert key_refusal("{ __typename models { id } __schema { description } }", ApiScope.CHAT) is None


def test_without_introspection_every_operation_of_clients_still_fits() -> None:
    documents = Documents(SCHEMA, Settings(data_dir="/nowhere", introspection=False))
    for text in OPERATIONS.values():
        assert documents.get(text).ast is not None
    for text in ("{ __schema { types { name } } }", '{ __type(name: "User") { fields { name } } }'):
        with pytest.raises(RequestRefusedError) as refused:
            documents.get(text)
        assert refused.value.code == "GRAPHQL_VALIDATION_FAILED"


def test_fragments_within_fragments_are_looked_at_once() -> None:
    doubling = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    text = "{ ...F0 } " + doubling + " fragment F60 on Query { me { id } }"
    assert access.root_fields(parse(text), operation_of(text)) == {"me"}
