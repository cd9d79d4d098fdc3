"""Identity with mail that a test reads."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from services.identity.passwords import PasswordKeeper
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.mail import Outbox
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock
from tests.support.mailbox import Mailbox

COLLECTIONS = (
    "account_links",
    "api_keys",
    "attempt_counts",
    "ledger_entries",
    "ledger_snapshots",
    "outgoing_mails",
    "sessions",
    "users",
)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
async def mailing(
    database: Database, ledger: Ledger, clock: MovableClock, settings: Settings, mailbox: Mailbox
) -> AsyncIterator[IdentityService]:
    """Identity whose mail goes to `mailbox`, on empty collections, with hashes that cost little."""
    for name in COLLECTIONS:
        await database[name].delete_many({})
    service = IdentityService(
        settings=settings.model_copy(update={"public_url": "https://tokens.example"}),
        clock=clock,
        ledger=ledger,
        signing_secret=SIGNING_SECRET,
        passwords=PasswordKeeper(memory_kibibytes=8, passes=1),
        outbox=Outbox(mailbox, clock),
    )
    yield service
    service.close()
