"""One shop for all tests of a module; every test subscribes as somebody else."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from database.setup import Database
from services.catalog.plan import Plan
from services.money import Money
from settings import Settings
from tests.support.shop import Shop, open_shop


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
def sell(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], Plan]:
    """Sells a plan from now on, with all that enterprise gives, at so many fen more than enterprise costs now."""

    def sell(plan_id: str, more: int) -> Plan:
        like = shop.plans.catalog.plan("enterprise")
        prices = tuple(
            replace(each, price=Money(each.price.amount + more, each.price.currency)) for each in like.prices
        )
        plan = replace(like, id=plan_id, prices=prices)
        monkeypatch.setitem(shop.plans.catalog._plans, plan_id, plan)
        return plan

    return sell
