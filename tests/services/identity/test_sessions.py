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
from services.ledger import Ledger
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
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


async def test_one_token_sent_50_times_at_once_is_used_once_and_all_get_the_same_next(
    identity: IdentityService, ada: SignedIn
) -> None:
    results = await asyncio.gather(*(identity.refresh(ada.refresh_token) for _ in range(50)))
    (following,) = {result.refresh_token for result in results}
    session = await only_session()
    assert (session.rotation, session.revoked_at) == (1, None)
    for result in results:
        assert (await identity.authenticate(result.access_token)).session_id == session.id
    assert (await identity.refresh(following)).refresh_token != following
    assert (await only_session()).rotation == 2


async def test_50_at_once_without_grace_end_the_session(
    ledger: Ledger, clock: MovableClock, settings: Settings, ada: SignedIn
) -> None:
    strict = settings.model_copy(update={"refresh_grace_seconds": 0})
    identity = IdentityService(settings=strict, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    results = await asyncio.gather(*(identity.refresh(ada.refresh_token) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(result, SignedIn) for result in results) == 1
    assert sum(isinstance(result, SessionExpiredError) for result in results) == 49
    session = await only_session()
    assert (session.rotation, session.revoked_reason) == (1, "reuse")
    identity.close()


async def test_the_parent_may_come_again_for_ten_seconds_and_no_longer(
    identity: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    second = await identity.refresh(ada.refresh_token)
    clock.move(seconds=9.999)
    again = await identity.refresh(ada.refresh_token)
    assert again.refresh_token == second.refresh_token
    await identity.authenticate(again.access_token)
    session = await only_session()
    assert (session.rotation, session.revoked_at) == (1, None)
    clock.move(seconds=0.001)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(second.refresh_token)
    assert (await only_session()).revoked_reason == "reuse"


async def test_a_grandparent_never_comes_again(identity: IdentityService, ada: SignedIn) -> None:
    second = await identity.refresh(ada.refresh_token)
    third = await identity.refresh(second.refresh_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    for token in (second, third):
        with pytest.raises(SessionExpiredError):
            await identity.refresh(token.refresh_token)
    assert (await only_session()).revoked_reason == "reuse"


async def test_a_parent_of_an_ended_session_gives_nothing(identity: IdentityService, ada: SignedIn) -> None:
    await identity.refresh(ada.refresh_token)
    await identity.logout(ada.refresh_token)
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    assert (await only_session()).revoked_reason == "logout"


async def test_what_is_stored_does_not_tell_the_next_token(identity: IdentityService, ada: SignedIn) -> None:
    second = await identity.refresh(ada.refresh_token)
    session = await only_session()
    assert session.rotation_seed is not None
    invented = RefreshToken.first(session.id)
    assert invented.next(bytes.fromhex(session.rotation_seed)).text != second.refresh_token
    parent = RefreshToken.parse(ada.refresh_token)
    assert parent is not None
    assert parent.next(b"another seed").text != second.refresh_token


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
        later.append(await identity.sessions._sessions.open(ada.account.id, token_version=0))
    with pytest.raises(SessionExpiredError):
        await identity.refresh(ada.refresh_token)
    assert await Session.find(Session.revoked_at == None).count() == 50  # noqa: E711  # Beanie builds a filter of it
    await identity.refresh(later[0].text)
