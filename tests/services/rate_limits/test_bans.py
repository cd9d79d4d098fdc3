"""Bans escalate, are shared, are lifted, and are forgotten."""

import asyncio
from datetime import timedelta

import pytest

from database.setup import Database
from models.admin_action import AdminAction
from models.ban import Ban, SubjectKind
from models.ids import new_id
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotFoundError
from services.paging import PageRequest
from services.rate_limits.bans import FORGOTTEN_AFTER_SECONDS, Bans
from services.rate_limits.subject import Subject
from tests.support.clock import MovableClock


@pytest.fixture
async def bans(database: Database, clock: MovableClock) -> Bans:
    await database.bans.delete_many({})
    return Bans(AdminActions(clock), clock)


@pytest.fixture
def ada() -> Subject:
    return Subject(SubjectKind.USER, new_id("usr"))


async def stored(subject: str) -> Ban:
    """The one ban of this subject."""
    (ban,) = await Ban.find({"subject": subject}).to_list()
    return ban


async def test_each_ban_lasts_twice_as_long_up_to_a_day(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    minutes = []
    for _ in range(12):
        until = await bans.ban(ada, "user")
        assert bans.until(ada) == until
        minutes.append((until - clock.now) / timedelta(minutes=1))
        clock.now = until
        assert bans.until(ada) is None
    assert minutes == [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440, 1_440]


async def test_who_behaves_for_a_day_begins_anew(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    await bans.ban(ada, "user")
    clock.now = await bans.ban(ada, "user")
    clock.move(seconds=FORGOTTEN_AFTER_SECONDS)
    assert await bans.ban(ada, "user") == clock.now + timedelta(minutes=5)


async def test_bans_of_two_servers_at_once_both_count(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    other = Bans(AdminActions(clock), clock)
    await asyncio.gather(*(server.ban(ada, "user") for server in (bans, other) for _ in range(5)))
    assert [(ban.in_a_row, ban.limit) for ban in await Ban.find({"subject": ada.value}).to_list()] == [(10, "user")]


async def test_another_server_hears_of_a_ban_and_of_its_end(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    other, late = Bans(AdminActions(clock), clock), Bans(AdminActions(clock), clock)
    await other.refresh()
    until = await bans.ban(ada, "user")
    await other.refresh()
    await late.refresh()
    assert other.until(ada) == late.until(ada) == until
    clock.move(minutes=1)
    await bans.lift("usr_admin", (await stored(ada.value)).id)
    await other.refresh()
    assert bans.until(ada) is other.until(ada) is None


async def test_a_lifted_ban_is_recorded_and_forgotten(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    await bans.ban(ada, "user")
    await bans.ban(ada, "chat")
    ban = await stored(ada.value)
    await bans.lift("usr_admin", ban.id)
    row = await AdminAction.find_one({"target_id": ban.id})
    assert row is not None
    assert (row.admin_id, row.action, row.outcome) == ("usr_admin", "lift_ban", "done")
    assert row.details.keys() == {"kind", "limit", "since", "subject"}
    assert (row.details["kind"], row.details["limit"], row.details["subject"]) == ("user", "chat", ada.value)
    assert await bans.ban(ada, "user") == clock.now + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("kind", "subject", "named"),
    [
        (SubjectKind.ADDRESS, "192.0.2.7", "192.0.2.7"),
        (SubjectKind.ADDRESS, "192.0.2.7", "::ffff:192.0.2.7"),
        (SubjectKind.ADDRESS, "2001:db8:0:7::/64", "2001:db8:0:7::/64"),
        (SubjectKind.ADDRESS, "2001:db8:0:7::/64", "2001:DB8:0:7::1"),
        (SubjectKind.USER, "usr_1", "usr_1"),
        (SubjectKind.API_KEY, "key_1", "key_1"),
    ],
)
async def test_a_ban_is_lifted_by_whose_it_is(bans: Bans, kind: SubjectKind, subject: str, named: str) -> None:
    banned, other = Subject(kind, subject), Subject(kind, "192.0.2.8")
    for each in (banned, other):
        await bans.ban(each, "anonymous")
    ban = await stored(subject)
    assert (await bans.lift("usr_admin", named)).id == ban.id
    assert bans.until(banned) is None
    assert bans.until(other) is not None
    assert await AdminAction.find({"target_id": ban.id}).count() == 1


async def test_the_record_of_a_lifted_address_does_not_keep_the_address(bans: Bans) -> None:
    await bans.ban(Subject(SubjectKind.ADDRESS, "192.0.2.7"), "anonymous")
    ban = await stored("192.0.2.7")
    await bans.lift("usr_admin", ban.id)
    row = await AdminAction.find_one({"target_id": ban.id})
    assert row is not None
    assert row.details.keys() == {"kind", "limit", "since"}


async def test_what_a_crash_left_half_lifted_is_completed_once(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    await bans.refresh()
    await bans.ban(ada, "user")
    ban = await stored(ada.value)
    await AdminActions(clock).begin("usr_admin", "lift_ban", ban.id, new_id("eff"), {"since": ban.since})
    clock.move(seconds=61)
    assert (await bans.complete(10), await bans.complete(10)) == (1, 0)
    await bans.refresh()
    assert bans.until(ada) is None


async def test_a_ban_that_is_not_there_is_not_lifted(bans: Bans, clock: MovableClock, ada: Subject) -> None:
    clock.now = await bans.ban(ada, "user")
    stored = await Ban.find_one({"subject": ada.value})
    assert stored is not None
    for ban_id in (stored.id, "ban_unknown"):
        with pytest.raises(NotFoundError):
            await bans.lift("usr_admin", ban_id)
    assert await AdminAction.find({"target_id": stored.id}).count() == 0


async def test_bans_are_listed_in_pages_until_they_end(bans: Bans, clock: MovableClock) -> None:
    subjects = [Subject(SubjectKind.ADDRESS, f"192.0.2.{n}") for n in range(3)]
    for subject in subjects:
        await bans.ban(subject, "anonymous")
        clock.move(minutes=2)
    page = await bans.active(PageRequest(1))
    rest = await bans.active(PageRequest(5, page.rows[0].id))
    assert (page.has_next, [ban.subject for ban in (*page.rows, *rest.rows)]) == (True, ["192.0.2.2", "192.0.2.1"])
    with pytest.raises(InvalidInputError):
        await bans.active(PageRequest(1, "$gt"))
