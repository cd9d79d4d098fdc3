"""What a document may not be (G2, fault 29). `test_nasty` bounds the work that goes into telling it."""

import pytest
from graphql import get_introspection_query

from resolvers.access_checks import Declared
from resolvers.access_rows import Keys, everybody
from resolvers.schema import build_schema
from server.graphql.documents import MAXIMUM_KEPT, Documents, core_schema
from server.graphql.problems import RequestRefusedError
from settings import Settings
from tests.server.graphql.conftest import SETTINGS
from tests.server.graphql.example import EXAMPLE, echo


def documents(**settings: object) -> Documents:
    return Documents(core_schema(EXAMPLE), SETTINGS.model_copy(update=settings))


def outcome(
    document: str, variables: dict[str, object] | None = None, **settings: object
) -> RequestRefusedError | None:
    """Its refusal, None when it is allowed."""
    store = documents(**settings)
    try:
        store.cost(store.get(document), None, variables)
    except RequestRefusedError as refused:
        return refused
    return None


def refusal(document: str, variables: dict[str, object] | None = None, **settings: object) -> dict[str, object]:
    """Why it is refused, with the refusal's code and limit."""
    refused = outcome(document, variables, **settings)
    assert refused is not None
    extensions = refused.errors[0]["extensions"]
    assert isinstance(extensions, dict)
    return {key: extensions[key] for key in ("code", "limit", "maximum") if key in extensions}


def too_complex(limit: str, maximum: int) -> dict[str, object]:
    return {"code": "QUERY_TOO_COMPLEX", "limit": limit, "maximum": maximum}


def nested(depth: int) -> str:
    return "{ row " + "{ again " * (depth - 2) + "{ number }" + " }" * (depth - 2) + " }"


def doubling(count: int, last: str) -> str:
    chain = " ".join(f"fragment A{n} on Query {{ ...A{n + 1} ...A{n + 1} }}" for n in range(count))
    return f"{{ ...A0 }} {chain} fragment A{count} on Query {{ {last} }}"


def test_depth():
    assert documents().get(nested(12))
    assert refusal(nested(13)) == too_complex("depth", 12)
    assert refusal(nested(130)) == too_complex("depth", 12)
    assert refusal("{ row { ...A } } fragment A on Row { " + nested(12)[2:].replace("row", "again", 1)) == too_complex(
        "depth", 12
    )


def test_aliases():
    aliases = " ".join(f"a{n}: __typename" for n in range(15))
    assert documents().get(f"{{ {aliases} }}")
    assert refusal(f"{{ {aliases} b: __typename }}") == too_complex("aliases", 15)
    assert refusal(
        "{ " + " ".join(f"a{n}: __typename" for n in range(10_000)) + " }", max_query_characters=10**6
    ) == too_complex("tokens", 1_000)


def test_aliases_in_fragments_count_as_often_as_they_are_spread():
    assert refusal(
        "{ ...A row { ...B ...B } } fragment A on Query { "
        + " ".join(f"a{n}: __typename" for n in range(10))
        + " } fragment B on Row { x: number y: number z: number }"
    ) == too_complex("aliases", 15)


def test_doubling_fragments():
    assert documents().get(doubling(80, "__typename"))
    assert refusal(doubling(80, "a: __typename")) == too_complex("aliases", 15)
    store = documents()
    with pytest.raises(RequestRefusedError):
        store.cost(store.get(doubling(80, "__typename")), None, None)


def test_doubling_pages():
    page = "rows(first: 100) { edges { node { number } } }"
    assert refusal(doubling(60, page)) == too_complex("cost", 5_000)


def test_fragment_cycles():
    cycles = " ".join(f"fragment A{n} on Query {{ ...A{(n + 1) % 50} ...A{n * 7 % 50} }}" for n in range(50))
    assert refusal(f"{{ ...A0 }} {cycles}") == {"code": "GRAPHQL_VALIDATION_FAILED"}
    assert refusal("{ ...A } fragment A on Query { ...A }") == {"code": "GRAPHQL_VALIDATION_FAILED"}


def test_directives():
    flood = "{ " + " ".join("__typename @include(if: true)" for _ in range(60)) + " }"
    assert refusal(flood) == too_complex("directives", 50)
    assert refusal("{ __typename " + "@skip(if: false) " * 100 + "}") == too_complex("directives", 50)


def test_characters_and_tokens():
    assert refusal("{ __typename }" + " " * 15_000) == too_complex("characters", 15_000)
    assert refusal("{ " + "__typename " * 999 + "}") == too_complex("tokens", 1_000)
    assert refusal("#\n" * 1_001 + "{ __typename }") == too_complex("tokens", 1_000)


@pytest.mark.parametrize(
    "document",
    [
        "{ " + "unknown " * 990 + "}",
        "{ " + " ".join(f"f{n}" for n in range(990)) + " }",
        "{ " + "... { " * 400 + "__typename" + " }" * 400 + " }",
        "{ echo(text: " + "[" * 400 + "]" * 400 + ") }",
        "{ " + " ".join(f"rows(first: {n}) {{ pageInfo {{ endCursor }} }}" for n in range(80)) + " }",
        "query(" + " ".join(f"$v{n}: Int" for n in range(240)) + ") { __typename }",
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "{" * 14_000,
    ],
)
def test_other_floods_are_refused(document):
    assert refusal(document)["code"] in {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "QUERY_TOO_COMPLEX"}


def test_comparisons():
    """Of fields that have one name in the answer, each with each."""
    assert documents().get("{ " + "row { number } " * 100 + "}")
    assert documents().get("{ " + "__typename " * 158 + "}")
    for flood in (
        "{ " + "row { number } " * 101 + "}",
        "{ " + "... { row { number } } " * 101 + "}",
        "{ " + "__typename " * 159 + "}",
        "{ __typename } fragment A on Query { " + "row { number } " * 101 + "}",
    ):
        assert refusal(flood) == too_complex("comparisons", 25_000)


@pytest.mark.parametrize(
    "document",
    [
        "{ " + "row { again { number } } " * 70 + "}",
        "{ " + "__typename " * 158 + "}",
        "{ " + "row { ...A } " * 60 + "} fragment A on Row { number again { number } }",
    ],
)
def test_valid_floods_are_read(document):
    refused = outcome(document, max_query_cost=10**9)
    assert refused is None or refused.code == "GRAPHQL_VALIDATION_FAILED"


def test_graphiql_can_introspect():
    store = documents()
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True, type_depth=9)
    store.cost(store.get(query), None, None)


def test_documents_are_kept_and_bounded():
    store = documents()
    first = store.get("{ __typename }")
    assert store.get("{ __typename }") is first
    for n in range(MAXIMUM_KEPT):
        store.get(f'{{ echo(text: "{n}") }}')
    assert store.get("{ __typename }") is not first
    assert len(store._kept) == MAXIMUM_KEPT
    for n in range(100):
        store.get(f"{{ __typename }} #{n}" + "x" * 14_000)
    assert store._kept_characters <= 500_000
    assert store._kept_characters == sum(map(len, store._kept))


def test_refused_documents_are_not_kept():
    store = documents()
    with pytest.raises(RequestRefusedError):
        store.get("{ unknown }")
    assert len(store._kept) == 0


def test_two_schemas_keep_two_stores():
    declared = Declared({"Query.echo": everybody(Keys.ALL)}, types={}, narrower={})
    small = Documents(core_schema(build_schema([echo], [], [], declared=declared)), Settings(data_dir="/nowhere"))
    assert documents().get("{ row { number } }")
    with pytest.raises(RequestRefusedError):
        small.get("{ row { number } }")
