"""Two servers of one database, through a rotation of the key that signs access tokens."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import jwt
import pytest
from pymongo.errors import AutoReconnect

from database.setup import Database
from models.signing_key import SigningKey
from services.errors import AccessTokenExpiredError, NotAuthenticatedError
from services.identity.account import SignedIn
from services.identity.key_rotation import RotationUnderWayError, rotate_signing_key
from services.identity.service import IdentityService
from services.ledger import Ledger
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock

EMAIL, PASSWORD = "ada@example.com", "a long enough passphrase, 42"


@pytest.fixture
async def ada(identity: IdentityService, database: Database) -> SignedIn:
    for name in ("users", "sessions", "signing_keys", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    return await identity.register(EMAIL, PASSWORD, "Ada")


@pytest.fixture
async def elsewhere(ledger: Ledger, clock: MovableClock, settings: Settings) -> AsyncIterator[IdentityService]:
    """Another server of the same database."""
    service = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    yield service
    service.close()


def key_id(signed_in: SignedIn) -> str:
    return str(jwt.get_unverified_header(signed_in.access_token)["kid"])


async def test_no_good_token_is_refused_on_either_server_and_the_old_key_ends(
    identity: IdentityService, elsewhere: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    """Every second: each server issues one, and every token that has not run out is good at both."""
    issued: list[SignedIn] = [ada]
    newest = {identity: ada.refresh_token, elsewhere: (await elsewhere.login(EMAIL, PASSWORD)).refresh_token}
    key = None
    for step in range(25):
        if step == 5:
            key = await rotate_signing_key(clock)
        for server, token in newest.items():
            renewed = await server.refresh(token)
            newest[server] = renewed.refresh_token
            issued.append(renewed)
        for server in newest:
            for each in issued:
                await server.authenticate(each.access_token)
        clock.move(seconds=1)
    assert key is not None
    by_key = [key_id(each) for each in issued]
    changed = by_key.index(key.id)
    assert by_key == [by_key[0]] * changed + [key.id] * (len(issued) - changed)
    assert changed == 1 + 2 * (5 + 10), "ten seconds after the rotation, at both servers at once"


async def test_the_previous_key_verifies_until_its_last_token_has_run_out(
    identity: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    key = await rotate_signing_key(clock)
    clock.now = key.signs_from - timedelta(milliseconds=1)
    last = await identity.refresh(ada.refresh_token)
    assert key_id(last) != key.id
    clock.now = key.signs_from
    assert key_id(await identity.refresh(last.refresh_token)) == key.id
    clock.move(seconds=899)
    with pytest.raises(NotAuthenticatedError):  # its life is cut to whole seconds
        await identity.authenticate(last.access_token)
    keys = identity.sessions._access_tokens.keys
    assert keys.find(key_id(last)) is not None
    clock.move(seconds=11)
    assert keys.find(key_id(last)) is None
    assert keys.find(key.id) is not None


async def test_a_key_that_leaked_ends_at_once(
    identity: IdentityService, elsewhere: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    await elsewhere.authenticate(ada.access_token)
    pending = await rotate_signing_key(clock)
    clock.move(seconds=1)
    key = await rotate_signing_key(clock, now=True)
    clock.move(seconds=5)
    for server in (identity, elsewhere):
        with pytest.raises(NotAuthenticatedError) as refused:
            await server.authenticate(ada.access_token)
        assert refused.value.code == "UNAUTHENTICATED"
    renewed = await elsewhere.refresh(ada.refresh_token)
    assert key_id(renewed) == key.id
    await identity.authenticate(renewed.access_token)
    clock.move(seconds=60)
    assert key_id(await identity.refresh(renewed.refresh_token)) == key.id != pending.id


async def test_a_key_that_was_not_read_yet_is_read_for_its_token(
    identity: IdentityService, elsewhere: IdentityService, ada: SignedIn, clock: MovableClock
) -> None:
    await elsewhere.authenticate(ada.access_token)
    await rotate_signing_key(clock, now=True)
    clock.move(seconds=1)
    renewed = await (await _fresh(identity)).refresh(ada.refresh_token)
    await elsewhere.authenticate(renewed.access_token)


async def _fresh(identity: IdentityService) -> IdentityService:
    await identity.sessions._access_tokens.keys.keep_fresh(0)
    return identity


async def test_tokens_of_unknown_keys_cost_one_read_a_second(
    identity: IdentityService, ada: SignedIn, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = identity.sessions._access_tokens.keys
    reads, read = 0, keys._read

    async def counted() -> None:
        nonlocal reads
        reads += 1
        await read()

    monkeypatch.setattr(keys, "_read", counted)
    clock.move(seconds=1)
    forged = [jwt.encode({}, "x" * 32, headers={"kid": f"sgk_{number}", "typ": "at+jwt"}) for number in range(25)]
    results = await asyncio.gather(*(identity.authenticate(each) for each in forged), return_exceptions=True)
    assert {type(result).__mro__[1] for result in results} == {NotAuthenticatedError}
    assert reads == 1
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(forged[0])
    assert reads == 1


async def test_of_rotations_at_once_one_is_made_and_the_next_waits_for_it(ada: SignedIn, clock: MovableClock) -> None:
    results = await asyncio.gather(*(rotate_signing_key(clock) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(result, SigningKey) for result in results) == 1
    assert sum(isinstance(result, RotationUnderWayError) for result in results) == 9
    clock.move(seconds=10)
    await rotate_signing_key(clock)
    assert [key.number for key in await SigningKey.find_all().sort("number").to_list()] == [1, 2]


async def test_neither_the_secret_nor_the_database_alone_makes_the_key(
    identity: IdentityService, ledger: Ledger, clock: MovableClock, settings: Settings, ada: SignedIn
) -> None:
    await rotate_signing_key(clock)
    clock.move(seconds=10)
    renewed = await identity.refresh(ada.refresh_token)
    other = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret="another secret " * 3)
    with pytest.raises(NotAuthenticatedError):
        await other.authenticate(renewed.access_token)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(renewed.access_token, SIGNING_SECRET, algorithms=["HS256"], audience="tokentill")
    other.close()


async def test_while_the_database_is_away_the_keys_are_not_judged_by_old_ones(
    identity: IdentityService, ada: SignedIn, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> None:
        raise AutoReconnect("the database is away")

    clock.move(seconds=900)
    monkeypatch.setattr(identity.sessions._access_tokens.keys, "_read", away)
    with pytest.raises(Exception, match="Accounts cannot be reached"):
        await identity.authenticate(ada.access_token)
    monkeypatch.undo()
    with pytest.raises(AccessTokenExpiredError):
        await identity.authenticate(ada.access_token)
