"""The services under test, on a real database and with a clock that the test moves."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from services.identity.service import IdentityService
from services.ledger import Ledger
from settings import Settings
from tests.support.clock import MovableClock

SIGNING_SECRET = "a signing secret of more than 32 characters"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def ledger(database: Database, clock: MovableClock) -> AsyncIterator[Ledger]:
    ledger = Ledger(database, clock)
    ledger.start()
    yield ledger
    await ledger.stop()


@pytest.fixture
async def identity(ledger: Ledger, clock: MovableClock, settings: Settings) -> AsyncIterator[IdentityService]:
    service = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
    yield service
    service.close()
