"""Chat on a real database, with the offline provider or an upstream that does as it is told."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from database.setup import Database
from gateways.providers import OfflineProvider
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from models.ids import new_id
from models.user import Role
from services.catalog.models import ModelCatalog
from services.chat import ChatService
from services.identity.viewer import Viewer
from services.ledger import GrantSource, Ledger
from settings import Settings
from tests.services.chat.sharing_world import World, shared_world
from tests.support.admission import admission
from tests.support.clock import MovableClock
from tests.support.upstream import RawUpstream, raw_upstream

TOKENS = 100_000


@pytest.fixture
async def new_viewer(ledger: Ledger) -> Callable[..., Awaitable[Viewer]]:
    """Makes viewers with tokens in their wallets."""

    async def make(tokens: int = TOKENS) -> Viewer:
        viewer = Viewer(new_id("usr"), new_id("wal"), Role.USER, new_id("ses"))
        await ledger.grant(viewer.wallet_id, "test:grant", source=GrantSource.ADMIN, amount=tokens)
        return viewer

    return make


@pytest.fixture
async def viewer(new_viewer: Callable[..., Awaitable[Viewer]]) -> Viewer:
    return await new_viewer()


@pytest.fixture
async def chat(
    database: Database, ledger: Ledger, settings: Settings, clock: MovableClock
) -> AsyncIterator[ChatService]:
    """Chat with the offline provider."""
    catalog = ModelCatalog([OfflineProvider(pause_scale=0.1)], settings, clock)
    service = ChatService(ledger, catalog, settings, clock, admission(settings, clock))
    yield service
    await service.stop(5)
    await catalog.close()


@pytest.fixture
async def world(chat: ChatService, new_viewer: Callable[..., Awaitable[Viewer]], clock: MovableClock) -> World:
    """A conversation that is shared."""
    return await shared_world(chat, new_viewer, clock)


@pytest.fixture
async def upstream() -> AsyncIterator[RawUpstream]:
    async with raw_upstream() as upstream:
        yield upstream


def asking(upstream: RawUpstream) -> OpenAICompatibleProvider:
    """A provider that asks the raw upstream."""
    profile = ServerProfile("openai", upstream.base_url, None, first_byte_seconds=2, idle_seconds=2)
    return OpenAICompatibleProvider(profile, "key")


@pytest.fixture
async def chat_with(
    upstream: RawUpstream, database: Database, ledger: Ledger, settings: Settings, clock: MovableClock
) -> AsyncIterator[Callable[..., ChatService]]:
    """Makes chat services, as servers of their own, that ask the raw upstream."""
    made: list[tuple[ChatService, ModelCatalog]] = []

    def make(**changed: object) -> ChatService:
        changed_settings = settings.model_copy(update=changed)
        catalog = ModelCatalog([asking(upstream)], changed_settings, clock)
        lets_in = admission(changed_settings, clock)
        made.append((ChatService(ledger, catalog, changed_settings, clock, lets_in), catalog))
        return made[-1][0]

    yield make
    for service, catalog in made:
        await service.stop(5)
        await catalog.close()
