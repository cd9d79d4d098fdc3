"""Guests come: one for a device, one grant, and not too many of one network (B3)."""

import asyncio
from datetime import timedelta

import pytest

from database.setup import Database
from models.user import Role, User, UserStatus
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotAuthenticatedError
from services.guests.errors import AnonymousClosedError, GuestSignedUpError, TooManyGuestsError
from services.identity.account import SignedIn
from services.identity.errors import AccountSuspendedError, ReferralCodeUnknownError, SessionExpiredError
from services.identity.suspension import Suspensions
from services.ledger.audit import audit_ledger
from services.ledger.errors import LedgerUnavailableError
from settings import Environment
from tests.services.guests.conftest import ADDRESS, PASSWORD, available, come, device, viewer

DEVICE = "Zk3vQ9xT_1bYw-8uLr5sNa7cEf2gHj4m"


async def test_a_guest_has_a_wallet_with_its_grant_and_no_email(identity, ledger, clock) -> None:
    signed_in = await come(identity)
    account = signed_in.account
    assert (account.email, account.name, account.role) == (None, "Guest", Role.GUEST)
    balance = await ledger.balance(account.wallet_id)
    assert (balance.available, balance.free, balance.purchased, balance.seq) == (3_000, 3_000, 0, 1)
    assert await ledger.find(account.wallet_id, f"anonymous:{account.id}") is not None
    caller = await identity.authenticate(signed_in.access_token)
    assert (caller.user_id, caller.wallet_id, caller.role) == (account.id, account.wallet_id, Role.GUEST)
    stored = await User.find_one(User.id == account.id)
    assert (stored.welcome_granted, stored.customer_due_at, stored.guest.tokens) == (True, None, 3_000)
    assert stored.guest.due_at == clock.now + timedelta(days=30)


async def test_50_calls_at_once_on_two_servers_make_one_guest_and_one_grant(
    new_identity, ledger, database: Database
) -> None:
    servers = [new_identity(), new_identity()]
    all_in = await asyncio.gather(*(servers[n % 2].start_guest(DEVICE, ADDRESS) for n in range(50)))
    assert len({each.account.id for each in all_in}) == 1
    assert await User.find_all().count() == 1
    assert await database["ledger_entries"].count_documents({}) == 1
    assert await available(ledger, all_in[0]) == 3_000
    network, in_all = await database["guest_counts"].find().sort("guests").to_list()
    assert (len(network["devices"]), in_all["guests"]) == (1, 1)


async def test_the_same_device_is_the_same_guest_after_its_session_and_its_tokens_are_gone(identity, ledger) -> None:
    first = await come(identity, DEVICE)
    await ledger.spend(first.account.wallet_id, "spend:1", amount=3_000)
    await identity.logout(first.refresh_token)
    again = await come(identity, DEVICE)
    assert again.account == first.account
    assert await available(ledger, again) == 0


async def test_no_key_and_no_address_is_stored(identity, database: Database) -> None:
    await come(identity, DEVICE)
    stored = repr([await database[name].find().to_list() for name in await database.list_collection_names()])
    assert DEVICE not in stored
    assert ADDRESS not in stored


async def test_a_bad_device_key_makes_nobody(identity, database: Database) -> None:
    with pytest.raises(InvalidInputError):
        await identity.start_guest("short", ADDRESS)
    assert await User.find_all().count() == 0
    assert await database["guest_counts"].count_documents({}) == 0


async def test_guests_come_only_where_they_may(new_identity) -> None:
    for changed in ({"allow_anonymous": False}, {"environment": Environment.PRODUCTION}):
        with pytest.raises(AnonymousClosedError):
            await come(new_identity(**changed))
    assert await User.find_all().count() == 0


async def test_a_network_has_so_many_new_guests_in_a_period(new_identity, clock, database: Database) -> None:
    servers = [new_identity(guests_per_address=3), new_identity(guests_per_address=3)]
    tries = [servers[n % 2].start_guest(device(), ADDRESS) for n in range(20)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    came = [each for each in results if isinstance(each, SignedIn)]
    refused = [each for each in results if isinstance(each, TooManyGuestsError)]
    assert (len(came), len(refused)) == (3, 17)
    assert refused[0].seconds_left == 43_200  # it is noon, and the period is the day
    assert await User.find_all().count() == 3
    assert await database["ledger_entries"].count_documents({}) == 3
    await servers[0].start_guest(device(), "203.0.113.8")
    clock.move(seconds=43_200)
    await servers[0].start_guest(device(), ADDRESS)
    row = await database["guest_counts"].find_one({"expires_at": clock.now + timedelta(days=1), "guests": None})
    assert len(row["devices"]) == 1


async def test_all_networks_together_have_so_many_new_guests_in_a_period(new_identity, database: Database) -> None:
    servers = [new_identity(guests_per_period=5), new_identity(guests_per_period=5)]
    tries = [servers[n % 2].start_guest(device(), f"203.0.113.{n}") for n in range(30)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, SignedIn) for each in results) == 5
    assert sum(isinstance(each, TooManyGuestsError) for each in results) == 25
    assert await User.find_all().count() == 5
    assert (await database["guest_counts"].find_one({"devices": None}))["guests"] == 5


async def test_a_known_guest_comes_back_to_a_network_that_is_full(new_identity) -> None:
    identity = new_identity(guests_per_address=1)
    first = await come(identity, DEVICE)
    with pytest.raises(TooManyGuestsError):
        await come(identity)
    assert (await come(identity, DEVICE)).account == first.account


async def test_an_ipv6_customer_who_changes_networks_has_four_times_as_many(new_identity) -> None:
    identity = new_identity(guests_per_address=1)
    for number in range(4):
        await identity.start_guest(device(), f"2001:db8:1:{number}::1")
    for address in ("2001:db8:1:4::1", "2001:db8:1:0::2"):
        with pytest.raises(TooManyGuestsError):
            await identity.start_guest(device(), address)
    await identity.start_guest(device(), "2001:db8:2:4::1")


async def test_callers_without_an_address_share_one_place(new_identity) -> None:
    identity = new_identity(guests_per_address=1)
    await identity.start_guest(device(), None)
    with pytest.raises(TooManyGuestsError):
        await identity.start_guest(device(), "unix:")


async def test_a_grant_that_the_ledger_could_not_take_is_made_once(new_identity, ledger, monkeypatch) -> None:
    identity = new_identity()
    with monkeypatch.context() as away:
        away.setattr(type(ledger), "grant", _unavailable)
        guest = await come(identity, DEVICE)
    assert await available(ledger, guest) == 0
    await asyncio.gather(*(identity.complete_welcomes() for _ in range(3)), come(identity, DEVICE))
    assert await available(ledger, guest) == 3_000
    assert await identity.complete_welcomes() == 0


async def _unavailable(*_args: object, **_named: object) -> None:
    raise LedgerUnavailableError


async def test_another_setting_grants_a_known_guest_nothing_more(new_identity, ledger) -> None:
    guest = await come(new_identity(), DEVICE)
    await User.get_pymongo_collection().update_one({}, {"$set": {"welcome_granted": False}})
    await come(new_identity(guest_tokens=9_000), DEVICE)
    assert await available(ledger, guest) == 3_000


async def test_a_guest_is_no_referrer(identity) -> None:
    guest = await come(identity)
    code = await identity.referral_code(guest.account.id)
    with pytest.raises(ReferralCodeUnknownError):
        await identity.register("ada@example.com", PASSWORD, "Ada", code)


async def test_a_suspended_guest_stays_out(identity, clock) -> None:
    guest = await come(identity, DEVICE)
    suspensions = Suspensions(AdminActions(clock))
    assert await suspensions.suspend("admin", guest.account.id, "Floods") == guest.account.id
    with pytest.raises(AccountSuspendedError):
        await come(identity, DEVICE)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(guest.access_token)
    await suspensions.activate("admin", guest.account.id, "A mistake")
    assert (await come(identity, DEVICE)).account == guest.account


async def test_a_device_key_opens_no_account(identity, database: Database) -> None:
    guest = await come(identity, DEVICE)
    await identity.register("ada@example.com", PASSWORD, "Ada", guest_id=guest.account.id)
    sessions = await database["sessions"].count_documents({})
    with pytest.raises(GuestSignedUpError):
        await come(identity, DEVICE)
    assert await database["sessions"].count_documents({}) == sessions


async def test_a_session_that_a_device_key_opens_while_its_guest_signs_up_is_over_from_the_start(
    identity, monkeypatch
) -> None:
    guest = await come(identity, DEVICE)
    opened = identity.sessions.open

    async def open_late(user):
        """As if the sign-up came between the look at the guest and its session."""
        monkeypatch.setattr(identity.sessions, "open", opened)
        await identity.register("ada@example.com", PASSWORD, "Ada", guest_id=guest.account.id)
        return await opened(user)

    monkeypatch.setattr(identity.sessions, "open", open_late)
    late = await come(identity, DEVICE)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(late.access_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(late.refresh_token)


async def test_the_audit_is_clean(identity, ledger, database: Database) -> None:
    guest = await come(identity)
    await ledger.spend(viewer(guest).wallet_id, "spend:1", amount=10)
    report = await audit_ledger(database)
    assert (report.clean, report.findings, report.entries) == (True, [], 2)


async def test_a_merged_guest_cannot_be_activated(identity, clock) -> None:
    guest = await come(identity, DEVICE)
    await identity.register("ada@example.com", PASSWORD, "Ada")
    await identity.login("ada@example.com", PASSWORD, guest_id=guest.account.id)
    with pytest.raises(Exception, match="no such user"):
        await Suspensions(AdminActions(clock)).activate("admin", guest.account.id, "Please")
    stored = await User.find_one(User.id == guest.account.id)
    assert stored.status is UserStatus.MERGED
    with pytest.raises(GuestSignedUpError):
        await come(identity, DEVICE)
