"""E4: a user's own profile and preferences, as a client meets them, and what preferences change elsewhere."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette

from models.ids import new_id
from models.user import User
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient

UPDATE_PROFILE, UPDATE_PREFERENCES = OPERATIONS["UpdateProfile"], OPERATIONS["UpdatePreferences"]
CHAT = OPERATIONS["Chat"]
MODEL_OF_TICKET = """
mutation Ticket($key: String!) {
  generateTicket(input: { description: "The export button does nothing.", idempotencyKey: $key }) {
    ... on TicketGenerated { ticket { modelId } }
    ... on UserError { code message }
  }
}
"""


ESTIMATE = """
query { estimate(input: { message: "Hello" }) { ... on ChatEstimate { modelId } ... on UserError { code message } } }
"""


@pytest.fixture(autouse=True)
async def ada(client: GraphQLClient) -> dict[str, Any]:
    """Signed in on `client`."""
    return await client.register(f"{new_id('ada')}@example.com")


async def preferences(client: GraphQLClient) -> dict[str, Any]:
    me: dict[str, Any] = (await client.execute(OPERATIONS["MyAccount"]))["me"]
    found: dict[str, Any] = me["preferences"]
    return found


async def prefer(client: GraphQLClient, **changes: str | None) -> dict[str, Any]:
    result: dict[str, Any] = (await client.execute(UPDATE_PREFERENCES, changes))["updatePreferences"]
    return result


async def test_a_new_account_has_initials_the_free_plan_and_no_preferences(client: GraphQLClient) -> None:
    me = (await client.execute(OPERATIONS["MyAccount"]))["me"]
    assert (me["name"], me["avatarUrl"], me["initials"], me["subscription"]) == ("Ada", None, "A", None)
    assert me["preferences"] == {"theme": "SYSTEM", "language": None, "chatModelId": None, "ticketModelId": None}
    assert me["allowance"] == {
        "planId": "free",
        "requestsToday": 0,
        "requestsPerDay": 50,
        "freeTokensThisMonth": "0",
        "freeTokensPerMonth": "10000",
        "premiumModels": False,
    }


async def test_what_is_left_out_of_a_profile_stays(client: GraphQLClient) -> None:
    async def update(**changes: str | None) -> dict[str, Any]:
        result: dict[str, Any] = (await client.execute(UPDATE_PROFILE, changes))["updateProfile"]["user"]
        return result

    picture = "https://example.com/ada.png"
    assert await update(avatarUrl=picture) | {"id": ""} == {
        "id": "",
        "name": "Ada",
        "avatarUrl": picture,
        "initials": "A",
    }
    renamed = await update(name=" Ada  Lovelace ")
    assert (renamed["name"], renamed["avatarUrl"], renamed["initials"]) == ("Ada  Lovelace", picture, "AL")
    assert (await update(name=None))["name"] == "Ada  Lovelace"
    assert (await update(avatarUrl=None))["avatarUrl"] is None


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name": "a" * 101}, {"name": "Ada\u202e"}, {"avatarUrl": "http://example.com/a"}]
)
async def test_a_bad_profile_changes_nothing(client: GraphQLClient, changes: dict[str, str]) -> None:
    both = {"name": "Eve", "avatarUrl": "https://example.com/eve.png"} | changes
    assert (await client.execute(UPDATE_PROFILE, both))["updateProfile"]["code"] == "INVALID_INPUT"
    me = (await client.execute(OPERATIONS["MyAccount"]))["me"]
    assert (me["name"], me["avatarUrl"]) == ("Ada", None)


async def test_preferences_that_are_changed_at_once_lose_nothing(client: GraphQLClient) -> None:
    await asyncio.gather(
        prefer(client, theme="DARK"), prefer(client, language="ZH"), prefer(client, chatModel="offline/essay")
    )
    assert await preferences(client) == {
        "theme": "DARK",
        "language": "ZH",
        "chatModelId": "offline/essay",
        "ticketModelId": None,
    }
    await prefer(client, theme=None)
    assert (await preferences(client))["theme"] == "SYSTEM"
    assert (await preferences(client))["language"] == "ZH"


async def test_a_model_must_be_there_when_it_is_chosen(client: GraphQLClient) -> None:
    refused = await prefer(client, theme="DARK", ticketModel="nobody/knows")
    assert (refused["code"], refused["message"]) == (
        "INVALID_INPUT",
        "ticketModelId: must be a model that can be used now",
    )
    assert (await preferences(client))["theme"] == "SYSTEM"


async def test_the_chosen_language_is_spoken_when_the_request_says_nothing(client: GraphQLClient) -> None:
    async def told() -> str:
        result = (await client.execute(UPDATE_PROFILE, {"name": ""}))["updateProfile"]
        return str(result["message"])

    english, chinese = "name: must have 1 to 100 characters", "name：必须有 1 到 100 个字符"
    assert await told() == english
    await prefer(client, language="ZH")
    assert await told() == chinese
    client.language = "*"
    assert await told() == chinese
    client.language = "en-GB"
    assert await told() == english
    client.language = None
    await prefer(client, language=None)
    assert await told() == english


async def test_chats_and_tickets_that_name_no_model_go_to_the_chosen_ones(client: GraphQLClient) -> None:
    async def model_of_chat(**more: str) -> str:
        answer = await client.execute(CHAT, {"message": "Hello", "key": new_id("key"), **more})
        return str(answer["chat"]["reply"]["modelId"])

    assert await model_of_chat() == "offline/echo"
    await prefer(client, chatModel="offline/essay", ticketModel="offline/echo")
    assert await model_of_chat(model="offline/echo") == "offline/echo"
    ticket = await client.execute(MODEL_OF_TICKET, {"key": new_id("key")})
    assert ticket["generateTicket"] == {"ticket": {"modelId": "offline/echo"}}
    assert (await client.execute(ESTIMATE))["estimate"] == {"modelId": "offline/essay"}


async def test_a_chosen_model_that_is_gone_or_premium_is_passed_over(
    client: GraphQLClient, app: Starlette, ada: dict[str, Any]
) -> None:
    mine = {"_id": ada["user"]["id"]}
    await User.get_pymongo_collection().update_one(mine, {"$set": {"preferences.chat_model": "gone/model"}})
    assert (await client.execute(ESTIMATE))["estimate"] == {"modelId": "offline/echo"}
    await prefer(client, chatModel="offline/essay")
    admin = new_id("adm")
    await app.state.container.services.model_overrides.set(admin, "offline/essay", {"premium": True})
    try:
        assert (await client.execute(ESTIMATE))["estimate"] == {"modelId": "offline/echo"}
    finally:
        await app.state.container.services.model_overrides.remove(admin, "offline/essay")
