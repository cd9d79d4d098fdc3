"""Clients of the last release go on working: what would break them is found, what was announced is let go (H1)."""

import pytest

from codegen.compatibility import breaking_changes, dangerous_changes

RELEASED = """
type Query {
  wallet(id: ID!, currency: String @deprecated(reason: "All are in tokens.")): Wallet!
  purse: Purse @deprecated(reason: "wallet replaces it.")
  grants(filter: GrantInput): [Grant!]!
}
type Wallet { id: ID! held: Int! free: Int kind: Kind! old: Int @deprecated(reason: "See free.") }
type Purse { coins: Int! lining: Lining }
type Lining { colour: String }
type Gift { id: ID! }
type Prize { id: ID! }
union Grant = Gift | Prize
enum Kind { OWN TEAM LENT @deprecated(reason: "Nothing is lent.") }
input GrantInput { first: Int, kind: Kind, label: String @deprecated(reason: "Never read.") }
"""
BREAKING = [
    ("type Wallet { id: ID! held: Int!", "type Wallet { id: ID!", "Field Wallet.held was removed."),
    ("held: Int!", "held: Int", "Field Wallet.held changed type from Int! to Int."),
    ("free: Int ", "free: String ", "Field Wallet.free changed type from Int to String."),
    ("old: Int ", "old: String ", "Field Wallet.old changed type from Int to String."),
    ("enum Kind { OWN TEAM", "enum Kind { OWN", "Enum value Kind.TEAM was removed."),
    ("Grant = Gift | Prize", "Grant = Gift", "Prize was removed from union type Grant."),
    ("wallet(id: ID!,", "wallet(", "Argument Query.wallet(id:) was removed."),
    ("wallet(id: ID!,", "wallet(id: ID!, at: String!,", "A required argument Query.wallet(at:) was added."),
    ("first: Int,", "first: Int!,", "Field GrantInput.first changed type from Int to Int!."),
    ("first: Int,", "first: Int, must: Int!,", "A required field GrantInput.must was added."),
    ("first: Int, kind", "kind", "Field GrantInput.first was removed."),
    (
        "filter: GrantInput)",
        "filter: GrantInput!)",
        "Argument Query.grants(filter:) has changed type from GrantInput to GrantInput!.",
    ),
]
ALLOWED = [
    ('old: Int @deprecated(reason: "See free.")', ""),
    ('LENT @deprecated(reason: "Nothing is lent.")', ""),
    (', currency: String @deprecated(reason: "All are in tokens.")', ""),
    (', label: String @deprecated(reason: "Never read.")', ""),
    ("free: Int", "free: Int!"),
    ("held: Int!", "held: Int! debt: Int"),
    ("first: Int,", "first: Int, last: Int,"),
    ("held: Int!", 'held: Int! @deprecated(reason: "See free.")'),
]


@pytest.mark.parametrize(("released", "changed", "told"), BREAKING)
def test_what_breaks_clients_is_found(released: str, changed: str, told: str):
    assert released in RELEASED
    assert breaking_changes(RELEASED, RELEASED.replace(released, changed)) == [told]


@pytest.mark.parametrize(("released", "changed"), ALLOWED)
def test_what_breaks_nobody_passes(released: str, changed: str):
    assert released in RELEASED
    assert breaking_changes(RELEASED, RELEASED.replace(released, changed)) == []


def test_what_only_a_deprecated_field_led_to_goes_with_it():
    text = RELEASED.replace('  purse: Purse @deprecated(reason: "wallet replaces it.")\n', "")
    text = text.replace("type Purse { coins: Int! lining: Lining }\ntype Lining { colour: String }\n", "")
    assert "Purse" not in text
    assert breaking_changes(RELEASED, text) == []


def test_what_a_deprecated_field_leads_to_stays_while_the_field_does():
    changed = RELEASED.replace("lining: Lining }\ntype Lining { colour: String }", "}")
    assert breaking_changes(RELEASED, changed) == ["Field Purse.lining was removed.", "Lining was removed."]


def test_a_type_that_stands_for_an_interface_is_not_forgotten():
    released = "type Query { node: Node } interface Node { id: ID } type Wallet implements Node { id: ID }"
    current = "type Query { node: Node } interface Node { id: ID }"
    assert breaking_changes(released, current) == ["Wallet was removed."]


@pytest.mark.parametrize(
    ("released", "current", "told"),
    [
        ("at(day: Int! = 1): Int", "at(day: Int!): Int", "Argument Query.at(day:) lost its default value."),
        ("first: Int! = 1", "first: Int!", "Field Page.first lost its default value."),
        ("input Page {", "input Page @oneOf {", "Input Page takes one field alone."),
    ],
)
def test_what_could_be_left_out_or_given_together_stays_so(released: str, current: str, told: str):
    schema = "type Query { at(day: Int! = 1): Int list(page: Page): Int } input Page { last: Int first: Int! = 1 }"
    assert released in schema
    assert breaking_changes(schema, schema.replace(released, current)) == [told]


def test_a_scalar_of_the_language_may_fall_out_of_use():
    released = 'type Query { id: ID old: Int @deprecated(reason: "See id.") }'
    assert breaking_changes(released, "type Query { id: ID }") == []


def test_what_may_surprise_is_told_and_breaks_nothing():
    changed = RELEASED.replace("enum Kind { OWN", "enum Kind { OWN SHARED").replace(
        "Gift | Prize", "Gift | Prize | Purse"
    )
    changed = changed.replace("first: Int,", "first: Int, last: Int,").replace("grants(filter", "grants(by: ID, filter")
    assert breaking_changes(RELEASED, changed) == []
    assert dangerous_changes(RELEASED, changed) == [
        "Enum value Kind.SHARED was added.",
        "Purse was added to union type Grant.",
    ]
