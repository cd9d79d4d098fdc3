"""`usageStats` and `conversationUsage`, as clients ask them."""

from models.user import User
from services.container import Services
from services.ledger import UsageRecord
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import GraphQLClient

ASKED = {"from": "2026-03-01T00:00:00Z", "to": "2026-04-01T00:00:00Z", "tz": "Asia/Kathmandu", "bucket": "DAY"}
"""The clock of these tests stands at noon of March 1, and is moved."""


async def test_usage_is_summed_up_in_every_way(services: Services, client: GraphQLClient, clock: MovableClock):
    await client.register("ada@example.com")
    user = await User.find_one({"email": "ada@example.com"})
    for number, (kind, model, conversation) in enumerate(
        [("chat", "a", "c1"), ("chat", "b", "c1"), ("ticket", "a", None)], start=1
    ):
        usage = UsageRecord(kind=kind, model=model, provider="p", conversation_id=conversation, input_tokens=number)
        await services.ledger.spend(user.wallet_id, f"test:{number}", amount=10 * number, usage=usage)
        clock.move(hours=7)  # past midnight in Kathmandu, 18:15 UTC, once
    client.token = None  # which has expired
    await client.login("ada@example.com")

    stats = (await client.execute(OPERATIONS["UsageStatsInFull"], {**ASKED, "groupBy": "KIND"}))["usageStats"]
    first, second = "2026-02-28T18:15:00.000Z", "2026-03-01T18:15:00.000Z"
    assert stats["totals"] == {"requests": 3, "inputTokens": "6", "outputTokens": "0", "cost": "60"}
    assert [(point["start"], point["requests"], point["cost"]) for point in stats["series"]] == [
        (first, 1, "10"),
        (second, 2, "50"),
    ]
    chat, ticket = (
        {"key": "CHAT", "others": False, "totals": {"requests": 2, "cost": "30"}},
        {"key": "TICKET", "others": False, "totals": {"requests": 1, "cost": "30"}},
    )
    assert stats["groups"] == [
        chat | {"series": [{"start": first, "cost": "10"}, {"start": second, "cost": "20"}]},
        ticket | {"series": [{"start": second, "cost": "30"}]},
    ]
    assert stats["byModel"] == [
        {"modelId": "a", "requests": 2, "cost": "40"},
        {"modelId": "b", "requests": 1, "cost": "20"},
    ]
    assert stats["byProvider"] == [{"provider": "p", "requests": 3, "cost": "60"}]
    assert [row["kind"] for row in stats["byKind"]] == ["CHAT", "TICKET"]
    assert stats["byMember"] == [{"member": None, "requests": 3, "cost": "60"}]
    assert stats["byConversation"] == [{"conversationId": "c1", "requests": 2, "cost": "30"}]

    filtered = await client.execute(OPERATIONS["UsageStatsInFull"], {**ASKED, "filter": {"kind": "TICKET"}})
    assert filtered["usageStats"]["totals"] == {"requests": 1, "inputTokens": "3", "outputTokens": "0", "cost": "30"}
    assert (filtered["usageStats"]["groups"], filtered["usageStats"]["byConversation"]) == ([], [])
    of_one = await client.execute(OPERATIONS["ConversationUsage"], {"conversation": "c1"})
    assert of_one["conversationUsage"] == {
        "conversationId": "c1",
        "requests": 2,
        "inputTokens": "3",
        "outputTokens": "0",
        "tokens": "3",
        "cost": "30",
    }
