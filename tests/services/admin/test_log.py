"""F7: the record is read by admin, target, action and time; names of who was erased are gone from it, and ids stay."""

from datetime import UTC, datetime, timedelta

import pytest

from models.admin_action import AdminAction
from models.ids import first_id, new_id
from models.user import User, UserStatus
from services.admin.actions import DONE, AdminActions
from services.admin.log import AuditedUser, AuditLog, AuditLogFilter, ChangedValue, asked_values, changed_values
from services.errors import InvalidInputError
from services.paging import PageRequest


@pytest.fixture
def log() -> AuditLog:
    return AuditLog()


@pytest.fixture
async def actions(database, clock) -> AdminActions:
    await AdminAction.delete_all()
    return AdminActions(clock)


def begun_at(moment: datetime, number: int) -> str:
    """An id as it was made at that moment."""
    return first_id("act", moment)[:-1] + str(number)


async def rows(clock) -> None:
    """Four of two admins about two users, a day apart."""
    for number, (admin, action, target) in enumerate(
        [
            ("usr_1", "suspend_user", "usr_a"),
            ("usr_2", "grant_tokens", "usr_b"),
            ("usr_1", "grant_tokens", "usr_a"),
            ("usr_1", "activate_user", "usr_b"),
        ]
    ):
        at = clock.now + timedelta(days=number)
        values = {"admin_id": admin, "action": action, "target_id": target, "effect_id": new_id("eff"), "at": at}
        await AdminAction(id=begun_at(at, number), details={"reason": str(number)}, **values).insert()


async def read(log: AuditLog, first: int = 10, **wanted: object) -> list[str]:
    """All pages, as the numbers of the rows."""
    found, after = list[str](), None
    while True:
        page = await log.page(AuditLogFilter(**wanted), PageRequest(first=first, after=after))
        found += [row.details["reason"] for row in page.rows]
        if not page.has_next:
            return found
        after = page.rows[-1].id


async def test_it_is_read_newest_first_by_whatever_is_asked(log, actions, clock):
    await rows(clock)
    begin = clock.now
    for first in (1, 10):
        assert await read(log, first) == ["3", "2", "1", "0"]
        assert await read(log, first, admin_id="usr_1") == ["3", "2", "0"]
        assert await read(log, first, target_id="usr_a") == ["2", "0"]
        assert await read(log, first, action="grant_tokens") == ["2", "1"]
        assert await read(log, first, since=begin + timedelta(days=1)) == ["3", "2", "1"]
        assert await read(log, first, until=begin + timedelta(days=1)) == ["0"]
        assert await read(log, first, since=begin + timedelta(days=1), until=begin + timedelta(days=3)) == ["2", "1"]
    assert await read(log, admin_id="usr_1", target_id="usr_b", action="activate_user") == ["3"]
    assert await read(log, admin_id='{"$ne": null}') == []


async def test_what_is_no_cursor_and_no_range_is_refused(log, actions, clock):
    for after in ("", "act_1", "usr_00000000000000000000000000"):
        with pytest.raises(InvalidInputError):
            await log.page(AuditLogFilter(), PageRequest(first=1, after=after))
    with pytest.raises(InvalidInputError):
        await read(log, since=clock.now, until=clock.now - timedelta(days=1))
    with pytest.raises(InvalidInputError):
        await read(log, target_id="x" * 201)


async def test_a_row_says_what_was_asked_and_what_it_changed(actions):
    asked = {"amount": 7, "reason": "Because", "expires_at": None, "before": {"a": 1}}
    row = await actions.begin("usr_1", "grant_tokens", "usr_a", "eff_1", asked, after={"a": 1, "b": [True]})
    assert asked_values(row) == [("amount", "7"), ("reason", "Because")]
    assert changed_values(row) == [ChangedValue("b", None, "[true]")]


async def test_a_row_is_completed_once_and_stays_as_it_was_begun(actions, clock):
    await actions.begin("usr_1", "set_balance", "usr_a", "eff_1", {"reason": "Because"})
    assert await actions.complete("eff_1", DONE, before={"available": 1}, after={"available": 2})
    completed = (await AdminAction.find_one({"effect_id": "eff_1"})).model_dump()
    clock.move(hours=1)
    assert not await actions.complete("eff_1", "REFUSED", before={"available": 5}, after={"available": 6})
    again = await actions.begin("usr_2", "grant_tokens", "usr_b", "eff_1", {"reason": "Another"})
    assert again.model_dump() == completed
    assert await AdminAction.count() == 1


async def test_whoever_was_erased_is_an_id(log, actions, clock):
    ada = User(email="ada@example.com", name="Ada", password_hash=None, created_at=clock())
    bob = User(email=None, name="Deleted user", password_hash=None, status=UserStatus.ERASED, created_at=clock())
    await User.insert_many([ada, bob])
    assert await log.users([bob.id, ada.id, "command line", ada.id]) == [
        None,
        AuditedUser(ada.id, "ada@example.com", "Ada"),
        None,
        AuditedUser(ada.id, "ada@example.com", "Ada"),
    ]


@pytest.mark.parametrize("field", ["admin_id", "target_id", "action"])
async def test_each_filter_has_an_index(database, actions, field):
    asked = {"find": "admin_actions", "filter": {field: "x"}, "sort": {"_id": -1}, "limit": 5}
    explained = await database.command("explain", asked, verbosity="queryPlanner")
    plan = explained["queryPlanner"]["winningPlan"]
    inner = plan
    while "inputStage" in inner:
        inner = inner["inputStage"]
    assert (inner["stage"], inner["indexName"]) == ("IXSCAN", f"newest_of_{field.removesuffix('_id')}")


async def test_a_range_may_begin_with_the_first_moment_and_end_with_the_last(log, actions, clock):
    await rows(clock)
    since, until = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert await read(log, since=since, until=until) == ["3", "2", "1", "0"]
