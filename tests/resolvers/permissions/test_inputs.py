"""Every text, id and scalar that the API takes, with what is meant for a database, a parser or a log."""

from dataclasses import replace

import pytest

from messages import Language
from models.ids import new_id
from models.user import Role, User
from resolvers.access import ACCESS
from server.graphql.operations import operation_from_json
from server.graphql.problems import RequestRefusedError
from services.identity.caller import Caller
from tests.resolvers.permissions.people import Api, Person, codes_of, told
from tests.resolvers.permissions.walk import Leaf, Root, leaves, roots

TYPES = {"String", "ID", "BigInt", "DateTime"}
TEXTS = ['{"$gt": ""}', "$where: a.$b '; return true; //\u202eoj\ufeff", "x" * 100_000]
OBJECTS: list[object] = [{"$gt": ""}, {"$where": "sleep(1000)"}, [{"$ne": None}]]
NO_TEXT = ["\x00", "a\x00b"]
VALID = {"idempotencyKey": "key", "modelId": "nobody/nothing", "packageId": "nothing", "planId": "nothing"}
"""So that an input is looked at to its end, and yet nothing is bought, and no model is asked."""
FAULTS = ("INTERNAL", "_UNAVAILABLE", "UNKNOWN_OUTCOME", "TIMEOUT")
"""How codes begin or end that tell of a fault, and not of the input."""


@pytest.fixture(scope="module")
async def admin(api: Api) -> Person:
    """Somebody whom nothing is closed to, and who is spoken to in Chinese."""
    person = await api.person(role=Role.ADMIN)
    assert person.context is not None
    return replace(person, context=replace(person.context, language=Language.ZH))


def places(api: Api) -> list[tuple[Root, Leaf]]:
    return [(root, leaf) for root in roots(api.schema) for leaf in leaves(root) if leaf.type_name in TYPES]


def given(root: Root, leaf: Leaf, payload: object) -> dict[str, object]:
    """The payload in its place, among input that services look at to its end."""
    fresh = VALID | {"idempotencyKey": new_id("key")}
    return {each.path: fresh[each.name] for each in leaves(root) if each.name in fresh} | {leaf.path: payload}


async def test_there_is_much_to_try(api: Api) -> None:
    assert len(places(api)) > 150


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
async def test_text_is_text_wherever_it_is_sent(api: Api, admin: Person, text: str) -> None:
    for root, leaf in places(api):
        for code, message in told(await api.ask(admin, root, given(root, leaf, text))):
            assert not code.startswith(FAULTS), (root.name, leaf, code)
            assert not code.endswith(FAULTS), (root.name, leaf, code)
            # Of types, such as that a text is no number, the engine speaks, to programmers.
            assert any(letter > "\u2e7f" for letter in message) or code == "BAD_USER_INPUT", (root.name, leaf, message)


@pytest.mark.parametrize("value", OBJECTS, ids=str)
async def test_an_operator_of_the_database_is_no_value_of_any_input(api: Api, admin: Person, value: object) -> None:
    for root, leaf in places(api):
        answer = await api.ask(admin, root, given(root, leaf, value))
        assert codes_of(answer) == {"BAD_USER_INPUT"}, (root.name, leaf)
        assert "data" not in answer


@pytest.mark.parametrize("text", NO_TEXT, ids=ascii)
async def test_nul_is_refused_wherever_it_is_sent(api: Api, admin: Person, text: str) -> None:
    for root, leaf in places(api):
        answer = await api.ask(admin, root, given(root, leaf, text))
        assert told(answer) == {("BAD_USER_INPUT", "文本不能含有 NUL 字符。")}, (root.name, leaf)


@pytest.mark.parametrize("literal", [r'"\uD800"', r'"\uDC00\uD800"', r'"\u{D800}"'])
async def test_half_a_character_is_refused_in_a_document(api: Api, admin: Person, literal: str) -> None:
    answer = await api.run(admin, f"{{ conversations(search: {literal}) {{ pageInfo {{ hasNextPage }} }} }}", {})
    assert codes_of(answer) == {"GRAPHQL_PARSE_FAILED"}


@pytest.mark.parametrize("sent", [rb'"\ud800"', rb'"\udc00\ud800"', b'"\xed\xa0\x80"', b'"\xff"'])
def test_half_a_character_is_refused_in_variables(sent: bytes) -> None:
    with pytest.raises(RequestRefusedError) as refused:
        operation_from_json(b'{"query": "{ me { id } }", "variables": {"a": ' + sent + b"}}")
    assert refused.value.code == "BAD_REQUEST"


NOT_THE_CLIENTS = {
    "role", "status", "walletId", "userId", "ownerId", "payerId", "price", "unitPrice", "tokens", "balance", "cost",
    "credited", "creditedAt", "createdAt", "verified", "emailVerified", "emailVerifiedAt", "suspended", "isAdmin",
    "gatewayReference", "discountPercent", "taxAmount", "welcomeGranted", "passwordHash", "tokenVersion",
}  # fmt: skip
"""What the server alone decides."""
_SPENDING = ("holdTokens", "releaseHold", "renewHold", "settleHold", "spendTokens")


async def test_no_input_of_a_user_says_what_the_server_decides(api: Api) -> None:
    found = {
        f"{root.name} {leaf.path}"
        for root in roots(api.schema)
        if root.kind == "mutation" and ACCESS[root.name].least is not Caller.ADMIN
        for leaf in leaves(root)
        if leaf.name in NOT_THE_CLIENTS or leaf.name == "amount"
    }
    machines = {
        "Mutation.holdTokens input.amount",
        "Mutation.settleHold input.amount",
        "Mutation.spendTokens input.amount",
        *(f"Mutation.{name} input.userId" for name in _SPENDING),
    }  # a machine says what its work costs; whose tokens, only an admin's key may say
    assert found == machines | {
        "Mutation.inviteTeamMember input.role",  # in a team, whose owner decides
        "Mutation.setAutoTopUp input.monthlyCap.amount",  # the most that its owner lets be charged
        "Mutation.setTeamMemberRole input.role",
    }


@pytest.mark.parametrize("field", ["role", "status", "walletId", "createdAt", "emailVerifiedAt"])
async def test_what_an_input_does_not_have_is_refused_and_not_ignored(api: Api, field: str) -> None:
    person = await api.person()
    stored = await User.get_pymongo_collection().find_one({"_id": person.user_id})
    for root in roots(api.schema):
        if "input" not in root.field.args or root.kind != "mutation":
            continue
        query = (
            f"mutation ($input: {root.field.args['input'].type}) {{ {root.own_name}(input: $input) {{ __typename }} }}"
        )
        assert codes_of(await api.run(person, query, {"input": {field: "admin"}})) == {"BAD_USER_INPUT"}, root.name
    assert await User.get_pymongo_collection().find_one({"_id": person.user_id}) == stored
