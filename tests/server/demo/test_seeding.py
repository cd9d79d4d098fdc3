"""The made-up business adds up like a real one, and is the same for the same seed (G7)."""

from datetime import UTC, datetime, timedelta

import pytest

from database.setup import Database, set_up
from models.chat_quarter import ChatDay, ChatQuarter
from models.ids import moment_of, new_id
from models.payment import Payment
from models.user import User
from server.demo.seeding import DemoSeeded, seed_demo
from server.demo.story import Deed, people_of
from services.chat.recount import recount
from services.ledger.audit import audit_ledger
from services.overview import Quarters
from settings import Settings

END = datetime(2026, 3, 1, tzinfo=UTC)
SEED, PEOPLE = 7, 5


@pytest.fixture(scope="module")
async def made(database: Database, settings: Settings) -> DemoSeeded:
    return await seed_demo(database, settings, seed=SEED, people=PEOPLE, end=END)


async def test_the_books_add_up(made, database):
    report = await audit_ledger(database)
    assert (report.findings, report.entries) == ([], made.entries)
    assert made.entries > 2 * made.replies > 0
    assert (await recount(fix=False)).found == 0


async def test_everything_is_as_old_as_it_says(made):
    users = await User.find({"role": "user"}).to_list()
    assert len(users) == PEOPLE
    for row in [*users, *await Payment.find({}).to_list()]:
        assert END - timedelta(days=366) < row.created_at < END
        assert abs(moment_of(row.id) - row.created_at) < timedelta(seconds=5)


async def test_no_server_asks_a_gateway_about_its_payments(made):
    assert await Payment.find({"livemode": False}).count() == 0
    assert await Payment.find({"open": True}).count() == 0


async def test_the_sums_are_those_that_the_sweeper_makes(made, database):
    before = [await model.find({}).sort("_id").to_list() for model in (ChatQuarter, ChatDay)]
    assert sum(int(row.requests) for row in before[0]) >= made.replies
    await ChatQuarter.find({}).delete()
    await ChatDay.find({}).delete()
    await database["sweep_cursors"].delete_many({})
    quarters = Quarters(lambda: END)
    while await quarters.sweep(100):
        pass
    assert [await model.find({}).sort("_id").to_list() for model in (ChatQuarter, ChatDay)] == before


async def test_the_same_seed_makes_the_same_business(made, mongo_client, settings, database):
    again = mongo_client[new_id("test")]
    await set_up(again)
    try:
        assert await seed_demo(again, settings, seed=SEED, people=PEOPLE, end=END) == made
        wallets = [await each["ledger_entries"].distinct("wallet") for each in (database, again)]
        assert wallets[0] == wallets[1]
    finally:
        await mongo_client.drop_database(again)
        await set_up(database)


def test_five_hundred_people_do_all_there_is():
    people = people_of(1, 500, END)
    deeds = {event.deed for person in people for event in person.events}
    assert deeds == set(Deed)
    assert len({person.email for person in people}) == 500
    for person in people:
        moments = [event.at for event in person.events]
        assert moments == sorted(moments)
        assert all(person.signed_up_at < at < END for at in moments)


def test_another_seed_makes_another_business():
    assert [each.signed_up_at for each in people_of(1, 3, END)] != [each.signed_up_at for each in people_of(2, 3, END)]
