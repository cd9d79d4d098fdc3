"""`end_all`: every session of a user ends by one update, on every server, whatever happens at the same time."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.session import Session
from models.user import User
from services.errors import NotAuthenticatedError
from services.identity.account import SignedIn
from services.identity.errors import SessionExpiredError
from services.identity.service import IdentityService
from services.identity.session_watch import SessionWatch
from services.ledger import Ledger
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock

EMAIL, PASSWORD = "ada@example.com", "a long enough passphrase, 42"


@pytest.fixture
async def ada(identity: IdentityService, database: Database) -> SignedIn:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    return await identity.register(EMAIL, PASSWORD, "Ada")


@pytest.fixture
async def elsewhere(ledger: Ledger, clock: MovableClock, settings: Settings) -> AsyncIterator[IdentityService]:
    """Another server of the same database."""
    service = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    yield service
    service.close()


async def is_over(identity: IdentityService, signed_in: SignedIn) -> bool:
    try:
        await identity.authenticate(signed_in.access_token)
    except NotAuthenticatedError:
        return True
    return False


async def session_id(identity: IdentityService, signed_in: SignedIn) -> str:
    return (await identity.authenticate(signed_in.access_token)).session_id


async def test_all_end_at_once_here_and_two_seconds_later_elsewhere(
    identity: IdentityService, elsewhere: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    second = await identity.login(EMAIL, PASSWORD)
    eve = await identity.register("eve@example.com", PASSWORD, "Eve")
    for each in (ada, second, eve):
        await elsewhere.authenticate(each.access_token)
        await identity.authenticate(each.access_token)
    assert await identity.sessions.end_all(ada.account.id, reason="test") == 2
    assert [await is_over(identity, each) for each in (ada, second, eve)] == [True, True, False]
    clock.move(seconds=2)
    assert [await is_over(elsewhere, each) for each in (ada, second, eve)] == [True, True, False]
    for each in (ada, second):
        with pytest.raises(SessionExpiredError):
            await elsewhere.refresh(each.refresh_token)
    sessions = await Session.find(Session.user_id == ada.account.id).to_list()
    assert {session.revoked_reason for session in sessions} == {"test"}
    assert not await is_over(identity, await identity.login(EMAIL, PASSWORD))


async def test_the_version_alone_ends_them(identity: IdentityService, ada: SignedIn, clock: MovableClock) -> None:
    """A server that dies between the user and the sessions leaves nothing open."""
    await User.get_pymongo_collection().update_one({"_id": ada.account.id}, {"$inc": {"token_version": 1}})
    clock.move(seconds=2)
    assert await is_over(identity, ada)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    assert await Session.find(Session.revoked_at == None).count() == 1  # noqa: E711  # Beanie builds a filter of it


async def test_one_may_be_spared_and_lives_as_before(
    identity: IdentityService, elsewhere: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    second = await identity.login(EMAIL, PASSWORD)
    kept = await session_id(identity, ada)
    assert await identity.sessions.end_all(ada.account.id, but=kept, reason="test") == 1
    assert [await is_over(identity, each) for each in (ada, second)] == [False, True]
    renewed = await elsewhere.refresh(ada.refresh_token)
    clock.move(seconds=2)
    assert not await is_over(elsewhere, renewed)
    third = await identity.login(EMAIL, PASSWORD)
    assert await identity.sessions.end_all(ada.account.id, but=await session_id(identity, third), reason="test") == 1
    assert [await is_over(identity, each) for each in (renewed, third)] == [True, False]


async def test_a_sign_in_that_was_proved_before_is_over_from_the_start(
    identity: IdentityService, ada: SignedIn
) -> None:
    user = await User.find_one(User.id == ada.account.id)
    assert user is not None
    await identity.sessions.end_all(ada.account.id, reason="password_changed")
    late = await identity.sessions.open(user)
    assert await is_over(identity, late)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(late.refresh_token)


async def test_a_session_of_an_earlier_release_has_version_0(identity: IdentityService, ada: SignedIn) -> None:
    await Session.get_pymongo_collection().update_many({}, {"$unset": {"token_version": True}})
    await User.get_pymongo_collection().update_many({}, {"$unset": {"token_version": True, "kept_session_id": True}})
    assert not await is_over(identity, ada)
    renewed = await identity.refresh(ada.refresh_token)
    await identity.sessions.end_all(ada.account.id, reason="test")
    assert await is_over(identity, renewed)


async def test_what_is_open_ends_with_it(identity: IdentityService, ada: SignedIn, clock: MovableClock) -> None:
    watch = SessionWatch(identity.sessions._access_tokens, clock, look_seconds=0.05)
    await User.get_pymongo_collection().update_one({"_id": ada.account.id}, {"$inc": {"token_version": 1}})
    endings = [(each.error.code, each.final) async for each in watch.endings(ada.access_token)]
    assert endings == [("UNAUTHENTICATED", True)]
    watch.close()
