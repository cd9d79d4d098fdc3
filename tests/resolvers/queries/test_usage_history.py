"""`usageHistory` says at which rates a charge was made, so that it can be added up."""

from datetime import UTC, datetime

from models.price_version import PriceVersion
from models.user import User
from services.container import Services
from services.ledger import UsageRecord
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

KINDS = {"input": 1_000_000, "output": 2_000_000, "cache_read": 3, "cache_write": 4, "reasoning": 5, "image": 6}
SHOWN = {"input": "1000000", "output": "2000000", "cacheRead": "3", "cacheWrite": "4", "reasoning": "5", "image": "6"}


async def test_a_charge_tells_its_counts_rates_and_policy(services: Services, client: GraphQLClient):
    await client.register("ada@example.com")
    user = await User.find_one({"email": "ada@example.com"})
    await PriceVersion(
        id="p2-known", basis={"basis": "cost", "prices": {}}, rates={}, created_at=datetime(2026, 3, 1, tzinfo=UTC)
    ).insert()
    for number, version in enumerate(("p2-known", "p2-lost", None)):
        usage = UsageRecord(
            kind="chat", input_tokens=1034, output_tokens=200, price_version=version, rates=KINDS if version else {}
        )
        await services.ledger.spend(user.wallet_id, f"test:{number}", amount=1434, usage=usage)

    found = await client.execute(OPERATIONS["UsageHistoryInFull"], {"first": 10})
    nodes = [edge["node"] for edge in found["usageHistory"]["edges"]]
    assert [(node["inputTokens"], node["outputTokens"], node["cost"]) for node in nodes] == [
        ("1034", "200", "1434")
    ] * 3
    assert [node["pricing"] for node in nodes] == [
        None,
        {**SHOWN, "version": "p2-lost", "policy": None},
        {**SHOWN, "version": "p2-known", "policy": "COST"},
    ]
