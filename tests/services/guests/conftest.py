"""Guests on a real database, by two services as of two servers."""

import secrets
from collections.abc import AsyncIterator, Callable

import pytest

from database.setup import Database
from services.identity.account import SignedIn
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.ledger import Ledger
from settings import Settings
from tests.services.chat.conftest import chat, chat_with, upstream  # noqa: F401  fixtures
from tests.services.conftest import SIGNING_SECRET
from tests.support.clock import MovableClock

ADDRESS = "203.0.113.7"
PASSWORD = "a long enough passphrase, 42"
EMPTIED = (
    "users",
    "sessions",
    "guest_counts",
    "conversations",
    "messages",
    "generations",
    "tickets",
    "allowances",
    "ledger_entries",
    "ledger_snapshots",
)


@pytest.fixture(autouse=True)
async def _empty(database: Database) -> None:
    for name in EMPTIED:
        await database[name].delete_many({})


@pytest.fixture
async def new_identity(
    ledger: Ledger, clock: MovableClock, settings: Settings
) -> AsyncIterator[Callable[..., IdentityService]]:
    """Makes identity services, as servers of their own, with some settings changed."""
    made: list[IdentityService] = []

    def make(**changed: object) -> IdentityService:
        changed_settings = settings.model_copy(update=changed)
        made.append(
            IdentityService(settings=changed_settings, clock=clock, ledger=ledger, signing_secret=SIGNING_SECRET)
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


def device() -> str:
    """A device key as a client makes it."""
    return secrets.token_urlsafe(32)


async def come(identity: IdentityService, device_key: str | None = None) -> SignedIn:
    """A guest, of a new device where none is named."""
    return await identity.start_guest(device_key or device(), ADDRESS)


def viewer(signed_in: SignedIn) -> Viewer:
    """Who it is, as a service is told."""
    return signed_in.account.viewer("ses_of_a_test")


async def available(ledger: Ledger, signed_in: SignedIn) -> int:
    return (await ledger.balance(signed_in.account.wallet_id)).available
