"""F6 over HTTP: what an admin blocks is refused to users, and what users flag is shown to admins alone."""

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient


async def run(client: GraphQLClient, operation: str, **variables: object) -> dict:
    (result,) = (await client.execute(OPERATIONS[operation], variables)).values()
    return result


async def test_a_block_list_and_flags(live_server):
    term = new_id("term")
    async with GraphQLClient(live_server.graphql_url) as admin, GraphQLClient(live_server.graphql_url) as ada:
        await admin.login(live_server.admin_email, live_server.admin_password)
        await ada.register(f"{new_id('ada')}@example.com")
        assert (await run(ada, "Block", kind="TERM", value=term))["code"] == "FORBIDDEN"
        blocked = await run(admin, "Block", kind="TERM", value=term)
        assert (blocked["block"]["kind"], blocked["block"]["value"]) == ("TERM", term)
        refused = await run(ada, "Chat", message=f"Say {term.upper()}!", key=new_id("key"))
        assert (refused["__typename"], refused["code"]) == ("OperationRefused", "MESSAGE_BLOCKED")
        listed = (await run(admin, "Blocks", first=50))["edges"]
        assert [edge["node"]["id"] for edge in listed if edge["node"]["value"] == term] == [blocked["block"]["id"]]
        assert (await run(admin, "Unblock", block=blocked["block"]["id"]))["blockId"] == blocked["block"]["id"]
        reply = (await run(ada, "Chat", message=f"Say {term}!", key=new_id("key")))["reply"]
        flagged = await run(ada, "FlagMessage", message=reply["id"], reason="It is wrong")
        assert (flagged["messageId"], flagged["reason"]) == (reply["id"], "It is wrong")
        errors = await ada.errors(OPERATIONS["FlaggedMessages"], {"first": 5})
        assert errors[0]["extensions"]["code"] == "FORBIDDEN"
        shown = (await run(admin, "FlaggedMessages", first=50))["edges"]
        assert [edge["node"]["content"] for edge in shown if edge["node"]["messageId"] == reply["id"]] == [
            reply["content"]
        ]
