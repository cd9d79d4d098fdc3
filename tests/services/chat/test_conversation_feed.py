"""Watching conversations: what is told, to whom, and when it ends (C4). What changes them shares nothing with the feed
but the database, as another server does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from database.setup import Database
from models.conversation import Conversation
from models.conversation_share import ShareAccess
from services.change_stream import TooManyWatchersError
from services.chat import ChatService, ConversationChange, ConversationFeed
from services.chat import conversation_feed as feed_module
from services.chat.conversation_events import ChangeKind
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.moderation.reviews import Decision
from services.sharing import conversation_for
from tests.services.chat.calls import say
from tests.services.chat.sharing_world import World
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
async def feed(database: Database) -> AsyncIterator[ConversationFeed]:
    feed = ConversationFeed(database)
    yield feed
    await feed.stop()


async def told(changes) -> ConversationChange:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await anext(changes)


async def kinds(changes, count: int) -> list[str]:
    return [(await told(changes)).kind.value for _ in range(count)]


async def nothing_follows(changes) -> bool:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return [change async for change in changes] == []


@pytest.mark.parametrize("who", ["owner", "writer", "reader"])
async def test_all_who_see_a_conversation_are_told_what_becomes_of_it(feed, world: World, chat: ChatService, who: str):
    async with aclosing(feed.watch(getattr(world, who).user_id, world.conversation_id)) as changes:
        first = await told(changes)
        assert (first.kind, first.conversation.id) == (ChangeKind.READ_AGAIN, world.conversation_id)
        completed = await chat.complete(world.writer, say("And seals?", conversation_id=world.conversation_id))
        message, reply = await told(changes), await told(changes)
        assert (message.kind, message.message.content) == (ChangeKind.MESSAGE_ADDED, "And seals?")
        assert message.message.author_id == world.writer.user_id
        assert (reply.kind, reply.message.id) == (ChangeKind.REPLY_FINISHED, completed.reply.id)
        assert reply.conversation.message_count == 4
        await world.conversations.rename(world.owner.user_id, world.conversation_id, "Animals")
        renamed = await told(changes)
        assert (renamed.kind, renamed.conversation.title) == (ChangeKind.RENAMED, "Animals")
        await chat.complete(world.owner, say("", regenerates_id=world.reply_id))
        assert await kinds(changes, 2) == ["branch_shown", "reply_finished"]
        await world.conversations.show(world.owner.user_id, world.reply_id)
        assert await kinds(changes, 1) == ["branch_shown"]
        await world.conversations.delete(world.owner.user_id, world.conversation_id)
        last = await told(changes)
        assert (last.kind, last.conversation) == (ChangeKind.DELETED, None)
        assert await nothing_follows(changes)


@pytest.mark.parametrize("who", ["owner", "writer", "reader"])
async def test_all_who_see_a_conversation_are_told_that_a_message_was_removed(feed, world: World, who: str):
    async with aclosing(feed.watch(getattr(world, who).user_id, world.conversation_id)) as changes:
        assert await kinds(changes, 1) == ["read_again"]
        await world.moderation.review("usr_admin", world.reply_id, Decision.REMOVE, "rude")
        removed = await told(changes)
        assert (removed.kind, removed.message.id, removed.message.content) == (
            ChangeKind.MESSAGE_REMOVED,
            world.reply_id,
            "",
        )
        assert removed.message.removed_at is not None


async def test_a_list_is_told_of_what_comes_and_goes(feed, world: World, chat: ChatService):
    person = world.stranger
    async with aclosing(feed.watch(person.user_id, None)) as changes:
        first = await told(changes)
        assert (first.kind, first.conversation_id, first.conversation) == (ChangeKind.READ_AGAIN, None, None)
        own = (await chat.complete(person, say("Mine"))).conversation.id
        assert await kinds(changes, 3) == ["created", "message_added", "reply_finished"]
        await chat.complete(world.owner, say("not theirs yet", conversation_id=world.conversation_id))
        await world.share(person, ShareAccess.READ)
        shared = await told(changes)
        assert (shared.kind, shared.conversation_id, shared.person_id) == (
            ChangeKind.SHARED,
            world.conversation_id,
            person.user_id,
        )
        await chat.complete(world.writer, say("And now?", conversation_id=world.conversation_id))
        assert await kinds(changes, 2) == ["message_added", "reply_finished"]
        share = await world.share_of(person)
        await world.sharing.change(world.owner.user_id, share.id, ShareAccess.WRITE)
        assert await kinds(changes, 1) == ["access_changed"]
        await world.sharing.end(world.owner.user_id, share.id)
        ended = await told(changes)
        assert (ended.kind, ended.conversation_id, ended.conversation) == (
            ChangeKind.UNSHARED,
            world.conversation_id,
            None,
        )
        await chat.complete(world.owner, say("not theirs any more", conversation_id=world.conversation_id))
        await world.conversations.delete(person.user_id, own)
        gone = await told(changes)
        assert (gone.kind, gone.conversation_id, gone.conversation) == (ChangeKind.DELETED, own, None)


async def test_a_list_begins_with_what_is_shared_already(feed, world: World):
    async with aclosing(feed.watch(world.reader.user_id, None)) as changes:
        assert await kinds(changes, 1) == ["read_again"]
        await world.conversations.rename(world.owner.user_id, world.conversation_id, "Animals")
        assert await kinds(changes, 1) == ["renamed"]
        await world.conversations.delete(world.owner.user_id, world.conversation_id)
        assert (await told(changes)).kind is ChangeKind.DELETED


@pytest.mark.parametrize("how", ["ended", "left"])
async def test_who_loses_access_is_told_nothing_more(feed, world: World, chat: ChatService, how: str):
    async with (
        aclosing(feed.watch(world.writer.user_id, world.conversation_id)) as changes,
        aclosing(feed.watch(world.reader.user_id, world.conversation_id)) as of_reader,
        aclosing(feed.watch(world.owner.user_id, world.conversation_id)) as of_owner,
    ):
        for each in (changes, of_reader, of_owner):
            await told(each)
        if how == "ended":
            await world.sharing.end(world.owner.user_id, (await world.share_of(world.writer)).id)
        else:
            await world.sharing.leave(world.writer.user_id, world.conversation_id)
        await chat.complete(world.owner, say("a secret", conversation_id=world.conversation_id))
        last = await told(changes)
        assert (last.kind, last.conversation) == (ChangeKind.UNSHARED, None)
        assert await nothing_follows(changes)
        assert (await told(of_owner)).person_id == world.writer.user_id
        assert await kinds(of_owner, 2) == await kinds(of_reader, 2) == ["message_added", "reply_finished"]


async def test_a_stranger_may_not_watch(feed, world: World):
    with pytest.raises(NotFoundError):
        await told(feed.watch(world.stranger.user_id, world.conversation_id))
    with pytest.raises(NotFoundError):
        await told(feed.watch(world.owner.user_id, "cnv_none"))


async def test_a_slow_reader_is_told_to_read_again(feed, world: World, chat: ChatService, monkeypatch):
    monkeypatch.setattr(feed_module, "MOST_WAITING", 3)
    async with (
        aclosing(feed.watch(world.reader.user_id, world.conversation_id)) as slow,
        aclosing(feed.watch(world.owner.user_id, world.conversation_id)) as fast,
    ):
        for each in (slow, fast):
            await told(each)
        for number in range(4):
            await world.conversations.rename(world.owner.user_id, world.conversation_id, f"Title {number}")
            await told(fast)
        again = await told(slow)
        assert (again.kind, again.conversation.title) == (ChangeKind.READ_AGAIN, "Title 3")
        await world.conversations.rename(world.owner.user_id, world.conversation_id, "Animals")
        assert (await told(slow)).conversation.title == "Animals"


@pytest.mark.parametrize(("what", "kind"), [("unshared", ChangeKind.UNSHARED), ("deleted", ChangeKind.DELETED)])
async def test_an_end_that_was_missed_is_told_when_the_stream_is_back(feed, world: World, what: str, kind: ChangeKind):
    async with aclosing(feed.watch(world.reader.user_id, world.conversation_id)) as changes:
        await told(changes)
        await feed.stop()
        if what == "unshared":
            await world.sharing.leave(world.reader.user_id, world.conversation_id)
        else:
            await world.conversations.delete(world.owner.user_id, world.conversation_id)
        feed._stream.run()
        last = await told(changes)
        assert (last.kind, last.conversation) == (kind, None)
        assert await nothing_follows(changes)


async def test_the_watchers_of_one_user_read_an_event_once_for_all(feed, world: World, monkeypatch):
    read: list[str] = []

    async def counted(user_id: str, *args: object) -> Conversation:
        read.append(user_id)
        return await conversation_for(user_id, *args)

    streams = [feed.watch(person.user_id, None) for person in (world.owner, world.owner, world.reader)]
    for each in streams:
        await told(each)
    monkeypatch.setattr(feed_module, "conversation_for", counted)
    waiting = asyncio.gather(*(told(each) for each in streams))
    await world.conversations.rename(world.owner.user_id, world.conversation_id, "Animals")
    assert [change.conversation.title for change in await waiting] == ["Animals"] * 3
    assert sorted(read) == sorted([world.owner.user_id, world.reader.user_id])
    for each in streams:
        await each.aclose()


async def test_watchers_are_limited_and_leave_nothing_behind(feed, world: World, viewer: Viewer, monkeypatch):
    monkeypatch.setattr(feed_module, "MOST_WATCHERS_OF_A_USER", 2)
    user = world.owner.user_id
    first, second, third = feed.watch(user, None), feed.watch(user, world.conversation_id), feed.watch(user, None)
    await told(first)
    await told(second)
    with pytest.raises(TooManyWatchersError):
        await told(third)
    other = feed.watch(viewer.user_id, None)
    await told(other)
    for each in (first, second, other):
        await each.aclose()
    assert (dict(feed._watchers), dict(feed._of_users), feed._count) == ({}, {}, 0)


async def test_no_change_stream_is_open_while_nobody_watches(feed, world: World):
    assert feed._stream._task is None
    async with aclosing(feed.watch(world.owner.user_id, None)) as changes:
        await told(changes)
        assert not feed._stream._task.done()
