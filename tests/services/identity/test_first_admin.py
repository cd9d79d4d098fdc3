import asyncio

import pytest

from database.setup import Database
from models.user import Role, User
from services.identity.service import IdentityService
from services.ledger import Ledger
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})


async def test_the_first_start_makes_an_admin_with_a_password_told_once(
    identity: IdentityService, ledger: Ledger
) -> None:
    password = await identity.ensure_admin()
    assert password is not None
    assert len(password) == 24
    assert password.isalnum()
    signed_in = await identity.login("admin@tokentill.example", password)
    assert signed_in.account.role is Role.ADMIN
    assert (await identity.authenticate(signed_in.access_token)).role is Role.ADMIN
    assert (await ledger.balance(signed_in.account.wallet_id)).available == 10_000
    assert await identity.ensure_admin() is None
    assert await User.find_all().count() == 1


async def test_servers_that_start_together_make_one_admin(
    identity: IdentityService, ledger: Ledger, clock: MovableClock, settings: Settings
) -> None:
    other = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    told = await asyncio.gather(*(each.ensure_admin() for each in (identity, other) for _ in range(5)))
    passwords = [password for password in told if password is not None]
    assert len(passwords) == 1
    await other.login("admin@tokentill.example", passwords[0])
    assert await User.find_all().count() == 1
    other.close()


async def test_a_user_who_has_the_email_is_not_promoted(identity: IdentityService) -> None:
    await identity.register("admin@tokentill.example", "a long enough passphrase", "Eve")
    assert await identity.ensure_admin() is None
    users = await User.find_all().to_list()
    assert [user.role for user in users] == [Role.USER]


async def test_an_admin_of_another_email_is_enough(identity: IdentityService) -> None:
    account = (await identity.register("boss@example.com", "a long enough passphrase", "Boss")).account
    await User.get_pymongo_collection().update_one({"_id": account.id}, {"$set": {"role": "admin"}})
    assert await identity.ensure_admin() is None
    assert await User.find_all().count() == 1
