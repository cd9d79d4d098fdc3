"""What is counted of a key, and its limits, over several servers."""

import asyncio
from datetime import UTC, datetime

import pytest

from models.provider_key import ProviderKeyUse
from services.paging import PageRequest
from services.provider_keys.views import KeyStatus

HELLO = "Hello"
COST = 20_000
"""Ten tokens in at $1, five out at $2 for a million, in billionths of a dollar."""


async def used(server, key_id: str) -> tuple[int, int, int, int]:
    await server.keys.close()
    row = await ProviderKeyUse.get(key_id)
    return row.day_requests, row.day_nanodollars, row.month_requests, row.month_nanodollars


async def test_requests_and_what_they_cost_are_counted(server, upstream) -> None:
    one = server("sk-settings")
    await one.provider.list_models()
    assert [await one.ask() for _ in range(3)] == [HELLO] * 3
    assert await used(one, "settings:acme") == (3, 3 * COST, 3, 3 * COST)
    cheap = await one.add("sk-cheap", cost_per_mille=333)
    assert await one.ask() == HELLO
    assert await used(one, cheap.key.id) == (1, 6_660, 1, 6_660)


async def test_of_many_at_once_on_two_servers_exactly_as_many_are_let_in_as_may(server, upstream) -> None:
    one, two = server("sk-settings"), server("sk-settings")
    limited = await one.add("sk-limited", requests_per_day=7)
    assert await asyncio.gather(*(each.ask() for each in [one, two] * 10)) == [HELLO] * 20
    assert (upstream.keys.count("sk-limited"), upstream.keys.count("sk-settings")) == (7, 13)
    assert await used(one, limited.key.id) == (7, 0, 7, 0)
    [view] = [row for row in await listed(one) if row.key.id == limited.key.id]
    assert (view.status, view.used.day_requests) == (KeyStatus.USED_UP, 7)


async def listed(server) -> list:
    return list((await server.keys.page(PageRequest(100), None)).rows)


async def test_a_limit_of_money_is_passed_by_what_runs_alone(server, upstream) -> None:
    one = server()
    limited = await one.add("sk-limited", nanodollars_per_day=COST + 1)
    await one.provider.list_models()
    for _ in range(2):
        assert await one.ask() == HELLO
        await one.keys.close()
    assert await one.ask() == "PROVIDER_LIMIT_REACHED"
    assert await used(one, limited.key.id) == (2, 2 * COST, 2, 2 * COST)


@pytest.mark.parametrize("limit", ["requests_per_month", "requests_per_day"])
async def test_a_new_day_and_a_new_month_begin_anew(server, clock, limit) -> None:
    one = server()
    await one.add("sk-limited", **{limit: 1})
    clock.now = datetime(2026, 3, 30, 23, tzinfo=UTC)
    assert [await one.ask(), await one.ask()] == [HELLO, "PROVIDER_LIMIT_REACHED"]
    clock.now = datetime(2026, 3, 31, 0, tzinfo=UTC)
    assert await one.ask() == (HELLO if limit == "requests_per_day" else "PROVIDER_LIMIT_REACHED")
    clock.now = datetime(2026, 4, 1, 0, tzinfo=UTC)
    assert await one.ask() == HELLO


async def test_a_server_whose_clock_is_behind_does_not_bring_yesterday_back(server, clock) -> None:
    one = server()
    limited = await one.add("sk-limited", requests_per_day=2)
    clock.now = datetime(2026, 3, 2, 0, 0, 1, tzinfo=UTC)
    assert await one.ask() == HELLO
    clock.now = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert [await one.ask(), await one.ask()] == [HELLO, "PROVIDER_LIMIT_REACHED"]
    row = await ProviderKeyUse.get(limited.key.id)
    assert (row.day, row.day_requests) == ("2026-03-02", 2)


async def test_a_limit_of_nothing_lets_nothing_in(server, upstream) -> None:
    one = server()
    await one.add("sk-none", requests_per_month=0)
    assert await one.ask() == "PROVIDER_LIMIT_REACHED"
    assert upstream.keys == []
