import asyncio
from datetime import timedelta

import pytest

from database.setup import Database
from models.api_key import ApiKey, ApiScope
from models.user import Role, User, UserStatus
from services.api_keys.errors import ApiKeyExpiredError, TooManyApiKeysError
from services.api_keys.service import MOST_KEYS, ApiKeyOrder, ApiKeys, MadeApiKey
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError, NotPermittedError, TokentillError
from services.identity.account import SignedIn
from services.identity.service import IdentityService
from services.identity.session_watch import SessionWatch
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.paging import PageRequest
from tests.support.clock import MovableClock

READ = (ApiScope.READ,)


@pytest.fixture
async def signed_in(identity: IdentityService, database: Database) -> SignedIn:
    for name in ("users", "sessions", "api_keys", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    return await identity.register("ada@example.com", "a long enough passphrase, 42", "Ada")


@pytest.fixture
def ada(signed_in: SignedIn) -> Viewer:
    return signed_in.account.viewer(signed_in.session_id)


@pytest.fixture
def admin(ada: Viewer) -> Viewer:
    return Viewer(ada.user_id, ada.wallet_id, Role.ADMIN, ada.session_id)


@pytest.fixture
def keys(clock: MovableClock) -> ApiKeys:
    return ApiKeys(clock)


def order(name: str = "Report", scopes: tuple[ApiScope, ...] = READ, **more: object) -> ApiKeyOrder:
    return ApiKeyOrder(name=name, scopes=scopes, **more)  # type: ignore[arg-type]


def token_of(made: MadeApiKey) -> str:
    assert made.token is not None
    return made.token


async def set_user(ada: Viewer, **fields: str) -> None:
    await User.get_pymongo_collection().update_one({"_id": ada.user_id}, {"$set": fields})


async def test_a_key_names_its_user_and_its_scopes(keys: ApiKeys, identity: IdentityService, ada: Viewer) -> None:
    made = await keys.create(ada, order(scopes=(ApiScope.CHAT, ApiScope.READ, ApiScope.CHAT)))
    assert made.key.scopes == [ApiScope.READ, ApiScope.CHAT]
    assert await identity.authenticate(token_of(made)) == Viewer(
        ada.user_id, ada.wallet_id, Role.USER, made.key.id, frozenset({ApiScope.READ, ApiScope.CHAT})
    )


async def test_the_token_is_stored_nowhere(keys: ApiKeys, database: Database, ada: Viewer) -> None:
    token = token_of(await keys.create(ada, order()))
    (stored,) = await database["api_keys"].find().to_list()
    assert token.rpartition("_")[2] not in str(stored)
    assert token.startswith(stored["prefix"])


async def test_a_repeat_gives_the_same_key_and_no_token(keys: ApiKeys, ada: Viewer) -> None:
    asked = order(idempotency_key="k1")
    made = await asyncio.gather(*(keys.create(ada, asked) for _ in range(10)))
    assert len({each.key.id for each in made}) == 1
    assert sum(each.token is not None for each in made) == 1
    with pytest.raises(IdempotencyConflictError):
        await keys.create(ada, order("Other", idempotency_key="k1"))
    assert await ApiKey.count() == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (order(""), "name"),
        (order("x" * 101), "name"),
        (order("a\u202eb"), "name"),
        (order(scopes=()), "scopes"),
        (order(idempotency_key="no blanks"), "idempotencyKey"),
    ],
)
async def test_what_cannot_be_asked_for(keys: ApiKeys, ada: Viewer, asked: ApiKeyOrder, field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        await keys.create(ada, asked)
    assert refused.value.field == field
    assert await ApiKey.count() == 0


async def test_an_expiry_lies_ahead_but_not_too_far(keys: ApiKeys, ada: Viewer, clock: MovableClock) -> None:
    for expires_at in (clock.now, clock.now + timedelta(days=3_650, seconds=1)):
        with pytest.raises(InvalidInputError):
            await keys.create(ada, order(expires_at=expires_at))
    made = await keys.create(ada, order(expires_at=clock.now + timedelta(days=3_650)))
    assert made.token is not None


async def test_25_calls_at_once_make_20_keys(keys: ApiKeys, ada: Viewer) -> None:
    results = await asyncio.gather(*(keys.create(ada, order()) for _ in range(25)), return_exceptions=True)
    assert sum(isinstance(each, MadeApiKey) for each in results) == MOST_KEYS
    assert sum(isinstance(each, TooManyApiKeysError) for each in results) == 5
    assert await ApiKey.count() == MOST_KEYS


async def test_revoked_and_expired_keys_make_room(keys: ApiKeys, ada: Viewer, clock: MovableClock) -> None:
    soon = clock.now + timedelta(seconds=60)
    made = [await keys.create(ada, order(expires_at=soon if each == 0 else None)) for each in range(MOST_KEYS)]
    with pytest.raises(TooManyApiKeysError):
        await keys.create(ada, order())
    await keys.revoke(ada.user_id, made[1].key.id)
    await keys.create(ada, order())
    clock.move(seconds=60)
    await keys.create(ada, order())
    with pytest.raises(TooManyApiKeysError):
        await keys.create(ada, order())


async def test_the_admin_scope_is_for_admins_and_ends_with_the_role(
    keys: ApiKeys, identity: IdentityService, ada: Viewer, admin: Viewer
) -> None:
    with pytest.raises(NotPermittedError):
        await keys.create(ada, order(scopes=(ApiScope.ADMIN,)))
    assert await ApiKey.count() == 0
    await set_user(ada, role="admin")
    with_scope = token_of(await keys.create(admin, order(scopes=(ApiScope.ADMIN,))))
    without = token_of(await keys.create(admin, order()))
    assert (await identity.authenticate(with_scope)).role is Role.ADMIN
    assert (await identity.authenticate(without)).role is Role.USER
    await set_user(ada, role="user")
    assert (await identity.authenticate(with_scope)).role is Role.USER


async def test_a_key_ends_at_once(keys: ApiKeys, identity: IdentityService, ada: Viewer, clock: MovableClock) -> None:
    async def refusal(made: MadeApiKey) -> type[TokentillError]:
        with pytest.raises(NotAuthenticatedError) as refused:
            await identity.authenticate(token_of(made))
        return type(refused.value)

    short, revoked, third = [
        await keys.create(ada, order(expires_at=clock.now + timedelta(seconds=60) if each == 0 else None))
        for each in range(3)
    ]
    for made in (short, revoked, third):
        await identity.authenticate(token_of(made))
    ended = await keys.revoke(ada.user_id, revoked.key.id)
    assert ended.revoked_at == clock.now
    assert await refusal(revoked) is NotAuthenticatedError
    clock.move(seconds=60)
    assert await refusal(short) is ApiKeyExpiredError
    assert (await keys.revoke(ada.user_id, revoked.key.id)).revoked_at == ended.revoked_at
    await identity.authenticate(token_of(third))
    await set_user(ada, status=UserStatus.SUSPENDED.value)
    assert await refusal(third) is NotAuthenticatedError


async def test_a_known_prefix_with_another_secret_is_refused(
    keys: ApiKeys, identity: IdentityService, ada: Viewer
) -> None:
    made = await keys.create(ada, order())
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(f"{made.key.prefix}_{'A' * 43}")


async def test_the_last_use_is_written_once_a_minute(
    keys: ApiKeys, identity: IdentityService, ada: Viewer, clock: MovableClock
) -> None:
    made = await keys.create(ada, order())
    began = clock.now

    async def last_used() -> object:
        await identity.authenticate(token_of(made))
        await asyncio.gather(*identity.sessions._key_callers._notes.values())
        stored = await ApiKey.get(made.key.id)
        assert stored is not None
        return stored.last_used_at

    assert await last_used() == began
    clock.move(seconds=59)
    assert await last_used() == began
    clock.move(seconds=1)
    assert await last_used() == clock.now


async def test_keys_are_their_users_own(keys: ApiKeys, identity: IdentityService, ada: Viewer) -> None:
    first, second = [await keys.create(ada, order(name)) for name in ("First", "Second")]
    with pytest.raises(NotFoundError):
        await keys.revoke("usr_other", first.key.id)
    await identity.authenticate(token_of(first))
    assert (await keys.page("usr_other", PageRequest(10))).rows == []
    newest = await keys.page(ada.user_id, PageRequest(1))
    assert ([each.id for each in newest.rows], newest.has_next) == ([second.key.id], True)
    rest = await keys.page(ada.user_id, PageRequest(1, second.key.id))
    assert ([each.id for each in rest.rows], rest.has_next) == ([first.key.id], False)


@pytest.mark.parametrize(
    ("how", "code"),
    [("revoked", "UNAUTHENTICATED"), ("expired", "UNAUTHENTICATED"), ("suspended", "ACCOUNT_SUSPENDED")],
)
async def test_what_a_key_has_open_ends_with_it(
    keys: ApiKeys, identity: IdentityService, ada: Viewer, clock: MovableClock, how: str, code: str
) -> None:
    made = await keys.create(ada, order(expires_at=clock.now + timedelta(seconds=60)))
    lasting = await keys.create(ada, order())
    watch = SessionWatch(identity.sessions._access_tokens, clock, look_seconds=0.05)
    watching = watch.endings(token_of(made))
    ending = asyncio.ensure_future(anext(watching))
    others = asyncio.ensure_future(anext(watch.endings(token_of(lasting))))
    await asyncio.sleep(0.2)
    assert not ending.done()
    if how == "revoked":
        await keys.revoke(ada.user_id, made.key.id)
    elif how == "expired":
        clock.move(seconds=60)
    else:
        await set_user(ada, status="suspended")
    told = await ending
    assert (told.error.code, told.final) == (code, True)
    assert [each async for each in watching] == []
    assert others.done() is (how == "suspended")
    others.cancel()
    watch.close()


async def test_a_session_that_is_over_leaves_no_key(
    keys: ApiKeys, identity: IdentityService, ada: Viewer, database: Database
) -> None:
    await identity.sessions.end_all(ada.user_id, reason="logout_everywhere")
    with pytest.raises(NotAuthenticatedError):
        await keys.create(ada, order())
    assert await database["api_keys"].count_documents({"user_id": ada.user_id, "revoked_at": None}) == 0
