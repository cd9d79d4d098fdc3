"""F1: status and role change together with the end of their row; the last admin and the caller's own account stay."""

import asyncio

import pytest

from database.setup import Database
from models.admin_action import AdminAction
from models.ids import new_id
from models.user import Role, User, UserStatus
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError
from services.identity.errors import LastAdminError, OwnAccountError
from services.identity.role_changes import RoleChanges
from services.identity.service import IdentityService
from services.identity.suspension import Suspensions
from services.identity.user_edits import UserEdits
from tests.support.clock import MovableClock
from tests.support.kill_switch import kill_switch

PASSWORD = "a long enough passphrase"


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "admin_actions"):
        await database[name].delete_many({})


@pytest.fixture
def suspensions(clock: MovableClock) -> Suspensions:
    return Suspensions(AdminActions(clock), clock)


@pytest.fixture
def roles(identity: IdentityService, clock: MovableClock) -> RoleChanges:
    return RoleChanges(UserEdits(AdminActions(clock), clock), identity.sessions)


async def person(clock: MovableClock, role: Role = Role.USER) -> User:
    user = User(email=f"{new_id('a')}@example.com", name="A", password_hash=None, role=role, created_at=clock())
    await user.insert()
    return user


async def of(user: User) -> tuple[Role, UserStatus]:
    stored = await User.get(user.id)
    assert stored is not None
    return stored.role, stored.status


async def rows() -> list[tuple[str, object, object, str | None]]:
    found = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.before, row.after, row.outcome) for row in found]


async def test_a_row_says_from_what_to_what(suspensions: Suspensions, roles: RoleChanges, clock: MovableClock) -> None:
    admin, ada = await person(clock, Role.ADMIN), await person(clock)
    await suspensions.suspend(admin.id, ada.id, "Spam")
    await roles.set_role(admin.id, ada.id, Role.ADMIN, "Helps out")
    assert await of(ada) == (Role.ADMIN, UserStatus.SUSPENDED)
    assert await rows() == [
        ("suspend_user", {"status": "active"}, {"status": "suspended"}, "done"),
        ("set_user_role", {"role": "user"}, {"role": "admin"}, "done"),
    ]


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_killed_in_between_the_sweeper_completes_it(
    suspensions: Suspensions, clock: MovableClock, step: int
) -> None:
    ada = await person(clock)
    await person(clock, Role.ADMIN)
    with kill_switch(step), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await suspensions.suspend("usr_admin", ada.id, "Spam")
    clock.move(minutes=2)
    assert await suspensions.complete(100) == 1
    assert await of(ada) == (Role.USER, UserStatus.SUSPENDED)
    assert [row[3] for row in await rows()] == ["done"]
    assert await suspensions.complete(100) == 0


async def test_what_a_crash_left_never_comes_after_what_followed_it(
    suspensions: Suspensions, clock: MovableClock
) -> None:
    ada = await person(clock)
    await person(clock, Role.ADMIN)
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await suspensions.suspend("usr_admin", ada.id, "Spam")
    await suspensions.activate("usr_admin", ada.id, "It was no spam")
    clock.move(minutes=2)
    assert await suspensions.complete(100) == 0
    assert await of(ada) == (Role.USER, UserStatus.ACTIVE)
    assert [row[0] for row in await rows()] == ["suspend_user", "activate_user"]


async def test_nobody_suspends_or_demotes_themself(
    suspensions: Suspensions, roles: RoleChanges, clock: MovableClock
) -> None:
    admin, _other = await person(clock, Role.ADMIN), await person(clock, Role.ADMIN)
    with pytest.raises(OwnAccountError):
        await suspensions.suspend(admin.id, admin.id, "I am tired")
    with pytest.raises(OwnAccountError):
        await roles.set_role(admin.id, admin.id, Role.USER, "I am tired")
    assert (await of(admin), await rows()) == ((Role.ADMIN, UserStatus.ACTIVE), [])


async def test_of_two_admins_who_demote_each_other_one_stays(roles: RoleChanges, clock: MovableClock) -> None:
    one, other = await person(clock, Role.ADMIN), await person(clock, Role.ADMIN)
    ends = await asyncio.gather(
        roles.set_role(one.id, other.id, Role.USER, "Mine"),
        roles.set_role(other.id, one.id, Role.USER, "Mine"),
        return_exceptions=True,
    )
    assert sorted(type(end).__name__ for end in ends) == ["LastAdminError", "str"]
    assert sorted([await of(one), await of(other)]) == [(Role.ADMIN, UserStatus.ACTIVE), (Role.USER, UserStatus.ACTIVE)]
    assert {row[3] for row in await rows()} <= {"done", "LAST_ADMIN"}


async def test_the_last_admin_is_not_suspended_by_the_command_line_either(
    suspensions: Suspensions, clock: MovableClock
) -> None:
    admin, resting = await person(clock, Role.ADMIN), await person(clock, Role.ADMIN)
    await suspensions.suspend("command line", resting.id, "On leave")
    with pytest.raises(LastAdminError):
        await suspensions.suspend("command line", admin.id, "On leave, too")
    assert await of(admin) == (Role.ADMIN, UserStatus.ACTIVE)


async def test_whoever_is_no_admin_any_more_is_signed_out_at_once(
    identity: IdentityService, roles: RoleChanges, clock: MovableClock
) -> None:
    boss = await person(clock, Role.ADMIN)
    ada = await identity.register("ada@example.com", PASSWORD, "Ada")
    await roles.set_role(boss.id, ada.account.id, Role.ADMIN, "Helps out")
    clock.move(seconds=3)
    assert (await identity.authenticate(ada.access_token)).role is Role.ADMIN
    await roles.set_role(boss.id, ada.account.id, Role.USER, "Has left")
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(ada.access_token)
    again = await identity.login("ada@example.com", PASSWORD)
    assert (await identity.authenticate(again.access_token)).role is Role.USER


async def test_guests_and_nobodies_have_no_role(roles: RoleChanges, clock: MovableClock) -> None:
    guest = User(email=None, name="Guest", password_hash=None, role=Role.GUEST, created_at=clock())
    await guest.insert()
    for user_id, role in ((guest.id, Role.ADMIN), ((await person(clock)).id, Role.GUEST)):
        with pytest.raises(InvalidInputError):
            await roles.set_role("usr_admin", user_id, role, "Because")
    with pytest.raises(NotFoundError):
        await roles.set_role("usr_admin", new_id("usr"), Role.ADMIN, "Because")
    assert await rows() == []
