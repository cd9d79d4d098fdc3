"""The reference of the schema: every field and type once, with links that lead somewhere (H1)."""

import re
from collections import Counter

import pytest
from graphql import build_schema

from codegen.artifacts import schema_definition
from codegen.lint_parts import own_types
from codegen.reference import reference
from codegen.reference_places import row_of
from codegen.reference_subjects import SUBJECTS

ROOTS = {"Query", "Mutation", "Subscription"}


@pytest.fixture(scope="module")
def definition() -> str:
    return schema_definition()


@pytest.fixture(scope="module")
def pages(definition: str) -> dict[str, str]:
    return reference(definition)


def anchors(text: str) -> list[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return [re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_every_root_field_stands_on_one_page(definition: str):
    schema = build_schema(definition)
    roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
    fields = Counter(name for root in roots for name in root.fields)
    assert Counter(name for subject in SUBJECTS for name in subject.fields) == fields


def test_every_type_stands_on_one_page(definition: str, pages: dict[str, str]):
    kinds = "Type|Input|Enum|Union|Interface|Scalar"
    told = Counter(re.findall(rf"^### (?:{kinds}) `(\w+)`$", "\n".join(pages.values()), re.MULTILINE))
    types = [each for each in own_types(build_schema(definition)) if each.name not in ROOTS]
    connections = {each.name for each in types if row_of(each)}
    edges = {name.removesuffix("Connection") + "Edge" for name in connections}
    assert told == Counter(each.name for each in types if each.name not in connections | edges)


def test_every_link_leads_to_a_heading(pages: dict[str, str]):
    lost = []
    for name, text in pages.items():
        for file, place in re.findall(r"\]\(([\w-]+\.md)?#([\w-]+)\)", text):
            if place not in anchors(pages[file or name]):
                lost.append(f"{name}: {file}#{place}")
    assert lost == []


def test_no_heading_of_a_page_hides_another(pages: dict[str, str]):
    for name, text in pages.items():
        assert [place for place, count in Counter(anchors(text)).items() if count > 1] == [], name


def test_a_field_is_shown_with_all_that_a_caller_needs(pages: dict[str, str]):
    assert """\
### Mutation `claim`

Take the free tokens of a claim into the caller's wallet, once a period.

- Gives [`ClaimResult!`](#union-claimresult)
- For whoever has an account; by API keys with the scope `PURCHASE`
- Costs 20, and what is selected

| argument | type | |
|---|---|---|
| `input` | [`ClaimInput!`](#input-claiminput) | A claim of the fixed amount of free tokens. |
""" in pages["tokens.md"]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (
            "shop.md",
            "pages of [`Payment`](#type-payment)\n- For whoever has an account; by API keys with the scope `READ`",
        ),
        ("sign-in.md", "- For who is not signed in, or is a guest; by no API key"),
        ("shop.md", "- For everybody, also without a token; by every API key"),
        ("admin-people.md", "- For admins; by API keys with the scope `ADMIN`"),
        ("chat.md", "- For whoever is signed in, guests too; by API keys with the scope `CHAT`"),
    ],
)
def test_who_may_call_is_said(pages: dict[str, str], page: str, shown: str):
    assert shown in pages[page]
