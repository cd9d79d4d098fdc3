"""The block list and flags (F6)."""

import pytest

from gateways.providers import OfflineProvider
from models.admin_action import AdminAction
from models.block import Block, BlockKind
from models.generation import Generation
from models.ids import new_id
from models.message import Message
from services.admin.actions import AdminActions
from services.catalog.models import ModelCatalog
from services.chat import ChatRequest, ChatService, Estimates
from services.errors import InvalidInputError, NotFoundError
from services.moderation import Moderation
from services.moderation.errors import MessageBlockedError, SendingBlockedError
from services.paging import PageRequest
from services.tickets.form import TICKET
from tests.services.chat.conftest import TOKENS, new_viewer, viewer  # noqa: F401  fixtures
from tests.support.admission import admission


@pytest.fixture
async def moderation(database, clock) -> Moderation:
    await Block.delete_all()
    return Moderation(AdminActions(clock), clock)


@pytest.fixture
async def chat(moderation, ledger, settings, clock):
    catalog = ModelCatalog([OfflineProvider(pause_scale=0.1)], settings, clock)
    service = ChatService(ledger, catalog, settings, clock, admission(settings, clock, moderation=moderation), [TICKET])
    yield service
    await service.stop(5)


@pytest.fixture
def estimates(moderation, ledger, settings, clock) -> Estimates:
    catalog = ModelCatalog([OfflineProvider(pause_scale=0.1)], settings, clock)
    return Estimates(ledger, catalog, settings, clock, admission(settings, clock, moderation=moderation))


def say(message: str, **more) -> ChatRequest:
    return ChatRequest(message=message, idempotency_key=new_id("key"), **more)


@pytest.mark.parametrize(
    ("term", "message", "blocked"),
    [
        ("Bad word", "This is a BAD\n  word!", True),
        ("bad", "badly put, not bad-ly", True),
        ("bad", "badly put", False),
        ("禁词", "这里有禁词吗", True),
        ("禁词", "这里没有", False),
        ("caf\u00e9", "cafe\u0301", True),
        (".*", "anything", None),
    ],
)
async def test_a_term_is_found_as_whole_words_in_any_form(moderation, term, message, blocked):
    if blocked is None:
        with pytest.raises(InvalidInputError):
            await moderation.block("usr_admin", BlockKind.TERM, term)
        return
    await moderation.block("usr_admin", BlockKind.TERM, term)
    if blocked:
        with pytest.raises(MessageBlockedError):
            await moderation.check("usr_1", message)
    else:
        await moderation.check("usr_1", message)


@pytest.mark.parametrize("structure", [None, TICKET])
async def test_a_blocked_message_is_not_sent_held_or_stored(chat, moderation, viewer, ledger, structure):  # noqa: F811
    await moderation.block("usr_admin", BlockKind.TERM, "secret sauce")
    with pytest.raises(MessageBlockedError):
        await chat.complete(viewer, say("Tell me of the Secret Sauce", structure=structure))
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS, 0, 0)
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0


async def test_an_estimate_refuses_what_the_chat_would(estimates, moderation, new_viewer):  # noqa: F811
    ada, eve = await new_viewer(), await new_viewer()
    await moderation.block("usr_admin", BlockKind.TERM, "secret sauce")
    await moderation.block("usr_admin", BlockKind.USER, eve.user_id)
    with pytest.raises(MessageBlockedError):
        await estimates.estimate(ada, say("Tell me of the Secret Sauce"))
    with pytest.raises(SendingBlockedError):
        await estimates.estimate(eve, say("Hello"))
    assert (await estimates.estimate(ada, say("Hello"))).refusal is None


async def test_a_message_with_a_term_that_came_later_is_not_sent_again(chat, moderation, viewer, ledger):  # noqa: F811
    reply = (await chat.complete(viewer, say("Tell me of the Secret Sauce"))).reply
    before = await ledger.balance(viewer.wallet_id)
    await moderation.block("usr_admin", BlockKind.TERM, "secret sauce")
    with pytest.raises(MessageBlockedError):
        await chat.complete(viewer, say("", regenerates_id=reply.id))
    assert await ledger.balance(viewer.wallet_id) == before
    assert await Message.find({"user_id": viewer.user_id}).count() == 2


async def test_a_blocked_user_sends_nothing_until_they_are_off_the_list(chat, moderation, new_viewer):  # noqa: F811
    eve, bob = await new_viewer(), await new_viewer()
    row = await moderation.block("usr_admin", BlockKind.USER, eve.user_id)
    with pytest.raises(SendingBlockedError):
        await chat.complete(eve, say("Hello"))
    assert (await chat.complete(bob, say("Hello"))).reply.content
    await moderation.unblock("usr_admin", row.id)
    assert (await chat.complete(eve, say("Hello"))).reply.content


async def test_every_change_of_the_list_is_on_record_and_made_once(moderation):
    row = await moderation.block("usr_admin", BlockKind.TERM, "Bad word")
    assert (await moderation.block("usr_other", BlockKind.TERM, "bad WORD")).id == row.id
    assert [each.id for each in (await moderation.blocks(PageRequest(first=5))).rows] == [row.id]
    await moderation.unblock("usr_admin", row.id)
    with pytest.raises(NotFoundError):
        await moderation.unblock("usr_admin", row.id)
    rows = await AdminAction.find({"target_id": row.id}).sort("+_id").to_list()
    assert [(each.admin_id, each.action, each.outcome) for each in rows] == [
        ("usr_admin", "block", "done"),
        ("usr_admin", "unblock", "done"),
    ]


async def test_another_server_sees_a_change_within_two_seconds(moderation, clock):
    other = Moderation(AdminActions(clock), clock)
    await other.check("usr_1", "a bad word")
    row = await moderation.block("usr_admin", BlockKind.TERM, "bad word")
    with pytest.raises(MessageBlockedError):
        await moderation.check("usr_1", "a bad word")
    await other.check("usr_1", "a bad word")  # what it has read is kept
    clock.move(seconds=2)
    with pytest.raises(MessageBlockedError):
        await other.check("usr_1", "a bad word")
    await moderation.unblock("usr_admin", row.id)
    await moderation.check("usr_1", "a bad word")
    clock.move(seconds=2)
    await other.check("usr_1", "a bad word")
