"""F3: replies by model and over time, from the outcomes of the last minutes and from sums of quarters alike."""

from datetime import UTC, datetime, timedelta

import pytest

from models.active_day import ActiveDay
from models.chat_outcome import ChatOutcome
from models.chat_quarter import ChatDay, ChatQuarter
from models.generation import FailedRoute
from models.ids import new_id
from models.sweep_cursor import SweepCursor
from services.errors import InvalidInputError
from services.latency_bins import bin_of
from services.overview import Overviews, Quarters
from services.usage import StatsRange, TimeBucket

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
FAST, SLOW = bin_of(40), bin_of(63)


@pytest.fixture
async def overviews(database, clock) -> Overviews:
    for model in (ChatOutcome, ChatQuarter, ChatDay, ActiveDay, SweepCursor):
        await model.find({}).delete()
    return Overviews(clock)


@pytest.fixture
def quarters(clock) -> Quarters:
    return Quarters(clock)


async def ended(minutes: float, **changed) -> None:
    values = {
        "id": new_id("gen"), "at": START + timedelta(minutes=minutes), "user_id": "usr_ada", "purpose": "chat",
        "provider": "one", "model_id": "one/a", "state": "done", "first_text_bin": FAST, "whole_bin": SLOW,
        "input_tokens": 10, "output_tokens": 5, "cost": 15, "expires_at": START + timedelta(days=40),
    }  # fmt: skip
    await ChatOutcome(**{**values, **changed}).insert()


def failed(code: str, state: str = "failed") -> dict[str, object]:
    nothing = {"first_text_bin": None, "whole_bin": None, "input_tokens": 0, "output_tokens": 0, "cost": 0}
    return {"state": state, "code": code, **nothing}


async def a_morning() -> None:
    """In four quarters, by two providers and three users."""
    await ended(1, provider_nanodollars=700, charged_nanodollars=1_000)
    await ended(14, user_id="usr_bob", first_text_bin=SLOW, provider_nanodollars=300)
    await ended(16, **failed("PROVIDER_TIMEOUT"))
    await ended(31, **failed("INSUFFICIENT_TOKENS", "refused"), user_id="usr_eve")
    route = FailedRoute(provider="one", model_id="one/a", code="PROVIDER_AUTH")
    await ended(46, provider="two", model_id="two/b", failed_routes=[route])
    await ended(47, broke_off=True, whole_bin=None)


WHOLE = StatsRange(since=START, until=START + timedelta(hours=1), bucket=TimeBucket.HOUR, timezone="UTC")


async def check_the_morning(overviews: Overviews) -> None:
    found = await overviews.overview(WHOLE)
    (provider_one, one), (provider_two, two) = found.providers
    assert (provider_one, provider_two) == ("one", "two")
    assert (one.requests, one.succeeded, one.failed, one.refused) == (5, 3, 1, 1)
    assert (one.asked, one.provider_failures) == (5, 3)
    assert one.failures == {"PROVIDER_TIMEOUT": 1, "INSUFFICIENT_TOKENS": 1}
    assert (one.first_text, one.whole) == ({FAST: 2, SLOW: 1}, {SLOW: 2})
    assert (one.input_tokens, one.output_tokens, one.cost) == (30, 15, 45)
    assert (one.provider_nanodollars, one.priced, one.margin_nanodollars, one.compared) == (1_000, 2, 300, 1)
    assert (two.requests, two.asked, two.provider_failures) == (1, 1, 0)
    assert [name for name, _ in found.models] == [("one", "one/a"), ("two", "two/b")]
    (part,) = found.series
    assert (part.start, part.chats.requests, part.chats.failed) == (START, 6, 1)
    assert found.totals.requests == 6
    assert (found.active.day, found.active.week, found.active.month) == (3, 3, 3)


async def test_nothing_has_to_be_summed_up_before(overviews):
    await a_morning()
    await check_the_morning(overviews)
    assert await ChatQuarter.find({}).count() == 0


async def test_the_sums_say_what_the_outcomes_said(overviews, quarters, clock):
    await a_morning()
    clock.now = START + timedelta(minutes=39)
    assert await quarters.sweep(100) == 1
    await check_the_morning(overviews)  # in part by sums, in part by outcomes
    clock.now = START + timedelta(hours=2)
    assert await quarters.sweep(100) == 3
    assert await quarters.summed_to() == START + timedelta(minutes=105)
    await ChatOutcome.find({}).delete()  # as a month later
    await check_the_morning(overviews)


async def test_whole_days_are_read_from_their_sums(overviews, quarters, clock):
    await a_morning()
    await ended(-11 * 60)  # on the day before
    await ended(24 * 60)
    clock.now = START + timedelta(days=3)
    await quarters.sweep(100)
    await ChatOutcome.find({}).delete()
    days = await ChatDay.find({}).sort("_id").to_list()
    assert [(day.start.day, day.model_id, day.requests) for day in days] == [
        (28, "one/a", 1), (1, "one/a", 5), (1, "two/b", 1), (2, "one/a", 1),
    ]  # fmt: skip
    week = StatsRange(
        since=START - timedelta(days=1), until=START + timedelta(days=2), bucket=TimeBucket.DAY, timezone="UTC"
    )
    found = await overviews.overview(week)
    assert [(part.start.day, part.chats.requests) for part in found.series] == [(28, 1), (1, 6), (2, 1)]
    assert [(name, sums.requests) for name, sums in found.providers] == [("one", 7), ("two", 1)]
    await ChatQuarter.find({"start": {"$lt": START.replace(hour=0) + timedelta(days=1)}}).delete()
    found = await overviews.overview(week)  # but for the ends of the range, which are no whole days
    assert [(name, sums.requests) for name, sums in found.providers] == [("one", 6), ("two", 1)]


async def test_summing_up_again_changes_nothing(overviews, quarters, clock):
    await a_morning()
    clock.now = START + timedelta(hours=2)
    await quarters.sweep(2)
    first = await ChatQuarter.find({}).sort("_id").to_list()
    await quarters.begin_again()
    assert await quarters.sweep(2) == 2
    assert await ChatQuarter.find({}).sort("_id").to_list() == first
    await quarters.sweep(100)
    await check_the_morning(overviews)


async def test_what_is_old_is_not_summed_up_again_from_the_little_that_is_left(overviews, quarters, clock):
    await a_morning()
    clock.now = START + timedelta(hours=2)
    await quarters.sweep(100)
    clock.now = START + timedelta(days=39)
    await ChatOutcome.find({"user_id": "usr_ada"}).delete()
    await quarters.begin_again()
    assert await quarters.sweep(100) == 0
    await check_the_morning(overviews)


async def test_parts_of_time_begin_by_the_clocks_of_the_place(overviews):
    await ended(25)
    await ended(35)
    kolkata = StatsRange(since=START, until=START + timedelta(hours=1), bucket=TimeBucket.HOUR, timezone="Asia/Kolkata")
    found = await overviews.overview(kolkata)
    begins = [START - timedelta(minutes=30), START + timedelta(minutes=30)]
    assert [(part.start, part.chats.requests) for part in found.series] == list(zip(begins, (1, 1), strict=True))


async def test_a_range_is_widened_to_whole_quarters(overviews):
    await ended(1)
    await ended(14)
    inside = StatsRange(
        since=START + timedelta(minutes=5), until=START + timedelta(minutes=6), bucket=TimeBucket.HOUR, timezone="UTC"
    )
    found = await overviews.overview(inside)
    assert (found.since, found.until, found.totals.requests) == (START, START + timedelta(minutes=15), 2)


@pytest.mark.parametrize("zone", ["Nowhere/At_all", "posixrules", ""])
async def test_an_unknown_zone_is_refused(overviews, zone):
    await ended(1)
    with pytest.raises(InvalidInputError):
        await overviews.overview(
            StatsRange(since=START, until=START + timedelta(hours=1), bucket=TimeBucket.HOUR, timezone=zone)
        )
