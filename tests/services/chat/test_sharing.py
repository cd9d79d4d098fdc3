"""Conversations shared with others: who may do what, who pays, and what is left when access ends (C4)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import timedelta

import pytest

from gateways.providers import OfflineProvider
from models.conversation import Conversation
from models.conversation_share import ConversationShare, ShareAccess
from models.generation import Generation, GenerationStatus
from models.ids import new_id
from models.message import Message
from models.message_flag import FlagCategory
from services.catalog.models import ModelCatalog
from services.chat import ChatDelta, ChatService, Estimates
from services.chat.generations import GenerationStore
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.paging import PageRequest
from services.sharing import Access
from services.sharing import service as sharing_module
from services.sharing.errors import (
    ConversationReadOnlyError,
    InvitationInvalidError,
    NotConversationOwnerError,
    TooManySharedConversationsError,
    TooManySharesError,
)
from tests.services.chat.calls import say, untouched
from tests.services.chat.conftest import TOKENS
from tests.services.chat.sharing_world import World
from tests.support.admission import admission
from tests.support.upstream import HANG, chunk

PAGE = PageRequest(first=20)


async def share_again(world: World, person: Viewer) -> object:
    return await world.sharing.share(person.user_id, world.conversation_id, ShareAccess.READ, new_id("key"))


OPERATIONS: dict[str, tuple[Access, Callable[[World, ChatService, Viewer], Awaitable[object]]]] = {
    "conversation": (Access.READ, lambda w, _, v: w.conversations.get(v.user_id, w.conversation_id)),
    "messages": (Access.READ, lambda w, _, v: w.conversations.messages(v.user_id, w.conversation_id, PAGE)),
    "flag": (Access.READ, lambda w, _, v: w.moderation.flag(v.user_id, w.reply_id, FlagCategory.ABUSE, "rude")),
    "chat": (Access.WRITE, lambda w, chat, v: chat.complete(v, say(conversation_id=w.conversation_id))),
    "edit": (Access.WRITE, lambda w, chat, v: chat.complete(v, say(edits_id=w.question_id))),
    "regenerate": (Access.WRITE, lambda w, chat, v: chat.complete(v, say("", regenerates_id=w.reply_id))),
    "show": (Access.WRITE, lambda w, _, v: w.conversations.show(v.user_id, w.reply_id)),
    "rename": (Access.OWN, lambda w, _, v: w.conversations.rename(v.user_id, w.conversation_id, "Ours")),
    "share": (Access.OWN, lambda w, _, v: share_again(w, v)),
    "delete": (Access.OWN, lambda w, _, v: w.conversations.delete(v.user_id, w.conversation_id)),
}


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_who_may_do_what(world: World, chat: ChatService, ledger, operation: str):
    needed, run = OPERATIONS[operation]
    refused: dict[str, type[Exception]] = {"stranger": NotFoundError}
    if needed is Access.WRITE:
        refused["reader"] = ConversationReadOnlyError
    if needed is Access.OWN:
        refused["reader"] = refused["writer"] = NotConversationOwnerError
    before = await Conversation.get(world.conversation_id)
    for name in ("stranger", "reader", "writer", "owner"):
        person = getattr(world, name)
        if name not in refused:
            await run(world, chat, person)
            continue
        with pytest.raises(refused[name]):
            await run(world, chat, person)
        balance = await ledger.balance(person.wallet_id)
        assert (balance.available, balance.held) == (TOKENS, 0)
        if needed is not Access.READ:
            assert await Conversation.get(world.conversation_id) == before


async def test_a_share_is_changed_and_ended_by_the_owner_alone(world: World):
    share = await world.share_of(world.reader)
    for person in (world.writer, world.reader, world.stranger):
        with pytest.raises(NotFoundError):
            await world.sharing.change(person.user_id, share.id, ShareAccess.WRITE)
        with pytest.raises(NotFoundError):
            await world.sharing.end(person.user_id, share.id)
    assert await world.share_of(world.reader) == share


async def test_an_estimate_needs_what_the_chat_needs(world: World, ledger, settings, clock):
    catalog = ModelCatalog([OfflineProvider()], settings, clock)
    estimates = Estimates(ledger, catalog, settings, clock, admission(settings, clock))
    request = say(conversation_id=world.conversation_id)
    assert (await estimates.estimate(world.writer, request)).refusal is None
    with pytest.raises(ConversationReadOnlyError):
        await estimates.estimate(world.reader, request)
    with pytest.raises(NotFoundError):
        await estimates.estimate(world.stranger, request)


async def test_who_takes_part_pays_and_is_named_and_totals_count_all(world: World, chat, ledger):
    completed = await chat.complete(world.writer, say("And seals?", conversation_id=world.conversation_id))
    owner, writer = [await ledger.balance(each.wallet_id) for each in (world.owner, world.writer)]
    assert writer.lifetime_spent == completed.usage.cost > 0
    conversation = await Conversation.get(world.conversation_id)
    assert (conversation.message_count, conversation.total_cost) == (4, owner.lifetime_spent + writer.lifetime_spent)
    assert conversation.user_id == world.owner.user_id
    rows = await Message.find({"conversation_id": world.conversation_id}).sort("+position").to_list()
    assert [row.author_id for row in rows] == [world.owner.user_id] * 2 + [world.writer.user_id] * 2
    assert {row.user_id for row in rows} == {world.owner.user_id}


async def test_lists_and_search_hold_what_is_shared(world: World, chat, clock):
    own = (await chat.complete(world.reader, say("Penguins of mine"))).conversation.id
    clock.move(seconds=1)
    await chat.complete(world.writer, say("And walruses?", conversation_id=world.conversation_id))
    shared = world.conversation_id
    assert await world.found(world.reader) == [shared, own]
    assert await world.found(world.reader, shared=True) == [shared]
    assert await world.found(world.reader, shared=False) == [own]
    assert set(await world.found(world.reader, "penguins")) == {own, shared}
    assert await world.found(world.reader, "penguins", shared=True) == [shared]
    assert await world.found(world.reader, "penguins", shared=False) == [own]
    for person in (world.owner, world.writer, world.reader):
        assert await world.found(person, "walruses") == [shared]
    assert await world.found(world.stranger) == await world.found(world.stranger, "penguins") == []
    first = await world.conversations.page(world.reader.user_id, PageRequest(first=1))
    assert ([row.id for row in first.rows], first.has_next) == ([shared], True)


async def test_an_owners_other_conversations_are_not_found(world: World, chat):
    await chat.complete(world.owner, say("Penguins for me alone"))
    assert await world.found(world.reader, "penguins") == [world.conversation_id]


async def test_an_invitation_is_good_once(world: World, new_viewer):
    share = await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.READ, "once")
    invitation = world.sharing.invitation(share)
    people = [await new_viewer() for _ in range(8)]
    results = await asyncio.gather(
        *(world.sharing.accept(each.user_id, invitation) for each in people), return_exceptions=True
    )
    (winner,) = [person for person, result in zip(people, results, strict=True) if isinstance(result, Conversation)]
    assert sum(isinstance(result, InvitationInvalidError) for result in results) == 7
    assert (await world.sharing.accept(winner.user_id, invitation)).id == world.conversation_id  # a repeated call
    repeated = await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.READ, "once")
    assert (repeated.id, world.sharing.invitation(repeated)) == (share.id, None)
    with pytest.raises(IdempotencyConflictError):
        await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.WRITE, "once")


@pytest.mark.parametrize("why", ["expired", "ended", "deleted", "forged"])
async def test_an_invitation_that_is_not_good_any_more_says_not_why(world: World, clock, why: str):
    share = await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.READ, new_id("key"))
    invitation = world.sharing.invitation(share)
    if why == "expired":
        clock.now += timedelta(days=7)
    elif why == "ended":
        await world.sharing.end(world.owner.user_id, share.id)
        await world.sharing.end(world.owner.user_id, share.id)
    elif why == "deleted":
        await world.conversations.delete(world.owner.user_id, world.conversation_id)
    else:
        invitation = invitation[:-1] + ("A" if invitation[-1] != "A" else "E")
    with pytest.raises(InvitationInvalidError):
        await world.sharing.accept(world.stranger.user_id, invitation)
    assert await world.found(world.stranger) == []


async def test_who_has_access_keeps_it_and_uses_no_invitation_up(world: World):
    share = await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.WRITE, new_id("key"))
    invitation = world.sharing.invitation(share)
    for person in (world.owner, world.reader):
        assert (await world.sharing.accept(person.user_id, invitation)).id == world.conversation_id
    assert (await world.share_of(world.reader)).access is ShareAccess.READ
    await world.sharing.accept(world.stranger.user_id, invitation)
    assert (await world.share_of(world.stranger)).access is ShareAccess.WRITE


async def test_a_conversation_is_shared_so_many_times_however_many_calls_race(world: World):
    results = await asyncio.gather(*(share_again(world, world.owner) for _ in range(25)), return_exceptions=True)
    assert sum(isinstance(result, ConversationShare) for result in results) == sharing_module.MOST_SHARES - 2
    assert sum(isinstance(result, TooManySharesError) for result in results) == 7
    await world.sharing.end(world.owner.user_id, (await world.share_of(world.reader)).id)
    assert isinstance(await share_again(world, world.owner), ConversationShare)
    (shares,) = await world.sharing.shares_of([world.conversation_id])
    assert len(shares) == sharing_module.MOST_SHARES


async def test_shares_that_have_ended_keep_their_keys_and_are_not_read(world: World):
    owner, conversation = world.owner.user_id, world.conversation_id
    for key in ("a", "b", "c"):
        ended = await world.sharing.share(owner, conversation, ShareAccess.READ, key)
        await world.sharing.end(owner, ended.id)
    repeated = await world.sharing.share(owner, conversation, ShareAccess.READ, "c")
    assert (repeated.id, world.sharing.invitation(repeated)) == (ended.id, None)
    taken = {"conversation_id": conversation, **sharing_module._OPEN_OR_ACCEPTED}
    explained = await ConversationShare.get_pymongo_collection().find(taken).explain()
    assert explained["executionStats"]["totalDocsExamined"] == 2  # the writer's and the reader's


async def test_one_user_sees_so_many_of_others(world: World, monkeypatch):
    monkeypatch.setattr(sharing_module, "MOST_SHARED_WITH_ONE", 0)
    share = await world.sharing.share(world.owner.user_id, world.conversation_id, ShareAccess.READ, new_id("key"))
    with pytest.raises(TooManySharedConversationsError):
        await world.sharing.accept(world.stranger.user_id, world.sharing.invitation(share))


async def end_writing(world: World, share_id: str, how: str) -> None:
    if how == "ended":
        await world.sharing.end(world.owner.user_id, share_id)
    elif how == "left":
        await world.sharing.leave(world.writer.user_id, world.conversation_id)
    elif how == "deleted":
        await world.conversations.delete(world.owner.user_id, world.conversation_id)
    else:
        await world.sharing.change(world.owner.user_id, share_id, ShareAccess.READ)


@pytest.mark.parametrize("how", ["ended", "left", "read only"])
async def test_who_may_not_write_any_more_has_their_reply_stopped_charged_and_not_kept(
    chat_with, upstream, world: World, ledger, how: str
):
    upstream.replies = [[chunk("a secret"), HANG]]
    chat = chat_with()
    request = say("go on", conversation_id=world.conversation_id)
    share = await world.share_of(world.writer)
    async with aclosing(chat.stream(world.writer, request)) as events:
        async for event in events:
            if isinstance(event, ChatDelta):
                await end_writing(world, share.id, how)
                assert (await Generation.find_one({"client_key": request.idempotency_key})).cancel_requested
                chat.stop_those_of({world.writer.user_id})  # what the heartbeat does within seconds
            completed = event
    assert (completed.reply.content, completed.reply.finish_reason) == ("a secret", "cancelled")
    shown = ("Where do penguins live?", 2) if how == "read only" else ("go on", 0)
    assert (completed.conversation.title, completed.conversation.message_count) == shown
    balance = await ledger.balance(world.writer.wallet_id)
    assert (balance.held, balance.lifetime_spent) == (0, completed.usage.cost)
    assert await Message.find({"conversation_id": world.conversation_id}).count() == 2
    assert (await Conversation.get(world.conversation_id)).message_count == 2
    with pytest.raises(NotFoundError):
        await chat.complete(world.writer, request)


@pytest.mark.parametrize("how", ["ended", "left", "read only", "deleted"])
async def test_a_chat_that_was_being_prepared_when_access_ended_asks_and_costs_nothing(
    chat_with, upstream, world: World, ledger, monkeypatch, how: str
):
    share, chat, insert = await world.share_of(world.writer), chat_with(), GenerationStore.insert

    async def insert_after_that(store: GenerationStore, generation: Generation) -> bool:
        await end_writing(world, share.id, how)
        return await insert(store, generation)

    monkeypatch.setattr(GenerationStore, "insert", insert_after_that)
    request = say(conversation_id=world.conversation_id)
    with pytest.raises(ConversationReadOnlyError if how == "read only" else NotFoundError):
        await chat.complete(world.writer, request)
    await chat.stop(5)
    assert (await Generation.find_one({"client_key": request.idempotency_key})).status is GenerationStatus.FAILED
    assert (upstream.requests, await untouched(ledger, world.writer)) == ([], True)


async def test_a_chat_that_was_being_prepared_when_its_owner_removed_its_conversation_costs_nothing(
    chat, world: World, ledger, monkeypatch
):
    before, insert = await ledger.balance(world.owner.wallet_id), GenerationStore.insert

    async def insert_after_that(store: GenerationStore, generation: Generation) -> bool:
        await end_writing(world, "", "deleted")
        return await insert(store, generation)

    monkeypatch.setattr(GenerationStore, "insert", insert_after_that)
    with pytest.raises(NotFoundError):
        await chat.complete(world.owner, say(conversation_id=world.conversation_id))
    assert await ledger.balance(world.owner.wallet_id) == before


async def test_who_has_lost_access_reads_nothing_by_an_old_key(world: World, chat):
    request = say(conversation_id=world.conversation_id)
    await chat.complete(world.writer, request)
    await world.sharing.leave(world.writer.user_id, world.conversation_id)
    with pytest.raises(NotFoundError):
        await chat.complete(world.writer, request)
    with pytest.raises(NotFoundError):
        await world.sharing.leave(world.writer.user_id, world.conversation_id)
    assert (await Conversation.get(world.conversation_id)).message_count == 4


async def test_a_flag_of_another_person_is_not_shown(world: World):
    await world.moderation.flag(world.reader.user_id, world.reply_id, FlagCategory.ABUSE, "It is rude")
    second = await world.moderation.flag(world.owner.user_id, world.reply_id, FlagCategory.WRONG, "It is wrong")
    assert (second.user_id, second.reason) == (world.owner.user_id, "It is wrong")
    assert (await Message.get(world.reply_id)).review.flags == 2


async def test_what_is_deleted_is_gone_for_all(world: World):
    await world.conversations.delete(world.owner.user_id, world.conversation_id)
    assert await ConversationShare.find({"conversation_id": world.conversation_id}).count() == 0
    for person in (world.owner, world.writer, world.reader):
        assert await world.found(person) == []
