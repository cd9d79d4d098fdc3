"""A guest becomes an account: same user, same wallet, welcome in all as everybody's (B3)."""

import asyncio

import pytest

from database.setup import Database
from models.user import Role, User
from services.errors import NotAuthenticatedError
from services.guests.sign_up import become_account
from services.identity.account import SignedIn
from services.identity.errors import (
    EmailTakenError,
    RegistrationClosedError,
    SessionExpiredError,
    WeakPasswordError,
)
from services.ledger.audit import audit_ledger
from services.ledger.errors import LedgerUnavailableError
from tests.services.chat.calls import has_started, say
from tests.services.guests.conftest import PASSWORD, available, come, device, viewer
from tests.support.upstream import answer, chunk


async def sign_up(identity, guest: SignedIn, email: str = "ada@example.com") -> SignedIn:
    return await identity.register(email, PASSWORD, "Ada", guest_id=guest.account.id)


async def test_a_guest_becomes_the_account_with_wallet_and_conversations(
    identity, ledger, chat, clock, database: Database
) -> None:
    guest = await come(identity)
    completed = await chat.complete(viewer(guest), say())
    clock.move(days=2)
    account = (await sign_up(identity, guest)).account
    assert (account.id, account.wallet_id) == (guest.account.id, guest.account.wallet_id)
    assert (account.email, account.name, account.role) == ("ada@example.com", "Ada", Role.USER)
    assert account.created_at == clock.now
    assert await available(ledger, guest) == 10_000 - completed.usage.cost
    entries = await database["ledger_entries"].find({"kind": "grant"}).sort("seq").to_list()
    assert [(each["key"], each["changes"][0]["amount"]) for each in entries] == [
        (f"anonymous:{account.id}", 3_000),
        (f"welcome:{account.id}", 7_000),
    ]
    (conversation,) = await database["conversations"].find().to_list()
    assert conversation["user_id"] == account.id
    stored = await User.find_one(User.id == account.id)
    assert (stored.welcome_granted, stored.customer_due_at, stored.guest.due_at) == (True, clock.now, None)
    assert (await audit_ledger(database)).findings == []


async def test_the_guests_tokens_end_and_the_accounts_password_works(identity, clock) -> None:
    guest = await come(identity)
    signed_up = await sign_up(identity, guest)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(guest.access_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(guest.refresh_token)
    assert (await identity.authenticate(signed_up.access_token)).role is Role.USER
    assert (await identity.login("ada@example.com", PASSWORD)).account == signed_up.account


async def test_20_sign_ups_of_one_guest_make_one_account_and_one_welcome(
    new_identity, ledger, database: Database
) -> None:
    servers = [new_identity(), new_identity()]
    guest = await come(servers[0])
    tries = [sign_up(servers[n % 2], guest, f"ada{n}@example.com") for n in range(20)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, SignedIn) for each in results) == 1
    assert sum(isinstance(each, SessionExpiredError) for each in results) == 19
    assert await User.find_all().count() == 1
    assert await available(ledger, guest) == 10_000
    assert await database["ledger_entries"].count_documents({}) == 2


async def test_two_guests_with_one_email_make_one_account(new_identity, ledger) -> None:
    servers = [new_identity(), new_identity()]
    guests = [await come(each) for each in servers]
    results = await asyncio.gather(
        *(sign_up(server, guest) for server, guest in zip(servers, guests, strict=True)), return_exceptions=True
    )
    assert sum(isinstance(each, SignedIn) for each in results) == 1
    assert sum(isinstance(each, EmailTakenError) for each in results) == 1
    assert sorted([await available(ledger, guest) for guest in guests]) == [3_000, 10_000]


@pytest.mark.parametrize(
    ("changed", "email", "password", "error"),
    [
        ({}, "eve@example.com", PASSWORD, EmailTakenError),
        ({}, "ada@example.com", "short", WeakPasswordError),
        ({"allow_registration": False}, "ada@example.com", PASSWORD, RegistrationClosedError),
    ],
)
async def test_a_sign_up_that_is_refused_leaves_the_guest_as_it_was(
    new_identity, ledger, changed, email, password, error
) -> None:
    await new_identity().register("eve@example.com", PASSWORD, "Eve")
    identity = new_identity(**changed)
    guest = await come(identity)
    with pytest.raises(error):
        await identity.register(email, password, "Ada", guest_id=guest.account.id)
    assert (await identity.authenticate(guest.access_token)).role is Role.GUEST
    assert await identity.profile(guest.account.id) == guest.account
    assert await available(ledger, guest) == 3_000


async def test_who_is_no_guest_is_not_changed(identity, clock) -> None:
    account = (await identity.register("ada@example.com", PASSWORD, "Ada")).account
    eve = User(email="eve@example.com", name="Eve", password_hash="x", created_at=clock.now)
    for user_id in (account.id, "usr_00000000000000000000000000"):
        with pytest.raises(SessionExpiredError):
            await become_account(user_id, eve)
    assert await identity.profile(account.id) == account


async def test_an_account_that_is_to_have_no_welcome_gets_none_by_way_of_a_guest(identity, ledger, clock) -> None:
    guest = await come(identity)
    no_more = User(email="ada@example.com", name="Ada", password_hash="x", created_at=clock.now, role=Role.USER)
    no_more.welcome_granted = True
    await become_account(guest.account.id, no_more)
    assert await identity.complete_welcomes() == 0
    assert await available(ledger, guest) == 3_000


async def test_a_suspended_guest_cannot_sign_up(identity) -> None:
    guest = await come(identity)
    await User.get_pymongo_collection().update_one({}, {"$set": {"status": "suspended"}})
    with pytest.raises(SessionExpiredError):
        await sign_up(identity, guest)
    stored = await User.find_one(User.id == guest.account.id)
    assert (stored.role, stored.email) == (Role.GUEST, None)


@pytest.mark.parametrize(
    ("changed", "in_all"),
    [({"welcome_tokens": 3_000}, 3_000), ({"welcome_tokens": 0}, 3_000), ({"guest_tokens": 0}, 10_000)],
)
async def test_the_welcome_is_what_is_missing_of_it(new_identity, ledger, changed, in_all) -> None:
    identity = new_identity(**changed)
    guest = await come(identity)
    await sign_up(identity, guest)
    assert await available(ledger, guest) == in_all
    assert await identity.complete_welcomes() == 0


async def test_both_grants_that_the_ledger_could_not_take_are_made_once(new_identity, ledger, monkeypatch) -> None:
    identity = new_identity()
    with monkeypatch.context() as away:
        away.setattr(type(ledger), "grant", _unavailable)
        guest = await come(identity)
        await sign_up(identity, guest)
    assert await available(ledger, guest) == 0
    await asyncio.gather(*(identity.complete_welcomes() for _ in range(3)))
    assert await available(ledger, guest) == 10_000
    assert await identity.complete_welcomes() == 0


async def test_a_grant_of_the_guest_that_comes_late_leaves_the_welcome_open(new_identity, ledger, monkeypatch) -> None:
    identity = new_identity()
    granted = type(ledger).grant
    with monkeypatch.context() as away:
        away.setattr(type(ledger), "grant", _unavailable)
        guest = await come(identity)

        async def grant_late(self, *args, **named):
            """As if the guest signed up, and the ledger was away for it, while this grant was on its way."""
            away.setattr(type(ledger), "grant", _unavailable)
            await sign_up(identity, guest)
            return await granted(self, *args, **named)

        away.setattr(type(ledger), "grant", grant_late)
        await identity.complete_welcomes()
    assert await available(ledger, guest) == 3_000
    await identity.complete_welcomes()
    assert await available(ledger, guest) == 10_000


async def _unavailable(*_args: object, **_named: object) -> None:
    raise LedgerUnavailableError


async def test_a_reply_that_is_being_written_goes_on_for_the_account(
    identity, ledger, chat_with, upstream, database: Database
) -> None:
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo", prompt=10, completion=5)]]
    chat, guest, request = chat_with(), await come(identity), say(max_tokens=100)
    await has_started(chat, viewer(guest), request)
    held = (await ledger.balance(guest.account.wallet_id)).held
    account = await sign_up(identity, guest)
    assert (await ledger.balance(account.account.wallet_id)).held == held > 0
    go_on.set()
    completed = await chat.complete(viewer(account), request)
    assert (completed.reply.content, completed.usage.cost) == ("Hello", 15)
    balance = await ledger.balance(account.account.wallet_id)
    assert (balance.available, balance.held) == (9_985, 0)
    assert (await audit_ledger(database)).findings == []


async def test_a_device_that_signed_up_is_counted_as_before(new_identity) -> None:
    identity = new_identity(guests_per_address=1)
    guest = await come(identity)
    await sign_up(identity, guest)
    with pytest.raises(Exception, match="Too many new guests"):
        await come(identity, device())
