"""C4 over HTTP and WebSocket: conversations made, named, found, branched and removed, with totals as the ledger's."""

import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.subscription import websocket_events

CHAT = """mutation Say($message: String!, $conversation: ID, $edits: ID, $key: String!) {
  chat(input: { message: $message, conversationId: $conversation, editsId: $edits, idempotencyKey: $key }) {
    __typename
    ... on ChatCompleted {
      conversation { id title messageCount totalTokens totalCost models }
      reply { id parentId versionIds content }
      usage { cost }
      messagesLeftOut
    }
    ... on UserError { code message }
  }
}"""
READ = """query Read($conversation: ID!, $through: ID) {
  messages(conversationId: $conversation, throughId: $through, first: 50) {
    edges { node { id role content parentId versionIds } }
  }
}"""
BACKWARDS = """query Backwards($conversation: ID!, $after: String) {
  messages(conversationId: $conversation, first: 3, after: $after, newestFirst: true) {
    edges { node { role content } } pageInfo { hasNextPage endCursor }
  }
}"""
SEARCH = """query Search($search: String!, $first: Int) {
  conversations(search: $search, first: $first) { edges { cursor node { id title } } }
}"""


@pytest.fixture
async def ada(live_server: LiveServer):
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


async def say(client: GraphQLClient, message: str, **more: str) -> dict:
    completed = (await client.execute(CHAT, {"message": message, "key": new_id("key"), **more}))["chat"]
    assert completed["__typename"] == "ChatCompleted", completed
    return completed


async def read(client: GraphQLClient, conversation: str, through: str | None = None) -> list[dict]:
    data = await client.execute(READ, {"conversation": conversation, "through": through})
    return [edge["node"] for edge in data["messages"]["edges"]]


async def said(client: GraphQLClient, conversation: str, through: str | None = None) -> list[str]:
    return [each["content"] for each in await read(client, conversation, through) if each["role"] == "USER"]


async def run(client: GraphQLClient, operation: str, **variables: str | None) -> dict:
    (result,) = (await client.execute(OPERATIONS[operation], variables)).values()
    return result


async def found(client: GraphQLClient, search: str) -> list[str]:
    data = await client.execute(SEARCH, {"search": search})
    return [edge["node"]["title"] for edge in data["conversations"]["edges"]]


async def test_a_conversation_is_made_named_by_its_first_message_and_renamed(ada):
    made = await run(ada, "CreateConversation", title=None)
    assert (made["__typename"], made["title"], made["messageCount"]) == ("Conversation", "", 0)
    long = "A first message that is a good deal longer than fifty characters"
    completed = await say(ada, long, conversation=made["id"])
    assert completed["conversation"] == {**completed["conversation"], "id": made["id"], "title": long[:50]}
    renamed = await run(ada, "RenameConversation", conversation=made["id"], title="  Plans for\nMay ")
    assert (renamed["title"], renamed["messageCount"]) == ("Plans for May", 2)
    named = await run(ada, "CreateConversation", title="Kept")
    assert (await say(ada, "hello", conversation=named["id"]))["conversation"]["title"] == "Kept"


@pytest.mark.parametrize("title", ["", "   ", "x" * 101, "bell \a"])
async def test_a_title_out_of_its_bounds_changes_nothing(ada, title):
    made = await run(ada, "CreateConversation", title="Kept")
    refused = await run(ada, "RenameConversation", conversation=made["id"], title=title)
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "INVALID_INPUT")
    assert await found(ada, "kept") == ["Kept"]


async def test_an_edited_message_begins_a_branch_that_is_shown_and_both_can_be_read(ada):
    first = await say(ada, "one")
    conversation = first["conversation"]["id"]
    second = await say(ada, "two", conversation=conversation)
    await say(ada, "three", conversation=conversation)
    question = (await read(ada, conversation))[2]
    assert question["content"] == "two"
    edited = await say(ada, "two, edited", edits=question["id"])
    assert "Messages of yours before it in this conversation: 1." in edited["reply"]["content"]
    assert await said(ada, conversation) == ["one", "two, edited"]
    assert await said(ada, conversation, second["reply"]["id"]) == ["one", "two", "three"]
    shown = (await read(ada, conversation))[2]
    assert shown["parentId"] == question["parentId"] == first["reply"]["id"]
    assert shown["versionIds"] == [question["id"], shown["id"]]
    await say(ada, "and on", conversation=conversation)
    assert await said(ada, conversation) == ["one", "two, edited", "and on"]
    assert (await run(ada, "ShowBranch", message=question["id"]))["messageCount"] == 10
    await say(ada, "four", conversation=conversation)
    assert await said(ada, conversation) == ["one", "two", "three", "four"]
    assert await said(ada, conversation, shown["id"]) == ["one", "two, edited", "and on"]


async def test_a_branch_is_read_from_its_end_page_by_page(ada):
    first = await say(ada, "one")
    conversation = first["conversation"]["id"]
    dropped = await say(ada, "two", conversation=conversation)
    await say(ada, "two, edited", edits=dropped["reply"]["parentId"])
    pages, after = [], None
    while len(pages) < 3:
        page = (await ada.execute(BACKWARDS, {"conversation": conversation, "after": after}))["messages"]
        pages.append([edge["node"]["content"] for edge in page["edges"] if edge["node"]["role"] == "USER"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == [["two, edited"], ["one"]]


async def test_the_first_message_can_be_edited_too(ada):
    first = await say(ada, "hello")
    conversation = first["conversation"]["id"]
    edited = await say(ada, "1 + 1?", edits=first["reply"]["parentId"])
    assert "Messages of yours before it" not in edited["reply"]["content"]
    assert await said(ada, conversation) == ["1 + 1?"]
    assert (await read(ada, conversation))[0]["versionIds"][0] == first["reply"]["parentId"]


async def test_a_reply_is_made_again_as_it_is_written_over_websocket(ada, live_server):
    first = await say(ada, "Tell me")
    variables = {"reply": first["reply"]["id"], "key": new_id("key")}
    document = OPERATIONS["RegenerateReplyStream"]
    events = [
        event["data"]["regenerateReplyStream"]
        async for event in websocket_events(live_server.websocket_url, document, variables, token=ada.token)
    ]
    assert events[0]["__typename"] == "ChatStarted"
    completed = events[-1]
    text = "".join(event["text"] for event in events if event["__typename"] == "ChatDelta")
    assert completed["reply"]["content"] == text == first["reply"]["content"]
    assert completed["reply"]["parentId"] == first["reply"]["parentId"]
    conversation = first["conversation"]["id"]
    question, reply = await read(ada, conversation)
    assert (question["content"], question["versionIds"]) == ("Tell me", [question["id"]])
    assert reply["versionIds"] == [first["reply"]["id"], completed["reply"]["id"]]
    again = await run(ada, "RegenerateReply", reply=reply["id"], model=None, key=new_id("key"))
    assert again["reply"]["versionIds"] == [*reply["versionIds"], again["reply"]["id"]]
    assert again["conversation"]["messageCount"] == 4


async def test_totals_count_every_branch_and_are_the_sum_of_the_ledgers_charges(ada):
    first = await say(ada, "one")
    edited = await say(ada, "one, edited", edits=first["reply"]["parentId"])
    again = await run(ada, "RegenerateReply", reply=edited["reply"]["id"], model="offline/essay", key=new_id("key"))
    history = await ada.execute(OPERATIONS["UsageHistory"], {"first": 50})
    charges = [edge["node"] for edge in history["usageHistory"]["edges"]]
    assert {charge["conversationId"] for charge in charges} == {first["conversation"]["id"]}
    conversation = (await ada.execute(OPERATIONS["Conversations"], {"first": 5}))["conversations"]["edges"][0]["node"]
    assert conversation == {
        **conversation,
        "messageCount": 5,
        "models": ["offline/echo", "offline/essay"],
        "totalCost": str(sum(int(charge["cost"]) for charge in charges)),
        "totalTokens": str(sum(int(charge["inputTokens"]) + int(charge["outputTokens"]) for charge in charges)),
    }
    assert len(charges) == 3
    assert again["conversation"]["totalCost"] == conversation["totalCost"]


async def test_search_finds_words_of_titles_and_messages_in_any_script(ada):
    await say(ada, "Where do penguins live?")
    await say(ada, "企鹅住在哪里")
    renamed = (await say(ada, "Something else"))["conversation"]["id"]
    await run(ada, "RenameConversation", conversation=renamed, title="Zebras of Kenya")
    assert await found(ada, "PENGUINS live") == ["Where do penguins live?"]
    assert await found(ada, "住在") == ["企鹅住在哪里"]
    assert await found(ada, "zebras") == ["Zebras of Kenya"]
    assert await found(ada, "penguins zebras") == []
    assert await found(ada, "-penguins \"' $ne") == []
    assert await found(ada, "??") == []
    data = await ada.execute(SEARCH, {"search": "offline provider", "first": 2})  # a word of all replies
    assert [edge["node"]["title"] for edge in data["conversations"]["edges"]] == ["Zebras of Kenya", "企鹅住在哪里"]


async def test_what_is_deleted_is_gone_for_good_and_stays_charged(ada):
    key = new_id("key")
    first = (await ada.execute(CHAT, {"message": "a secret of mine", "key": key}))["chat"]
    conversation = first["conversation"]["id"]
    deleted = await run(ada, "DeleteConversation", conversation=conversation)
    assert deleted == {"__typename": "ConversationDeleted", "conversationId": conversation}
    assert await found(ada, "secret") == []
    errors = await ada.errors(READ, {"conversation": conversation})
    assert errors[0]["extensions"]["code"] == "NOT_FOUND"
    for operation, variables in (
        ("DeleteConversation", {"conversation": conversation}),
        ("RenameConversation", {"conversation": conversation, "title": "back"}),
        ("ShowBranch", {"message": first["reply"]["id"]}),
        ("RegenerateReply", {"reply": first["reply"]["id"], "key": new_id("key")}),
    ):
        assert (await run(ada, operation, **variables))["code"] == "NOT_FOUND"
    again = (await ada.execute(CHAT, {"message": "a secret of mine", "key": key}))["chat"]
    assert (again["__typename"], again["code"]) == ("OperationRefused", "NOT_FOUND")
    history = (await ada.execute(OPERATIONS["UsageHistory"], {"first": 5}))["usageHistory"]["edges"]
    assert [(edge["node"]["cost"], edge["node"]["conversationId"]) for edge in history] == [
        (first["usage"]["cost"], conversation)
    ]


async def test_anothers_conversation_is_not_there(ada, live_server):
    first = await say(ada, "mine alone")
    async with GraphQLClient(live_server.graphql_url) as eve:
        await eve.register(f"{new_id('eve')}@example.com")
        refused = [
            await run(eve, "RenameConversation", conversation=first["conversation"]["id"], title="ours"),
            await run(eve, "DeleteConversation", conversation=first["conversation"]["id"]),
            await run(eve, "ShowBranch", message=first["reply"]["id"]),
            await run(eve, "RegenerateReply", reply=first["reply"]["id"], key=new_id("key")),
            (await eve.execute(CHAT, {"message": "x", "edits": first["reply"]["parentId"], "key": "k"}))["chat"],
        ]
        assert [each["code"] for each in refused] == ["NOT_FOUND"] * 5
        assert await found(eve, "mine alone") == []
    assert await said(ada, first["conversation"]["id"]) == ["mine alone"]


async def test_only_a_message_is_edited_and_only_a_reply_made_again(ada):
    first = await say(ada, "one")
    edited = (await ada.execute(CHAT, {"message": "x", "edits": first["reply"]["id"], "key": "k1"}))["chat"]
    again = await run(ada, "RegenerateReply", reply=first["reply"]["parentId"], key="k2")
    assert (edited["code"], again["code"]) == ("NOT_FOUND", "NOT_FOUND")
    assert len(await read(ada, first["conversation"]["id"])) == 2


async def test_empty_conversations_are_bounded(ada):
    for _ in range(100):
        assert (await run(ada, "CreateConversation", title=None))["__typename"] == "Conversation"
    assert (await run(ada, "CreateConversation", title=None))["code"] == "TOO_MANY_CONVERSATIONS"
