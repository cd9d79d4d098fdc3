"""Lists of what belongs to a user are closed to strangers."""

import pytest

from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

MOMENTS = {"from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("operation", "variables"),
    [
        ("Conversations", {"first": 1}),
        ("Messages", {"conversation": "cnv_1", "first": 1}),
        ("UsageHistory", {"first": 1}),
        ("UsageStats", {**MOMENTS, "tz": "UTC"}),
    ],
)
async def test_a_stranger_is_told_to_sign_in(client: GraphQLClient, operation: str, variables: dict):
    errors = await client.errors(OPERATIONS[operation], variables)
    assert [error["extensions"]["code"] for error in errors] == ["UNAUTHENTICATED"]
