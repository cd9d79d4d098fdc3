import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pymongo.errors import AutoReconnect

from database.setup import Database
from models.session import Session
from models.user import User, UserStatus
from services.identity.account import SignedIn
from services.identity.key_rotation import rotate_signing_key
from services.identity.service import IdentityService
from services.identity.session_watch import Ending, SessionWatch
from tests.support.clock import MovableClock

PASSWORD = "a long enough passphrase, 42"


@pytest.fixture
async def ada(identity: IdentityService, database: Database) -> SignedIn:
    for name in ("users", "sessions", "signing_keys", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    return await identity.register("ada@example.com", PASSWORD, "Ada")


@pytest.fixture
async def watch(identity: IdentityService, clock: MovableClock) -> AsyncIterator[SessionWatch]:
    watch = SessionWatch(identity.sessions._access_tokens, clock, look_seconds=0.05)
    yield watch
    watch.close()


async def endings(watch: SessionWatch, token: str) -> list[tuple[str, bool]]:
    return [(ending.error.code, ending.final) async for ending in watch.endings(token)]


async def test_the_token_ends_first_then_the_session(
    identity: IdentityService, watch: SessionWatch, ada: SignedIn, clock: MovableClock
) -> None:
    watching = watch.endings(ada.access_token)
    first = asyncio.ensure_future(anext(watching))
    await asyncio.sleep(0.2)
    assert not first.done()
    clock.now += timedelta(seconds=900)
    ran_out: Ending = await first
    assert (ran_out.error.code, ran_out.final) == ("TOKEN_EXPIRED", False)
    await identity.logout(ada.refresh_token)
    assert [(each.error.code, each.final) async for each in watching] == [("UNAUTHENTICATED", True)]
    assert await endings(watch, ada.access_token) == [("TOKEN_EXPIRED", True)]
    assert watch._task is None


async def test_a_key_that_leaked_ends_what_its_tokens_opened_though_nobody_else_calls(
    watch: SessionWatch, ada: SignedIn, clock: MovableClock
) -> None:
    watching = watch.endings(ada.access_token)
    ended = asyncio.ensure_future(anext(watching))
    await rotate_signing_key(clock, now=True)
    clock.now += timedelta(seconds=10)
    ending: Ending = await asyncio.wait_for(ended, 5)
    assert (ending.error.code, ending.final) == ("TOKEN_EXPIRED", False)
    await watching.aclose()


async def test_one_look_serves_all_and_a_look_that_fails_ends_nobody(
    watch: SessionWatch, ada: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await User.get_pymongo_collection().update_one(
        {"_id": ada.account.id}, {"$set": {"status": UserStatus.SUSPENDED.value}}
    )
    look, looks = watch._look, list[list[str]]()

    async def seen(session_ids: list[str]) -> object:
        looks.append(session_ids)
        if len(looks) == 1:
            raise AutoReconnect("the database is away")
        return await look(session_ids)

    monkeypatch.setattr(watch, "_look", seen)
    ended = await asyncio.gather(*(endings(watch, ada.access_token) for _ in range(50)))
    assert ended == [[("ACCOUNT_SUSPENDED", True)]] * 50
    session = await Session.find_one()
    assert session is not None
    assert looks == [[session.id]] * 2
