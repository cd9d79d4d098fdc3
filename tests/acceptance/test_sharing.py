"""C4 over HTTP, WebSocket and server-sent events: a conversation of several people, and what they are told of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

import pytest

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer
from tests.support.subscription import sse_events, websocket_events
from tests.support.waiting import PATIENCE_SECONDS

CHAT = """mutation Say($message: String!, $conversation: ID, $key: String!) {
  chat(input: { message: $message, conversationId: $conversation, idempotencyKey: $key }) {
    __typename
    ... on ChatCompleted { conversation { id access totalCost } reply { id author { id name } } usage { cost } }
    ... on UserError { code message }
  }
}"""
READ = """query Read($conversation: ID!) {
  messages(conversationId: $conversation) { edges { node { role content author { id name } } } }
}"""
LIST = "query List($shared: Boolean) { conversations(shared: $shared) { edges { node { id access shares { id } } } } }"


@dataclass
class Person:
    client: GraphQLClient
    id: str

    async def run(self, operation: str, **variables: object) -> dict:
        (result,) = (await self.client.execute(OPERATIONS[operation], variables)).values()
        return result

    async def say(self, message: str, conversation: str | None = None) -> dict:
        variables = {"message": message, "conversation": conversation, "key": new_id("key")}
        return (await self.client.execute(CHAT, variables))["chat"]

    async def spent(self) -> int:
        return int((await self.run("Balance"))["lifetimeSpent"])

    async def code(self, document: str, **variables: object) -> str:
        (error,) = await self.client.errors(document, variables)
        return error["extensions"]["code"]


@pytest.fixture
async def people(live_server: LiveServer) -> AsyncIterator[list[Person]]:
    made = []
    for name in ("ada", "bob", "eve", "mallory"):
        client = GraphQLClient(live_server.graphql_url)
        session = await client.register(f"{new_id(name)}@example.com")
        made.append(Person(client, session["user"]["id"]))
    yield made
    for person in made:
        await person.client.close()


async def shared(ada: Person, person: Person, conversation: str, access: str) -> str:
    """Shares by an invitation that is accepted; the share's id."""
    offered = await ada.run("ShareConversation", conversation=conversation, access=access, key=new_id("key"))
    assert offered["share"] == {**offered["share"], "access": access, "person": None, "acceptedAt": None}
    accepted = await person.run("AcceptShare", invitation=offered["invitation"])
    assert (accepted["__typename"], accepted["access"], accepted["owner"]) == (
        "Conversation",
        access,
        {"id": ada.id, "name": "Ada"},
    )
    return offered["share"]["id"]


async def test_people_read_and_take_part_and_each_pays_for_their_own(people):
    ada, bob, eve, mallory = people
    conversation = (await ada.say("one"))["conversation"]["id"]
    bobs = await shared(ada, bob, conversation, "WRITE")
    eves = await shared(ada, eve, conversation, "READ")
    before = await ada.spent()
    said = await bob.say("two", conversation)
    assert (said["__typename"], said["conversation"]["access"]) == ("ChatCompleted", "WRITE")
    assert said["reply"]["author"] == {"id": bob.id, "name": "Ada"}
    assert (await ada.spent(), await bob.spent()) == (before, int(said["usage"]["cost"]))
    for person in (ada, bob, eve):
        edges = (await person.client.execute(READ, {"conversation": conversation}))["messages"]["edges"]
        assert [edge["node"]["author"]["id"] for edge in edges] == [ada.id] * 2 + [bob.id] * 2
        assert (await person.run("Conversation", id=conversation))["totalCost"] == said["conversation"]["totalCost"]
    shares = (await ada.run("Conversation", id=conversation))["shares"]
    assert [(share["id"], share["access"], share["person"]["id"]) for share in shares] == [
        (bobs, "WRITE", bob.id),
        (eves, "READ", eve.id),
    ]
    listed = [
        (await person.client.execute(LIST, {"shared": True}))["conversations"]["edges"] for person in (ada, bob, eve)
    ]
    assert listed == [
        [],
        [{"node": {"id": conversation, "access": "WRITE", "shares": None}}],
        [{"node": {"id": conversation, "access": "READ", "shares": None}}],
    ]
    assert await eve.say("three", conversation) == {
        "__typename": "OperationRefused",
        "code": "CONVERSATION_READ_ONLY",
        "message": "You may read this conversation, and not take part in it.",
    }
    assert (await bob.run("RenameConversation", conversation=conversation, title="x"))["code"] == (
        "NOT_CONVERSATION_OWNER"
    )
    assert (await mallory.say("three", conversation))["code"] == "NOT_FOUND"
    assert await mallory.code(READ, conversation=conversation) == "NOT_FOUND"
    assert await mallory.code(OPERATIONS["Conversation"], id=conversation) == "NOT_FOUND"


async def test_shares_are_changed_left_and_ended(people):
    ada, bob, eve, _ = people
    conversation = (await ada.say("one"))["conversation"]["id"]
    bobs, eves = [await shared(ada, person, conversation, "READ") for person in (bob, eve)]
    assert (await ada.run("ChangeShare", share=bobs, access="WRITE"))["access"] == "WRITE"
    assert (await bob.say("two", conversation))["__typename"] == "ChatCompleted"
    assert (await eve.run("ChangeShare", share=eves, access="WRITE"))["code"] == "NOT_FOUND"
    assert (await eve.run("LeaveConversation", conversation=conversation))["__typename"] == "ConversationLeft"
    for _ in range(2):
        assert await ada.run("EndShare", share=bobs) == {"__typename": "ShareEnded", "shareId": bobs}
    for person in (bob, eve):
        assert await person.code(READ, conversation=conversation) == "NOT_FOUND"
    assert (await bob.run("AcceptShare", invitation="shr_x.y"))["code"] == "INVITATION_INVALID"


@pytest.mark.parametrize(("events", "address"), [(websocket_events, "websocket_url"), (sse_events, "graphql_url")])
async def test_a_watcher_is_told_until_their_access_ends(people, live_server: LiveServer, events, address):
    ada, bob, eve, _ = people
    conversation = (await ada.say("one"))["conversation"]["id"]
    await shared(ada, bob, conversation, "WRITE")
    eves = await shared(ada, eve, conversation, "READ")
    stream = events(
        getattr(live_server, address),
        OPERATIONS["ConversationChanged"],
        {"conversation": conversation},
        token=eve.client.token,
    )
    async with aclosing(stream), asyncio.timeout(PATIENCE_SECONDS):
        first = (await anext(stream))["data"]["conversationChanged"]
        assert (first["kind"], first["conversation"]["access"], first["message"]) == ("READ_AGAIN", "READ", None)
        said = await bob.say("two", conversation)
        message, reply = [(await anext(stream))["data"]["conversationChanged"] for _ in range(2)]
        assert (message["kind"], message["message"]["content"], message["message"]["author"]["id"]) == (
            "MESSAGE_ADDED",
            "two",
            bob.id,
        )
        assert (reply["kind"], reply["message"]["id"]) == ("REPLY_FINISHED", said["reply"]["id"])
        await ada.run("EndShare", share=eves)
        (last,) = [event["data"]["conversationChanged"] async for event in stream]
        assert last == {
            "kind": "UNSHARED",
            "conversationId": conversation,
            "conversation": None,
            "message": None,
            "person": {"id": eve.id, "name": "Ada"},
        }
