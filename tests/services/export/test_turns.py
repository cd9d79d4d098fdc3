"""One export at a time for a user, and so many a day, however many ask at once."""

import asyncio

import pytest

from database.setup import Database
from models.ids import new_id
from services.export.errors import ExportLimitReachedError, ExportRunningError
from services.export.turns import LEASE, MOST_A_DAY, ExportTurns
from tests.support.clock import MovableClock


@pytest.fixture
def turns(database: Database, clock: MovableClock) -> ExportTurns:
    return ExportTurns(clock)


async def test_of_many_at_once_one_has_the_turn(turns: ExportTurns) -> None:
    user = new_id("usr")
    taken = await asyncio.gather(*(turns.take(user) for _ in range(8)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in taken) == ["ExportRunningError"] * 7 + ["str"]
    await turns.take(new_id("usr"))


async def test_a_turn_ends_when_it_is_given_back_or_not_kept(turns: ExportTurns, clock: MovableClock) -> None:
    user = new_id("usr")
    first = await turns.take(user)
    clock.move(seconds=60)
    assert await turns.keep(user, first)
    clock.move(seconds=60)
    with pytest.raises(ExportRunningError):
        await turns.check(user)
    clock.move(seconds=LEASE.total_seconds())
    second = await turns.take(user)
    assert not await turns.keep(user, first)
    await turns.give_back(user, first)
    with pytest.raises(ExportRunningError):
        await turns.take(user)
    await turns.give_back(user, second)
    await turns.take(user)


async def test_a_day_has_so_many(turns: ExportTurns, clock: MovableClock) -> None:
    user = new_id("usr")
    for _ in range(MOST_A_DAY):
        await turns.check(user)
        await turns.give_back(user, await turns.take(user))
    for refused in (turns.check, turns.take):
        with pytest.raises(ExportLimitReachedError, match=r"^Your data can be taken 5 times a day; go on tomorrow\.$"):
            await refused(user)
    clock.move(hours=12)
    await turns.take(user)
