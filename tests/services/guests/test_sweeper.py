"""Guests whom nobody uses any more (B3)."""

from datetime import timedelta

import pytest

from database.setup import Database
from models.user import User
from services.chat import ConversationService
from services.errors import NotAuthenticatedError
from services.identity.account import SignedIn
from services.ledger.audit import audit_ledger
from tests.services.chat.calls import say
from tests.services.guests.conftest import PASSWORD, available, come, viewer

DEVICE = "Zk3vQ9xT_1bYw-8uLr5sNa7cEf2gHj4m"


async def due_at(guest: SignedIn) -> object:
    stored = await User.find_one(User.id == guest.account.id)
    return stored.guest.due_at


async def test_30_days_without_use_end_sessions_and_texts_and_keep_the_wallet(
    new_identity, ledger, chat, clock, database: Database
) -> None:
    identity = new_identity(refresh_token_seconds=31_536_000)
    guest = await come(identity, DEVICE)
    completed = await chat.complete(viewer(guest), say())
    ticket = {"_id": "msg_1", "user_id": guest.account.id, "created_at": clock.now}
    await database["tickets"].insert_one(ticket)
    clock.move(days=30, seconds=-1)
    assert await identity.guests.sweep(10) == 0
    clock.move(seconds=1)
    assert await identity.guests.sweep(10) == 1
    assert await database["sessions"].count_documents({"revoked_reason": "unused"}) == 1
    assert await database["conversations"].count_documents({"deleted_at": None}) == 0
    assert await database["tickets"].count_documents({}) == 0
    clock.move(minutes=2)
    await ConversationService(clock).complete_deletions(10)
    assert await database["messages"].count_documents({}) == 0
    assert await available(ledger, guest) == 3_000 - completed.usage.cost
    assert await identity.guests.sweep(10) == 0
    assert (await audit_ledger(database)).findings == []


async def test_a_guest_who_comes_back_is_the_same_without_another_grant(
    identity, ledger, clock, database: Database
) -> None:
    guest = await come(identity, DEVICE)
    await ledger.spend(guest.account.wallet_id, "spend:1", amount=2_999)
    clock.move(days=31)
    await identity.guests.sweep(10)
    again = await come(identity, DEVICE)
    assert again.account == guest.account
    assert await available(ledger, again) == 1
    assert await due_at(guest) == clock.now + timedelta(days=30)


async def test_a_refreshed_session_is_use(identity, clock) -> None:
    guest = await come(identity, DEVICE)
    clock.move(days=20)
    refreshed = await identity.refresh(guest.refresh_token)
    clock.move(days=10)
    assert await identity.guests.sweep(10) == 1
    assert await due_at(guest) == clock.now + timedelta(days=20)
    assert (await identity.refresh(refreshed.refresh_token)).account == guest.account


async def test_what_the_guest_wrote_since_stays(identity, chat, clock, database: Database) -> None:
    guest = await come(identity, DEVICE)
    await chat.complete(viewer(guest), say())
    clock.move(days=31)
    newer = await chat.complete(viewer(guest), say())  # by a request that was let in before the sweep
    await identity.guests.sweep(10)
    left = [each["_id"] async for each in database["conversations"].find({"deleted_at": None})]
    assert left == [newer.conversation.id]


async def test_accounts_are_never_swept(identity, clock, database: Database) -> None:
    guest = await come(identity, DEVICE)
    await identity.register("ada@example.com", PASSWORD, "Ada", guest_id=guest.account.id)
    await identity.register("eve@example.com", PASSWORD, "Eve")
    clock.move(days=400)
    assert await identity.guests.sweep(10) == 0
    assert await User.find({"role": "user", "status": "active"}).count() == 2


async def test_a_suspended_guest_is_ended_too(identity, clock, database: Database) -> None:
    guest = await come(identity, DEVICE)
    await User.get_pymongo_collection().update_one({}, {"$set": {"status": "suspended"}})
    clock.move(days=30)
    assert await identity.guests.sweep(10) == 1
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(guest.access_token)
    assert await due_at(guest) is None
