"""A guest who signs in to an account: texts go over once, tokens do not, and the books stay whole (B3)."""

import asyncio
from contextlib import aclosing

import pytest

from database.setup import Database
from models.ids import new_id
from models.user import User, UserStatus
from services.chat import ConversationFeed
from services.chat.conversation_events import ChangeKind
from services.errors import NotAuthenticatedError, NotFoundError
from services.identity.account import SignedIn
from services.identity.errors import AccountSuspendedError, InvalidCredentialsError, SessionExpiredError
from services.identity.session_watch import suspended_users
from services.ledger import GrantSource
from services.ledger.audit import audit_ledger
from services.ledger.errors import LedgerUnavailableError
from tests.services.chat.calls import has_started, say
from tests.services.guests.conftest import PASSWORD, available, come, viewer
from tests.support.upstream import HANG, chunk
from tests.support.waiting import PATIENCE_SECONDS

EMAIL = "ada@example.com"


@pytest.fixture
async def ada(identity, _empty) -> SignedIn:
    return await identity.register(EMAIL, PASSWORD, "Ada")


async def sign_in(identity, guest: SignedIn) -> SignedIn:
    return await identity.login(EMAIL, PASSWORD, guest_id=guest.account.id)


async def test_conversations_and_tickets_go_over_and_the_tokens_are_taken_back(
    identity, ledger, chat, clock, ada, database: Database
) -> None:
    guest = await come(identity)
    completed = await chat.complete(viewer(guest), say())
    ticket = {"_id": new_id("msg"), "user_id": guest.account.id, "title": "Dark mode"}
    await database["tickets"].insert_one(ticket)
    await sign_in(identity, guest)
    mine = {"user_id": ada.account.id}
    (conversation,) = await database["conversations"].find(mine).to_list()
    assert conversation["_id"] == completed.conversation.id
    messages = await database["messages"].find(mine).to_list()
    assert [each["author_id"] for each in messages] == [ada.account.id] * 2
    assert await database["tickets"].count_documents(mine) == 1
    left = 3_000 - completed.usage.cost
    assert await available(ledger, guest) == left
    clock.move(minutes=10)
    assert await identity.guests.sweep(10) == 1
    assert await available(ledger, guest) == 0
    assert await available(ledger, ada) == 10_000
    taken_back = await ledger.find(guest.account.wallet_id, f"merge:{guest.account.id}")
    assert taken_back.taken == left
    assert await identity.guests.sweep(10) == 0
    assert (await audit_ledger(database)).findings == []


async def test_who_watches_the_accounts_list_is_told(identity, chat, ada, database: Database) -> None:
    guest = await come(identity)
    completed = await chat.complete(viewer(guest), say())
    feed = ConversationFeed(database)
    async with asyncio.timeout(PATIENCE_SECONDS), aclosing(feed.watch(ada.account.id, None)) as changes:
        assert (await anext(changes)).kind is ChangeKind.READ_AGAIN
        await sign_in(identity, guest)
        change = await anext(changes)
    assert (change.kind, change.conversation.id) == (ChangeKind.CREATED, completed.conversation.id)
    await feed.stop()


async def test_the_account_goes_on_with_the_conversation(identity, chat, ada) -> None:
    guest = await come(identity)
    completed = await chat.complete(viewer(guest), say())
    await sign_in(identity, guest)
    more = await chat.complete(viewer(ada), say("And more?", conversation_id=completed.conversation.id))
    assert more.conversation.message_count == 4
    with pytest.raises(NotFoundError):
        await chat.complete(viewer(guest), say(conversation_id=completed.conversation.id))


async def test_the_guest_is_over_at_once(identity, ada) -> None:
    guest = await come(identity)
    await sign_in(identity, guest)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(guest.access_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(guest.refresh_token)
    with pytest.raises(SessionExpiredError):
        await identity.register("eve@example.com", PASSWORD, "Eve", guest_id=guest.account.id)


async def test_of_two_accounts_at_once_one_gets_the_conversations(
    new_identity, chat, clock, ada, database: Database
) -> None:
    servers = [new_identity(), new_identity()]
    eve = await servers[0].register("eve@example.com", PASSWORD, "Eve")
    guest = await come(servers[0])
    await chat.complete(viewer(guest), say())
    await asyncio.gather(
        *(
            servers[n % 2].login(email, PASSWORD, guest_id=guest.account.id)
            for n, email in enumerate([EMAIL, "eve@example.com"] * 5)
        )
    )
    owners = [each["user_id"] async for each in database["conversations"].find()]
    assert owners in ([ada.account.id], [eve.account.id])
    assert await database["messages"].count_documents({"user_id": owners[0]}) == 2
    clock.move(minutes=10)
    await asyncio.gather(*(server.guests.sweep(10) for server in servers))
    assert await database["ledger_entries"].count_documents({"kind": "reclaim"}) == 1
    assert (await audit_ledger(database)).findings == []


async def test_a_wrong_password_moves_nothing(identity, ada, database: Database) -> None:
    guest = await come(identity)
    with pytest.raises(InvalidCredentialsError):
        await identity.login(EMAIL, "another passphrase", guest_id=guest.account.id)
    await User.get_pymongo_collection().update_one({"_id": ada.account.id}, {"$set": {"status": "suspended"}})
    with pytest.raises(AccountSuspendedError):
        await sign_in(identity, guest)
    assert await identity.profile(guest.account.id) == guest.account
    assert (await identity.authenticate(guest.access_token)).user_id == guest.account.id


async def test_who_is_no_guest_goes_nowhere(identity, ada, database: Database) -> None:
    eve = await identity.register("eve@example.com", PASSWORD, "Eve")
    await identity.login(EMAIL, PASSWORD, guest_id=eve.account.id)
    stored = await User.find_one(User.id == eve.account.id)
    assert (stored.status, stored.guest) == (UserStatus.ACTIVE, None)


async def test_a_reply_that_is_being_written_is_stopped_charged_and_moved(
    identity, ledger, chat_with, upstream, clock, ada, database: Database
) -> None:
    upstream.replies = [[chunk("Hello wo"), HANG]]
    chat, guest, request = chat_with(), await come(identity), say(max_tokens=100)
    await has_started(chat, viewer(guest), request)
    await sign_in(identity, guest)
    assert await database["conversations"].count_documents({}) == 0
    assert await suspended_users(chat.running_users()) == {guest.account.id}
    chat.stop_those_of({guest.account.id})
    completed = await chat.complete(viewer(guest), request)
    assert (completed.reply.content, completed.usage.cost) == ("Hello wo", 8)
    clock.move(seconds=10)
    assert await identity.guests.sweep(10) == 1
    assert await database["messages"].count_documents({"user_id": ada.account.id}) == 2
    clock.move(minutes=10)
    await identity.guests.sweep(10)
    balance = await ledger.balance(guest.account.wallet_id)
    assert (balance.available, balance.held, balance.lifetime_spent) == (0, 0, 8)
    assert (await audit_ledger(database)).findings == []


async def test_what_was_let_in_just_before_is_moved_too(identity, chat, clock, ada, database: Database) -> None:
    guest = await come(identity)
    before = viewer(guest)
    await sign_in(identity, guest)
    completed = await chat.complete(before, say())
    clock.move(minutes=10)
    await identity.guests.sweep(10)
    assert await database["conversations"].find_one({}, {"user_id": True}) == {
        "_id": completed.conversation.id,
        "user_id": ada.account.id,
    }


async def test_a_message_that_came_into_a_moved_conversation_is_moved(
    identity, chat, clock, ada, database: Database
) -> None:
    guest = await come(identity)
    await chat.complete(viewer(guest), say())
    await sign_in(identity, guest)
    as_left = {"$set": {"user_id": guest.account.id, "author_id": guest.account.id}}
    await database["messages"].update_one({"role": "assistant"}, as_left)
    clock.move(minutes=10)
    await identity.guests.sweep(10)
    assert await database["messages"].count_documents({"user_id": ada.account.id, "author_id": ada.account.id}) == 2


async def test_a_merge_that_a_crash_cut_off_is_finished(identity, chat, clock, ada, database, monkeypatch) -> None:
    guest = await come(identity)
    await chat.complete(viewer(guest), say())

    async def away(*_args: object, **_named: object) -> None:
        raise LedgerUnavailableError

    with monkeypatch.context() as broken:
        broken.setattr(identity.guests._merges, "go_on", away)
        await sign_in(identity, guest)
        assert await identity.guests.sweep(10) == 1  # it fails again, and is put off
        assert await identity.guests.sweep(10) == 0
    assert await database["conversations"].count_documents({"user_id": ada.account.id}) == 0
    clock.move(minutes=1)
    assert await identity.guests.sweep(10) == 1
    assert await database["conversations"].count_documents({"user_id": ada.account.id}) == 1


async def test_only_the_guests_own_grant_is_taken_back(identity, ledger, clock, ada) -> None:
    guest = await come(identity)
    await ledger.grant(guest.account.wallet_id, "test:1", source=GrantSource.ADMIN, amount=500)
    await sign_in(identity, guest)
    clock.move(minutes=10)
    await identity.guests.sweep(10)
    assert await available(ledger, guest) == 500
