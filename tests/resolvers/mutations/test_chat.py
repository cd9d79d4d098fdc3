"""`chat` for a caller who is not signed in."""

from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient


async def test_a_stranger_is_refused_with_a_typed_error(client: GraphQLClient):
    refused = (await client.execute(OPERATIONS["Chat"], {"message": "Hello", "key": "k"}))["chat"]
    assert (refused["__typename"], refused["code"], refused["retryable"]) == (
        "OperationRefused",
        "UNAUTHENTICATED",
        False,
    )
