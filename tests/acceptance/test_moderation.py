"""F6 over HTTP: what an admin blocks is refused to users, and what users flag is shown to admins alone."""

import json
import re

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import ROOT

PAGE = (ROOT / "docs" / "moderation.md").read_text("utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```\n```json\n(.*?)```", PAGE, re.DOTALL)


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
        (node,) = [edge["node"] for edge in shown if edge["node"]["messageId"] == reply["id"]]
        assert (node["content"], node["state"], node["flagCount"]) == (reply["content"], "OPEN", 1)
        assert [(flag["category"], flag["reason"]) for flag in node["flags"]] == [("OTHER", "It is wrong")]
        decision = {"message": reply["id"], "decision": "REMOVE", "reason": "It is wrong indeed"}
        assert (await run(ada, "ReviewMessage", **decision))["code"] == "FORBIDDEN"
        removed = (await run(admin, "ReviewMessage", **decision))["reviewed"]
        assert (removed["state"], removed["content"]) == ("REMOVED", "")
        again = await run(ada, "FlagMessage", message=reply["id"], reason="It is wrong")
        assert again["__typename"] == "MessageFlag"
        conversation = (await run(ada, "Conversations", first=1))["edges"][0]["node"]["id"]
        variables = {"conversation": conversation, "first": 5}
        ada.language = "zh"
        seen = (await run(ada, "MessagesInFull", **variables))["edges"]
        assert [(edge["node"]["content"], edge["node"]["notice"]) for edge in seen] == [
            (f"Say {term}!", None),
            ("", "此消息已被移除。"),
        ]
        assert seen[1]["node"]["usage"]["cost"] != "0"
        waiting = (await run(admin, "FlaggedMessages", first=50))["edges"]
        assert reply["id"] not in [edge["node"]["messageId"] for edge in waiting]


async def test_the_examples_of_the_page_do_what_it_says(live_server):
    async with GraphQLClient(live_server.graphql_url) as admin, GraphQLClient(live_server.graphql_url) as ada:
        await admin.login(live_server.admin_email, live_server.admin_password)
        await ada.register(f"{new_id('ada')}@example.com")
        chat = await run(ada, "Chat", message="Where do penguins live?", key=new_id("key"))
        sent = (await run(ada, "Messages", conversation=chat["conversation"]["id"], first=1))["edges"][0]["node"]
        (flag, flagged), (queue, queued), (remove, removed) = EXAMPLES
        assert await ada.execute(flag, {"message": sent["id"]}) == json.loads(flagged)
        (waiting,) = json.loads(queued)["flaggedMessages"]["edges"]
        assert waiting in (await admin.execute(queue))["flaggedMessages"]["edges"]
        assert await admin.execute(remove, {"message": sent["id"]}) == json.loads(removed)
