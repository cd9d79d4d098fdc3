"""Anybody may ask what a client must know."""

from settings.features import FEATURES
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

ASKED = OPERATIONS["ClientSettings"]


async def test_whoever_has_not_signed_in_is_told_all_of_it(client: GraphQLClient) -> None:
    told = (await client.execute(ASKED))["clientSettings"]
    assert told.pop("features") == [name.upper() for name in FEATURES]
    assert told == {
        "productName": "Tokentill",
        "termsUrl": None,
        "privacyUrl": None,
        "imprintUrl": None,
        "languages": ["EN", "ZH"],
        "currencies": ["CNY"],
        "guestsAllowed": True,
        "registrationOpen": True,
        "passwordSignIn": True,
        "signInProviders": [],
        "paymentsSimulated": True,
        "publishableKey": None,
        "simulatedPaymentsUrl": "http://127.0.0.1:9",
        "passwordMinimumCharacters": 8,
        "messageMaximumCharacters": 100_000,
        "imageMaximumBytes": 10_485_760,
    }
