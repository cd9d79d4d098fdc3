"""Attacks by documents have a stated outcome and take bounded work (G2, fault 29)."""

import sys
import time
from types import FrameType

import pytest
from graphql import OperationDefinitionNode

from benchmarks.nasty import CHARACTERS, NASTY, random_document
from server.garbage import settle_garbage_collection
from server.graphql.documents import Documents, core_schema
from server.graphql.problems import RequestRefusedError
from settings import Settings
from tests.support.schema import whole_schema

SCHEMA = core_schema(whole_schema())
MOST_CALLS = 1_000_000
"""Calls of functions while a document is read and weighed: a quarter of a second."""
HEAVIEST = [
    "one composite",
    "deep composites",
    "fragments of each other",
    "unknown types",
    "three leaves",
    "long equal arguments",
]
SEEDS = range(20)
MANY_SEEDS = range(2_000)
SECONDS = 0.25


def outcome(document: str, **settings: object) -> str | None:
    """What becomes of it when all of its operations are weighed: the limit that it is beyond, a code, or None."""
    documents = Documents(SCHEMA, Settings(data_dir="/nowhere").model_copy(update=settings))
    try:
        read = documents.get(document)
        for each in read.ast.definitions:
            if isinstance(each, OperationDefinitionNode):
                documents.cost(read, each.name.value if each.name else None, None)
    except RequestRefusedError as refused:
        extensions = refused.errors[0]["extensions"]
        assert isinstance(extensions, dict)
        return str(extensions.get("limit", extensions["code"]))
    return None


def calls_of(document: str) -> int:
    """How many functions are called on the way to its outcome: work in a unit that is the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        outcome(document)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", NASTY)
def test_an_attack_has_its_outcome(name: str):
    attack = NASTY[name]
    assert len(attack.document) <= CHARACTERS
    assert outcome(attack.document) == attack.outcome


@pytest.mark.parametrize("name", HEAVIEST)
def test_the_heaviest_take_bounded_work(name: str):
    assert calls_of(NASTY[name].document) < MOST_CALLS


def test_random_documents_are_allowed_or_refused_with_a_code():
    outcomes = {outcome(random_document(SCHEMA, seed)) for seed in SEEDS}
    assert None in outcomes
    assert "GRAPHQL_VALIDATION_FAILED" in outcomes
    assert len(outcomes) > 3, outcomes


@pytest.mark.nightly
def test_no_document_takes_long():
    """In this thread's own time, the better of two tries: a collection of garbage is no fault of the document."""
    settle_garbage_collection()  # as every server process does
    documents = [attack.document for attack in NASTY.values()]
    documents += [random_document(SCHEMA, seed) for seed in MANY_SEEDS]
    for document in documents:
        took = []
        for _ in range(2):
            started = time.thread_time()
            outcome(document)
            took.append(time.thread_time() - started)
        assert min(took) < SECONDS, document
