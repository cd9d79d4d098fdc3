"""A provider of our own, and what leads to it and back, on one database a module."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from services.identity.service import IdentityService
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.identity_provider import IdentityProvider, identity_provider
from tests.support.sign_in_stand import SignInStand, sign_in_settings, sign_in_stand


@pytest.fixture(scope="session")
async def served() -> AsyncIterator[IdentityProvider]:
    async with identity_provider(MovableClock()) as provider:
        yield provider


@pytest.fixture
def remote(served: IdentityProvider, clock: MovableClock) -> IdentityProvider:
    """As it is at first."""
    vars(served).update(vars(IdentityProvider(clock, issuer=served.issuer)))
    return served


@pytest.fixture
async def stand(
    database: Database, settings: Settings, remote: IdentityProvider, identity: IdentityService, clock: MovableClock
) -> AsyncIterator[SignInStand]:
    """With nobody in it."""
    for name in (
        "users",
        "sessions",
        "external_identities",
        "sign_ins",
        "api_keys",
        "attempt_counts",
        "ledger_entries",
        "outgoing_mails",
    ):
        await database[name].delete_many({})
    async with sign_in_stand(sign_in_settings(settings, remote), remote, identity, clock) as stand:
        yield stand
