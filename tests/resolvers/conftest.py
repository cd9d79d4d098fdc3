"""The API in this process: the real schema, engine and HTTP application, on a real database."""

from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from database.setup import Database
from gateways.stripe.currencies import limits_in
from server.graphql.engine import Engine
from server.graphql.http import GraphQLOverHTTP
from server.graphql.wiring import Wiring
from services.catalog.catalogs import Catalogs
from services.catalog.models import ModelCatalog
from services.claims import ClaimService
from services.client_settings import ClientSettings
from services.container import Services
from services.identity.service import IdentityService
from services.ledger import Ledger
from services.ledger.wallet_entries import WalletEntries
from services.subscriptions import Plans
from services.usage import UsageService
from settings import Settings
from tests.support.clock import MovableClock
from tests.support.graphql import GraphQLClient
from tests.support.schema import whole_schema


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def services(database: Database, settings: Settings, clock: MovableClock) -> AsyncIterator[Services]:
    """The services that identity, balance, claims and usage need; the others are not there."""
    ledger = Ledger(database, clock)
    ledger.start()
    identity = IdentityService(settings=settings, clock=clock, ledger=ledger, signing_secret="s" * 32)
    claims = ClaimService(settings=settings, clock=clock, ledger=ledger)
    catalogs = Catalogs(settings, lambda currency, _package: limits_in(currency), clock)
    parts = {
        "catalogs": catalogs,
        "client_settings": ClientSettings.of(settings, []),
        "packages": catalogs.package_source,
        "plans": Plans(catalog=catalogs.plan_source, clock=clock),
        "ledger": ledger,
        "identity": identity,
        "claims": claims,
        "usage": UsageService(database),
        "wallet_entries": WalletEntries(database),
        "model_catalog": ModelCatalog([], settings, clock),
    }
    yield cast("Services", SimpleNamespace(settings=settings, clock=clock, **parts))
    await ledger.stop()
    identity.close()


@pytest.fixture
async def new_client(services: Services, settings: Settings) -> AsyncIterator[Callable[[], GraphQLClient]]:
    """Makes clients, each with a token of its own."""
    engine = Engine(whole_schema(), settings)
    wiring = Wiring(engine=engine, settings=settings, services=services, authenticate=services.identity.authenticate)
    clients: list[GraphQLClient] = []

    def make() -> GraphQLClient:
        transport = httpx.ASGITransport(GraphQLOverHTTP(wiring), raise_app_exceptions=False)
        clients.append(GraphQLClient("http://tokentill/graphql", transport=transport))
        return clients[-1]

    yield make
    for client in clients:
        await client.close()


@pytest.fixture
def client(new_client: Callable[[], GraphQLClient]) -> GraphQLClient:
    """A client that is not signed in."""
    return new_client()
