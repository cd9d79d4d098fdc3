import asyncio

import pytest
from pymongo.errors import AutoReconnect

from database.setup import Database
from models.session import Session
from models.user import User, UserStatus
from services.errors import NotAuthenticatedError
from services.identity.account import SignedIn
from services.identity.errors import AccountSuspendedError, IdentityUnavailableError, SessionExpiredError
from services.identity.refresh_tokens import RefreshToken
from services.identity.service import IdentityService
from tests.support.clock import MovableClock

PASSWORD = "a long enough passphrase, 42"


@pytest.fixture
async def ada(identity: IdentityService, database: Database) -> SignedIn:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    return await identity.register("ada@example.com", PASSWORD, "Ada")


async def only_session() -> Session:
    sessions = await Session.find_all().to_list()
    assert len(sessions) == 1
    return sessions[0]


async def test_refresh_gives_a_new_pair_of_the_same_session(
    identity: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    clock.move(seconds=1_000)
    second = await identity.refresh(ada.refresh_token)
    assert second.account == ada.account
    assert second.refresh_token != ada.refresh_token
    assert (second.expires_at - clock.now).total_seconds() == 900
    session = await only_session()
    assert (await identity.authenticate(second.access_token)).session_id == session.id
    assert (session.rotation, session.refreshed_at) == (1, clock.now)
    assert (session.expires_at - clock.now).total_seconds() == 2_592_000
    third = await identity.refresh(second.refresh_token)
    assert (await only_session()).rotation == 2
    assert third.refresh_token not in (ada.refresh_token, second.refresh_token)


async def test_a_token_that_comes_again_revokes_its_family(
    identity: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    other = await identity.login("ada@example.com", PASSWORD)
    tokens = [ada]
    for _ in range(5):
        tokens.append(await identity.refresh(tokens[-1].refresh_token))
    with pytest.raises(SessionExpiredError):
        await identity.refresh(tokens[2].refresh_token)
    for token in tokens:
        with pytest.raises(SessionExpiredError):
            await identity.refresh(token.refresh_token)
    clock.move(seconds=2)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(tokens[-1].access_token)
    await identity.authenticate(other.access_token)
    await identity.refresh(other.refresh_token)
    session = await Session.find_one(Session.rotation == 5)
    assert session is not None
    assert session.revoked_reason == "reuse"


async def test_one_token_sent_20_times_at_once_is_used_once(identity: IdentityService, ada: SignedIn) -> None:
    results = await asyncio.gather(*(identity.refresh(ada.refresh_token) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(result, SignedIn) for result in results) == 1
    assert sum(isinstance(result, SessionExpiredError) for result in results) == 19
    session = await only_session()
    assert (session.rotation, session.revoked_reason) == (1, "reuse")


async def test_a_refresh_that_fails_leaves_the_token_good(
    identity: IdentityService, ada: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise AutoReconnect("the database went away between two reads")

    with monkeypatch.context() as patched:  # this mongod has no fail points
        patched.setattr(User, "find_one", away)
        with pytest.raises(IdentityUnavailableError):
            await identity.refresh(ada.refresh_token)
    assert (await only_session()).rotation == 0
    await identity.refresh(ada.refresh_token)


async def test_a_refresh_refused_for_suspension_leaves_the_token_good(identity: IdentityService, ada: SignedIn) -> None:
    users = User.get_pymongo_collection()
    await users.update_one({"_id": ada.account.id}, {"$set": {"status": UserStatus.SUSPENDED.value}})
    for _ in range(2):
        with pytest.raises(AccountSuspendedError):
            await identity.refresh(ada.refresh_token)
    await users.update_one({"_id": ada.account.id}, {"$set": {"status": UserStatus.ACTIVE.value}})
    await identity.refresh(ada.refresh_token)
    assert (await only_session()).rotation == 1


async def test_an_invented_token_of_a_known_session_changes_nothing(identity: IdentityService, ada: SignedIn) -> None:
    before = await only_session()
    invented = RefreshToken.first(before.id).text
    with pytest.raises(SessionExpiredError):
        await identity.refresh(invented)
    with pytest.raises(SessionExpiredError):
        await identity.logout(invented)
    assert await only_session() == before
    await identity.refresh(ada.refresh_token)


async def test_a_session_ends_when_it_rests_too_long(
    identity: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    clock.move(seconds=2_592_000)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    assert (await only_session()).revoked_at is None


async def test_logout_ends_both_tokens_at_once_and_may_be_repeated(identity: IdentityService, ada: SignedIn) -> None:
    await identity.authenticate(ada.access_token)
    await identity.logout(ada.refresh_token)
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(ada.access_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    await identity.logout(ada.refresh_token)
    assert (await only_session()).revoked_reason == "logout"


async def test_logout_with_an_older_token_ends_the_session_too(identity: IdentityService, ada: SignedIn) -> None:
    newer = await identity.refresh(ada.refresh_token)
    await identity.logout(ada.refresh_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(newer.refresh_token)


@pytest.mark.parametrize("token", ["", "rt_", "x" * 100_000, "\ud800", "\0", '{"$gt": ""}'])
async def test_what_is_no_token_is_answered_as_an_ended_session(
    identity: IdentityService, ada: SignedIn, token: str
) -> None:
    with pytest.raises(SessionExpiredError):
        await identity.refresh(token)
    with pytest.raises(SessionExpiredError):
        await identity.logout(token)


async def test_the_51st_session_ends_the_oldest(identity: IdentityService, ada: SignedIn, clock: MovableClock) -> None:
    later = []
    for _ in range(50):
        clock.move(seconds=1)
        later.append(await identity.sessions._sessions.open(ada.account.id))
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    assert await Session.find(Session.revoked_at == None).count() == 50  # noqa: E711  # Beanie builds a filter of it
    await identity.refresh(later[0].text)
