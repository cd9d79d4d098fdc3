"""F6: what users flag waits for admins, who keep it or remove it for everybody, once and on record."""

import asyncio
import hashlib

import pytest

from gateways.providers import OfflineProvider
from models.admin_action import AdminAction
from models.conversation import Conversation
from models.ids import new_id
from models.message import Message, ReviewState
from models.message_flag import FlagCategory, MessageFlag
from models.relayed_text import RelayedText, relayed_text_id
from services.admin.actions import AdminActions
from services.catalog.models import ModelCatalog
from services.chat import ChatRequest, ChatService
from services.errors import InvalidInputError, NotFoundError
from services.moderation import Moderation
from services.moderation.errors import MessageRemovedError, TooManyFlagsError
from services.moderation.flags import MOST_FLAGS_A_DAY
from services.moderation.queue import queue_position
from services.moderation.reviews import Decision, MessageReviews
from services.paging import PageRequest
from tests.services.chat.conftest import new_viewer, viewer  # noqa: F401  fixtures
from tests.services.chat.sharing_world import World, shared_world
from tests.support.admission import admission
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"
ABUSE, SPAM = FlagCategory.ABUSE, FlagCategory.SPAM
KEEP, REMOVE = Decision.KEEP, Decision.REMOVE


class HearingProvider(OfflineProvider):
    """Offline, and remembers what it was sent."""

    def __init__(self):
        super().__init__(pause_scale=0)
        self.heard = []

    def stream(self, request):
        self.heard.append([turn.content for turn in request.turns])
        return super().stream(request)


@pytest.fixture
def provider():
    return HearingProvider()


@pytest.fixture
async def chat(provider, ledger, settings, clock):
    catalog = ModelCatalog([provider], settings, clock)
    service = ChatService(ledger, catalog, settings, clock, admission(settings, clock))
    yield service
    await service.stop(5)


@pytest.fixture
async def world(chat, new_viewer, clock, database) -> World:  # noqa: F811
    for collection in ("messages", "message_flags", "admin_actions"):
        await database[collection].delete_many({})
    return await shared_world(chat, new_viewer, clock)


def say(message, **more):
    return ChatRequest(message=message, idempotency_key=new_id("key"), **more)


async def queue(world, state=ReviewState.OPEN, first=10, after=None):
    return (await world.moderation.queue(state, PageRequest(first, after))).rows


async def actions():
    rows = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.outcome) for row in rows]


async def flagged(world, person, message_id=None, category=ABUSE, reason="It is rude"):
    return await world.moderation.flag(person.user_id, message_id or world.reply_id, category, reason)


async def test_flags_of_several_users_are_counted_and_shown_together(world):
    await flagged(world, world.owner, reason=" It is rude ")
    await flagged(world, world.reader, category=SPAM, reason="It is an advertisement")
    (row,) = await queue(world)
    assert (row.message.id, row.message.review.state, row.message.review.flags) == (world.reply_id, "open", 2)
    assert [(flag.user_id, flag.category, flag.reason) for flag in row.flags] == [
        (world.owner.user_id, ABUSE, "It is rude"),
        (world.reader.user_id, SPAM, "It is an advertisement"),
    ]


async def test_a_users_first_flag_stays_and_counts_once_however_often_they_flag(world):
    first = await flagged(world, world.reader)
    again = await asyncio.gather(*(flagged(world, world.reader, reason="again") for _ in range(5)))
    assert {flag.reason for flag in again} == {"It is rude"}
    assert again[0] == first
    assert (await Message.get(world.reply_id)).review.flags == 1
    assert await MessageFlag.find_all().count() == 1


async def test_flags_of_many_users_at_once_are_all_counted(world):
    people = [world.owner, world.writer, world.reader]
    await asyncio.gather(*(flagged(world, person) for person in people for _ in range(3)))
    assert (await Message.get(world.reply_id)).review.flags == 3
    assert await MessageFlag.find({"message_id": world.reply_id}).count() == 3


async def test_who_does_not_see_a_message_cannot_flag_it(world):
    with pytest.raises(NotFoundError):
        await flagged(world, world.stranger)
    assert await MessageFlag.find_all().count() == 0
    assert (await Message.get(world.reply_id)).review is None


async def test_a_user_flags_a_bounded_number_of_messages_a_day(world, clock):
    rows = [
        MessageFlag(
            id=f"msg_{number}.{world.reader.user_id}",
            message_id=f"msg_{number}",
            conversation_id="cnv_1",
            user_id=world.reader.user_id,
            category=SPAM,
            reason="x",
            at=clock(),
        )
        for number in range(MOST_FLAGS_A_DAY)
    ]
    await MessageFlag.insert_many(rows)
    with pytest.raises(TooManyFlagsError):
        await flagged(world, world.reader)
    assert (await Message.get(world.reply_id)).review is None
    await flagged(world, world.owner)
    clock.move(days=1)
    await flagged(world, world.reader)


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501, "a\x00b"])
async def test_reasons_are_bounded(world, reason):
    with pytest.raises(InvalidInputError):
        await flagged(world, world.owner, reason=reason)
    await flagged(world, world.owner)
    with pytest.raises(InvalidInputError):
        await world.moderation.review(ADMIN, world.reply_id, REMOVE, reason)
    assert await actions() == []
    assert (await Message.get(world.reply_id)).content


async def test_the_queue_is_oldest_first_has_pages_and_a_list_for_each_state(world, chat, clock):
    ids = []
    for number in range(4):
        reply = (await chat.complete(world.owner, say(f"Number {number}", conversation_id=world.conversation_id))).reply
        ids.append(reply.id)
    for message_id in (ids[2], ids[0], ids[3]):
        await flagged(world, world.owner, message_id)
        clock.move(seconds=1)
    await flagged(world, world.reader, ids[2])  # it was there first
    assert [row.message.id for row in await queue(world)] == [ids[2], ids[0], ids[3]]
    page = await world.moderation.queue(ReviewState.OPEN, PageRequest(2))
    rest = await world.moderation.queue(ReviewState.OPEN, PageRequest(2, queue_position(page.rows[-1])))
    assert ([row.message.id for row in page.rows], page.has_next) == ([ids[2], ids[0]], True)
    assert ([row.message.id for row in rest.rows], rest.has_next) == ([ids[3]], False)
    await world.moderation.review(ADMIN, ids[0], KEEP, "fine")
    await world.moderation.review(ADMIN, ids[2], REMOVE, "rude")
    assert [row.message.id for row in await queue(world)] == [ids[3]]
    assert [row.message.id for row in await queue(world, ReviewState.KEPT)] == [ids[0]]
    assert [row.message.id for row in await queue(world, ReviewState.REMOVED)] == [ids[2]]
    with pytest.raises(InvalidInputError):
        await queue(world, after="no position")


async def test_what_is_kept_stands_and_opens_again_with_another_users_flag(world, clock):
    await flagged(world, world.owner)
    kept = await world.moderation.review(ADMIN, world.reply_id, KEEP, "It is a joke")
    review = kept.message.review
    assert (review.state, review.decided_by, review.reason, review.flags) == ("kept", ADMIN, "It is a joke", 1)
    assert kept.message.content
    await flagged(world, world.owner)
    assert await queue(world) == []
    clock.move(hours=1)
    await flagged(world, world.reader)
    (row,) = await queue(world)
    assert (row.message.review.flags, row.message.review.since, row.message.review.reason) == (
        2,
        clock(),
        "It is a joke",
    )


async def test_what_is_removed_is_gone_for_everybody_and_what_it_cost_stands(world, ledger):
    before = await Message.get(world.question_id)
    balance = await ledger.balance(world.owner.wallet_id)
    await Message.find_one({"_id": world.question_id}).update(
        {"$set": {"attachments": [{"url": "https://example.com/a.png", "type": "image/png"}]}}
    )
    await flagged(world, world.reader, world.question_id)
    removed = (await world.moderation.review(ADMIN, world.question_id, REMOVE, "$rude")).message
    assert (removed.content, removed.search_text, removed.attachments) == ("", "", [])
    assert (removed.review.state, removed.review.flags, removed.review.reason) == ("removed", 1, "$rude")
    assert removed.removed_at is not None
    conversation = await Conversation.get(world.conversation_id)
    assert (conversation.title, conversation.search_text) == ("", "")
    for person in (world.owner, world.writer, world.reader):
        page = await world.conversations.messages(person.user_id, world.conversation_id, PageRequest(10))
        assert [(row.id, bool(row.content), row.removed_at is None) for row in page.rows] == [
            (world.question_id, False, False),
            (world.reply_id, True, True),
        ]
        assert await world.found(person, "penguins") == ([world.conversation_id] if "penguin" in before.content else [])
    assert await ledger.balance(world.owner.wallet_id) == balance
    assert (int(conversation.message_count), int(conversation.total_cost)) == (2, int(balance.lifetime_spent))


async def test_a_removed_reply_is_not_searched_relayed_or_told_again_and_keeps_its_usage(world, chat, clock):
    request = say("Tell me of the aardvark", conversation_id=world.conversation_id)
    reply = (await chat.complete(world.owner, request)).reply
    await RelayedText(id=relayed_text_id(f"{reply.generation_id}.1", 1), text=reply.content, at=clock()).insert()
    removed = (await world.moderation.review(ADMIN, reply.id, REMOVE, "wrong")).message
    assert removed.usage == reply.usage
    assert removed.review.flags == 0
    assert await RelayedText.find({"_id": {"$regex": f"^{reply.generation_id}"}}).count() == 0
    again = await chat.complete(world.owner, request)
    assert (again.reply.id, again.reply.content, again.usage.cost) == (reply.id, "", reply.usage.cost)
    assert reply.content not in [
        event.text async for event in chat.stream(world.owner, request) if hasattr(event, "text")
    ]


async def test_a_name_that_its_owner_gave_stays(world):
    await world.conversations.rename(world.owner.user_id, world.conversation_id, "Birds")
    await world.moderation.review(ADMIN, world.question_id, REMOVE, "rude")
    assert (await Conversation.get(world.conversation_id)).title == "Birds"


async def test_later_prompts_do_not_send_what_was_removed(world, chat, provider):
    reply = await Message.get(world.reply_id)
    await world.moderation.review(ADMIN, world.question_id, REMOVE, "rude")
    await chat.complete(world.owner, say("And where else?", conversation_id=world.conversation_id))
    assert not any("penguins" in text for text in provider.heard[-1])
    await world.moderation.review(ADMIN, world.reply_id, REMOVE, "rude")
    await chat.complete(world.writer, say("And when?", conversation_id=world.conversation_id))
    assert reply.content not in provider.heard[-1]
    assert provider.heard[-1][-1] == "And when?"


async def test_what_answers_a_removed_message_is_not_made_again_and_the_message_can_be_written_anew(
    world, chat, ledger
):
    await world.moderation.review(ADMIN, world.question_id, REMOVE, "rude")
    before = await ledger.balance(world.owner.wallet_id)
    with pytest.raises(MessageRemovedError):
        await chat.complete(world.owner, say("", regenerates_id=world.reply_id))
    assert await ledger.balance(world.owner.wallet_id) == before
    edited = await chat.complete(world.owner, say("Where do seals live?", edits_id=world.question_id))
    assert edited.reply.content


async def test_a_decision_is_on_record_without_a_word_of_the_message(world):
    message = await Message.get(world.reply_id)
    await flagged(world, world.reader)
    await world.moderation.review(ADMIN, world.reply_id, REMOVE, "It is rude")
    (row,) = await AdminAction.find_all().to_list()
    assert (row.admin_id, row.action, row.target_id, row.outcome) == (ADMIN, "review_message", world.reply_id, "done")
    assert row.details == {
        "decision": "remove",
        "reason": "It is rude",
        "author_id": world.owner.user_id,
        "conversation_id": world.conversation_id,
        "message": {
            "flags": 1,
            "characters": len(message.content),
            "sha256": hashlib.sha256(message.content.encode()).hexdigest(),
            "attachments": 0,
        },
        "before": {"state": "open"},
        "after": {"state": "removed"},
    }


async def test_the_same_decision_again_changes_nothing_and_what_is_removed_stays_so(world):
    await flagged(world, world.owner)
    for _ in range(2):
        await world.moderation.review(ADMIN, world.reply_id, KEEP, "fine")
    first = (await world.moderation.review(ADMIN, world.reply_id, REMOVE, "no")).message
    assert (await world.moderation.review("usr_other", world.reply_id, REMOVE, "no, too")).message == first
    with pytest.raises(MessageRemovedError):
        await world.moderation.review(ADMIN, world.reply_id, KEEP, "yes")
    with pytest.raises(MessageRemovedError):
        await flagged(world, world.reader)
    assert (await flagged(world, world.owner)).reason == "It is rude"
    assert await actions() == [("review_message", "done")] * 2


async def test_only_what_is_flagged_can_be_kept_and_only_what_is_there_decided(world):
    with pytest.raises(InvalidInputError):
        await world.moderation.review(ADMIN, world.reply_id, KEEP, "fine")
    with pytest.raises(NotFoundError):
        await world.moderation.review(ADMIN, "msg_nothing", REMOVE, "rude")
    assert await actions() == []


async def test_admins_who_decide_at_once_leave_one_end(world):
    await flagged(world, world.owner)
    decided = [world.moderation.review(f"usr_{number}", world.reply_id, REMOVE, "rude") for number in range(4)]
    results = await asyncio.gather(*decided, return_exceptions=True)
    assert all(isinstance(each, MessageRemovedError) or each.message.removed_at for each in results)
    outcomes = [outcome for _, outcome in await actions()]
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "MESSAGE_REMOVED"}


async def test_flagging_removing_and_deleting_at_once_leave_nothing_by_halves(world, chat):
    for number in range(6):
        reply = (await chat.complete(world.owner, say(f"Round {number}"))).reply
        await asyncio.gather(
            flagged(world, world.owner, reply.id),
            world.moderation.review(ADMIN, reply.id, REMOVE, "rude"),
            world.conversations.delete(world.owner.user_id, reply.conversation_id),
            return_exceptions=True,
        )
        assert await Message.get(reply.id) is None
        assert await MessageFlag.find({"message_id": reply.id}).count() == 0
    assert None not in [outcome for _, outcome in await actions()]


async def test_a_deleted_conversation_takes_its_flags_along(world):
    await flagged(world, world.reader)
    await world.conversations.delete(world.owner.user_id, world.conversation_id)
    assert await queue(world) == []
    assert await MessageFlag.find_all().count() == 0
    with pytest.raises(NotFoundError):
        await world.moderation.review(ADMIN, world.reply_id, REMOVE, "rude")


async def test_killed_after_each_step_a_removal_is_made_once_and_its_row_says_so(world, chat, clock):
    for step in range(1, 12):
        await AdminAction.find_all().delete()
        reply = (await chat.complete(world.owner, say("Hello"))).reply
        with kill_switch(step) as switch:
            try:
                await world.moderation.review(ADMIN, reply.id, REMOVE, "rude")
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        clock.move(minutes=2)
        await Moderation(AdminActions(clock), clock).complete_reviews(100)
        assert await actions() == [("review_message", "done")]
        stored = await Message.get(reply.id)
        assert (stored.content, stored.review.state) == ("", "removed")
        conversation = await Conversation.get(reply.conversation_id)
        assert conversation.title == "Hello"  # of the question, which stands
    else:
        raise AssertionError("it never came to its end")
    assert step > 2


async def test_a_bug_on_the_way_ends_no_decision(world, clock, monkeypatch):
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await world.moderation.review(ADMIN, world.reply_id, REMOVE, "rude")
    clock.move(minutes=2)

    async def bug(*_: object) -> None:
        raise KeyError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(MessageReviews, "_change", bug)
        with pytest.raises(KeyError):
            await world.moderation.complete_reviews(100)
    assert await actions() == [("review_message", None)]
    await world.moderation.complete_reviews(100)
    assert await actions() == [("review_message", "done")]


async def test_a_decision_that_cannot_be_read_ends_and_changes_nothing(world, clock):
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await world.moderation.review(ADMIN, world.reply_id, REMOVE, "rude")
    await AdminAction.get_pymongo_collection().update_one({}, {"$set": {"details.decision": "guess"}})
    clock.move(minutes=2)
    await world.moderation.complete_reviews(100)
    assert await actions() == [("review_message", "UNKNOWN_OUTCOME")]
    assert (await Message.get(world.reply_id)).content
