import pytest

from database.setup import Database
from models.admin_action import AdminAction
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError
from services.identity.errors import AccountSuspendedError
from services.identity.service import IdentityService
from services.identity.suspension import Suspensions
from tests.support.clock import MovableClock

PASSWORD = "a long enough passphrase"


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in ("users", "sessions", "admin_actions"):
        await database[name].delete_many({})


@pytest.fixture
def suspensions(clock: MovableClock) -> Suspensions:
    return Suspensions(AdminActions(clock))


async def test_a_suspended_user_can_do_nothing_until_activated(
    identity: IdentityService, suspensions: Suspensions, clock: MovableClock
):
    ada = await identity.register("ada@example.com", PASSWORD, "Ada")
    assert await suspensions.suspend("usr_admin", " Ada@Example.com ", " Spam ") == ada.account.id
    clock.move(seconds=3)  # so long a standing is remembered, at most
    with pytest.raises(NotAuthenticatedError):
        await identity.authenticate(ada.access_token)
    for call in (identity.login("ada@example.com", PASSWORD), identity.refresh(ada.refresh_token)):
        with pytest.raises(AccountSuspendedError):
            await call
    assert await suspensions.activate("command line", "ada@example.com", "Was a mistake") == ada.account.id
    clock.move(seconds=3)
    assert (await identity.authenticate(ada.access_token)).user_id == ada.account.id
    await identity.refresh(ada.refresh_token)
    rows = await AdminAction.find({"target_id": ada.account.id}).sort("+_id").to_list()
    assert [(row.admin_id, row.action, row.details, row.outcome) for row in rows] == [
        ("usr_admin", "suspend_user", {"reason": "Spam"}, "done"),
        ("command line", "activate_user", {"reason": "Was a mistake"}, "done"),
    ]


async def test_nothing_is_done_without_a_user_and_a_reason(identity: IdentityService, suspensions: Suspensions):
    await identity.register("ada@example.com", PASSWORD, "Ada")
    for reason in (" ", "x" * 501, "a\x00b"):
        with pytest.raises(InvalidInputError) as caught:
            await suspensions.suspend("usr_admin", "ada@example.com", reason)
        assert caught.value.field == "reason"
    with pytest.raises(NotFoundError):
        await suspensions.suspend("usr_admin", "nobody@example.com", "Spam")
    assert await AdminAction.count() == 0
    await identity.login("ada@example.com", PASSWORD)
