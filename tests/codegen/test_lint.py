"""Our rules of the schema: it keeps them, and what breaks one is found and named (H1)."""

import pytest
from graphql import build_schema

from codegen.artifacts import schema_definition
from codegen.lint import lint

DIRECTIVES = """
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
"""
SOUND = (
    DIRECTIVES
    + '''
"""Q""" type Query {
  """a""" wallets("Up to MAX_PAGE_SIZE." first: Int, "Cursor." after: String): WalletConnection!
    @listSize(slicingArguments: ["first"])
}
"""M""" type Mutation { """s""" spendTokens("What." input: SpendTokensInput!): SpendTokensResult! }
"""S""" type Subscription { """f""" spending: SpendingEvent! }
"""I""" input SpendTokensInput { """w""" walletId: ID! """t""" tokens: Int! }
"""U""" union SpendTokensResult = Spent | OperationRefused
"""U""" union SpendingEvent = Spent | OperationRefused
"""X""" type Spent { """t""" tokens: Int! """k""" kind: Kind }
"""E""" enum Kind { """a""" BY_HAND """o""" OLD @deprecated(reason: "Nobody used it; BY_HAND is what it was.") }
"""F""" interface UserError { """c""" code: String! }
"""R""" type OperationRefused implements UserError { """c""" code: String! }
"""C""" type WalletConnection { """e""" edges: [Wallet!]! }
"""W""" type Wallet { """i""" id: ID! }
'''
)
NO_PAGES = "Query.wallets: lacks `first: Int` up to MAX_PAGE_SIZE, `after: String` or @listSize"
PLANTED = [
    ('"""t""" tokens: Int! """k"""', 'tokens: Int! """k"""', "Spent.tokens: has no description"),
    ('"What." input', '" " input', "Mutation.spendTokens(input): has no description"),
    ('"""o""" OLD', "OLD", "Kind.OLD: has no description"),
    ('"""W""" type', "type", "Wallet: has no description"),
    ("walletId: ID!", "wallet_id: ID!", "SpendTokensInput.wallet_id: is not in camelCase"),
    ('"""a""" BY_HAND', '"""a""" byHand', "Kind.byHand: is not in UPPER_CASE"),
    ("Spent", "spent", "spent: is not in PascalCase"),
    ("Spent", "SpentInput", "SpentInput: inputs end in Input or Filter, and nothing else does"),
    (
        '(reason: "Nobody used it; BY_HAND is what it was.")',
        "",
        "Kind.OLD: is deprecated without a reason",
    ),
    (
        "spendTokens(",
        "tokens(",
        "Mutation.tokens: does not begin with one of VERBS in codegen/lint_shapes.py",
    ),
    (
        "SpendTokensInput!):",
        "SpendTokensInput):",
        "Mutation.spendTokens: does not take exactly `input: ...Input!`",
    ),
    (
        "input: SpendTokensInput!)",
        'input: SpendTokensInput!, "K" key: ID)',
        "Mutation.spendTokens: does not take exactly `input: ...Input!`",
    ),
    ("): SpendTokensResult!", "): SpendTokensResult", "Mutation.spendTokens: does not give a required union"),
    ("): SpendTokensResult!", "): Spent!", "Mutation.spendTokens: does not give a required union"),
    ("SpendTokensResult", "SpendTokensPayload", "SpendTokensPayload: does not end in Result"),
    ("SpendingEvent", "SpendingResult", "SpendingResult: does not end in Event"),
    ("Result = Spent | OperationRefused", "Result = Spent", "SpendTokensResult: lacks OperationRefused"),
    ("Result = Spent | OperationRefused", "Result = OperationRefused", "SpendTokensResult: has no success"),
    (
        '"""k""" kind',
        '"""c""" code: Int """k""" kind',
        "Spent: has a `code`, which only types that implement UserError have",
    ),
    ("): WalletConnection!", "): [Wallet!]!", "Query.wallets: is a list without pages"),
    ("MAX_PAGE_SIZE", "any number", NO_PAGES),
    (
        ', "Cursor." after: String',
        "",
        NO_PAGES,
    ),
    (
        '@listSize(slicingArguments: ["first"])',
        "",
        NO_PAGES,
    ),
    (
        "edges:",
        "rows:",
        "WalletConnection: types with `edges`, and they alone, end in Connection",
    ),
    ("walletId: ID!", "walletId: String!", "SpendTokensInput.walletId: is not of the type ID"),
    ("id: ID!", "id: Int!", "Wallet.id: is not of the type ID"),
    ('tokens: Int! """k"""', 'tokens: Float! """k"""', "Spent.tokens: is a Float"),
    ("tokens: Int! }", "tokens: [Float!] }", "SpendTokensInput.tokens: is a Float"),
    ("edges: [Wallet!]!", "edges: [Wallet]!", "WalletConnection.edges: is a list whose items may be null"),
]


def test_the_schema_keeps_every_rule():
    assert lint(build_schema(schema_definition())) == []


def test_a_sound_schema_passes():
    assert lint(build_schema(SOUND)) == []


@pytest.mark.parametrize(("sound", "planted", "found"), PLANTED)
def test_what_breaks_a_rule_is_found(sound: str, planted: str, found: str):
    assert sound in SOUND
    assert lint(build_schema(SOUND.replace(sound, planted), assume_valid_sdl=True)) == [found]
