"""A ledger on the module's database, with a clock that the test moves."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from database.setup import Database
from models.ids import new_id
from services.ledger import Ledger

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> datetime:
        self.now += timedelta(**parts)
        return self.now


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
async def ledger(database: Database, clock: TestClock) -> AsyncIterator[Ledger]:
    ledger = Ledger(database, clock)
    ledger.start()
    yield ledger
    await ledger.stop()


@pytest.fixture
def wallet() -> str:
    return new_id("wal")
