from collections.abc import Iterator

import pytest

from database.setup import Database
from models.api_key import ApiScope
from models.user import User
from services.api_keys.service import ApiKeyOrder, ApiKeys
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError
from services.identity.admin_password import reset_admin_password
from services.identity.errors import InvalidCredentialsError, SessionExpiredError
from services.identity.passwords import PasswordKeeper
from services.identity.service import IdentityService
from services.identity.sessions import Sessions
from tests.support.clock import MovableClock

EMAIL = "admin@tokentill.example"


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots", "attempt_counts"):
        await database[name].delete_many({})


@pytest.fixture
def passwords() -> Iterator[PasswordKeeper]:
    keeper = PasswordKeeper()
    yield keeper
    keeper.close()


@pytest.fixture
def sessions(clock: MovableClock) -> Sessions:
    return Sessions(life_seconds=3_600, clock=clock)


async def test_the_new_password_works_and_the_old_one_and_its_sessions_do_not(
    database: Database, identity: IdentityService, passwords: PasswordKeeper, sessions: Sessions, clock: MovableClock
) -> None:
    old = await identity.ensure_admin()
    assert old is not None
    before = [await identity.login(EMAIL, old) for _ in range(2)]
    other = await identity.register("ada@example.com", "a long enough passphrase", "Ada")
    api_keys = ApiKeys(clock)
    order = ApiKeyOrder(name="Report", scopes=[ApiScope.ADMIN])
    made = await api_keys.create(await identity.authenticate(before[0].access_token), order)
    for _ in range(6):
        with pytest.raises(InvalidCredentialsError):
            await identity.login(EMAIL, "wrong horse")
    admin_id = before[0].account.id
    thief = {
        "_id": "github:eve",
        "provider": "github",
        "subject": "eve",
        "user_id": admin_id,
        "slot": f"{admin_id}:github",
    }
    await database["external_identities"].insert_one(thief)
    new = await reset_admin_password(
        " Admin@Tokentill.example ", passwords=passwords, sessions=sessions, api_keys=api_keys, clock=clock
    )
    assert len(new) == 24
    assert new != old
    clock.move(seconds=3)  # so long a standing is remembered, at most
    for signed_in in before:
        with pytest.raises(NotAuthenticatedError):
            await identity.authenticate(signed_in.access_token)
        with pytest.raises(SessionExpiredError):
            await identity.refresh(signed_in.refresh_token)
    assert made.token is not None
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(made.token)
    with pytest.raises(InvalidCredentialsError):
        await identity.login(EMAIL, old)
    await identity.login(EMAIL, new)
    await identity.authenticate(other.access_token)
    row = await database["external_identities"].find_one_and_delete({"_id": "github:eve"})
    assert row is not None
    assert row["slot"] is None


async def test_it_is_for_admins_only(
    identity: IdentityService, passwords: PasswordKeeper, sessions: Sessions, clock: MovableClock
) -> None:
    api_keys = ApiKeys(clock)
    signed_in = await identity.register("ada@example.com", "a long enough passphrase", "Ada")
    stored = await User.get_pymongo_collection().find_one({"email": "ada@example.com"})
    for email in ("ada@example.com", "nobody@example.com"):
        with pytest.raises(NotFoundError):
            await reset_admin_password(email, passwords=passwords, sessions=sessions, api_keys=api_keys, clock=clock)
    with pytest.raises(InvalidInputError):
        await reset_admin_password("no address", passwords=passwords, sessions=sessions, api_keys=api_keys, clock=clock)
    assert await User.get_pymongo_collection().find_one({"email": "ada@example.com"}) == stored
    await identity.refresh(signed_in.refresh_token)
