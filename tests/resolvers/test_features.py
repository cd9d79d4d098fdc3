"""Features that are switched off leave the schema, any of them together, and nothing else does (G10)."""

import os
import re

import pytest
from graphql import parse, print_schema, validate, validate_schema
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.access_checks import problems_of
from resolvers.features import LEAVES, leaves_of
from resolvers.leaving import has, without
from resolvers.schema import DECLARED, build_schema
from server.graphql.documents import core_schema
from settings import Settings, SettingsError, load_settings
from settings.features import FEATURES
from tests.acceptance.operations import OPERATIONS
from tests.support.schema import whole_schema
from tests.support.server import ROOT

PAGE = (ROOT / "docs" / "extend.md").read_text("utf-8")
FULL = core_schema(whole_schema())
EXAMPLES = 40 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 2
"""Each builds a whole schema."""


PARSED = {name: parse(text) for name, text in OPERATIONS.items()}


def test_every_feature_says_what_leaves_and_all_of_it_is_there() -> None:
    assert LEAVES.keys() == FEATURES.keys()
    assert [leaf for leaf in leaves_of(LEAVES) if not has(FULL, leaf)] == []


def test_the_page_lists_every_feature() -> None:
    assert re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", PAGE, re.MULTILINE) == list(FEATURES.items())


@settings(max_examples=EXAMPLES)
@given(off=st.sets(st.sampled_from(sorted(FEATURES))))
def test_any_features_may_be_off_together(off: set[str]) -> None:
    schema = core_schema(build_schema(off=off))
    assert validate_schema(schema) == []
    leaves = leaves_of(off)
    assert [leaf for leaf in leaves if has(schema, leaf)] == []
    kept = leaves_of(FEATURES.keys() - off) - leaves
    gone = {leaf.partition(".")[0] for leaf in kept} - schema.type_map.keys()
    kept = {leaf for leaf in kept if leaf.partition(".")[0] not in gone and leaf.partition("(")[0] not in leaves}
    assert [leaf for leaf in kept if not has(schema, leaf)] == []
    assert [problem for problem in problems_of(schema, DECLARED) if "there is no such field" not in problem] == []
    for name, text in OPERATIONS.items():
        if (errors := validate(schema, PARSED[name])) and off:
            said = " ".join(error.message for error in errors)
            assert any(leaf.rpartition(".")[2].split("(")[0].rstrip(")") in text for leaf in leaves), (name, said)
        else:
            assert errors == [], name


@pytest.mark.parametrize(
    ("feature", "word"),
    [
        ("attachments", r"[aA]ttachment"),
        ("gifts", r"[gG]ift"),
        ("sharing", r"\b[sS]hare|Share"),
        ("teams", r"[tT]eam"),
        ("tickets", r"Ticket|tickets\b"),
        ("webhooks", r"[wW]ebhook"),
    ],
)
def test_no_word_of_a_feature_is_left(feature: str, word: str) -> None:
    schema = core_schema(build_schema(off={feature}))
    names = [name for name in schema.type_map if not name.startswith("__")]
    for each in list(schema.type_map.values()):
        for name, field in getattr(each, "fields", {}).items():
            names += [
                f"{each.name}.{name}",
                *(f"{each.name}.{name}({argument})" for argument in getattr(field, "args", {})),
            ]
    assert [name for name in names if re.search(word, name)] == []


def test_what_a_client_must_know_can_be_asked_whatever_is_off() -> None:
    nothing = core_schema(build_schema(off=FEATURES))
    assert validate(nothing, PARSED["ClientSettings"]) == []


def test_with_nothing_off_it_is_the_schema_of_the_file() -> None:
    assert print_schema(core_schema(build_schema(off=()))) == print_schema(FULL)


@pytest.mark.parametrize("leaf", ["Query.nothing", "Nothing.tickets", "Query.balance(nothing)", "Nothing"])
def test_what_is_not_there_cannot_leave(leaf: str) -> None:
    with pytest.raises(ValueError, match="is not in the schema"):
        without(FULL, [leaf])


@pytest.mark.parametrize("leaf", ["ChatInput.message", "Query.payment(id)"])
def test_what_clients_must_give_cannot_leave(leaf: str) -> None:
    with pytest.raises(ValueError, match="clients must give it"):
        without(FULL, [leaf])


def test_settings_name_features() -> None:
    assert load_settings({"FEATURES_OFF": "tickets, gifts"}, None).switched_off == {"tickets", "gifts"}
    assert load_settings({"FEATURES_OFF": "saved_cards"}, None).switched_off == {"saved_cards", "auto_top_up"}
    assert Settings(teams_enabled=False, allow_anonymous=False).switched_off == {"teams", "guests"}
    with pytest.raises(SettingsError) as wrong:
        load_settings({"FEATURES_OFF": "tickets,coffee"}, None)
    assert wrong.value.problems[0].startswith("FEATURES_OFF: no such feature: coffee; there are api_keys, ")
