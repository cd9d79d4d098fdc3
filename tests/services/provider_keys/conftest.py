"""Provider keys on a real database: servers with a ring of their own, and an upstream that judges keys."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from database.setup import Database
from gateways.providers import ChatTurn, KnownServer, ListedModel, ProviderError, ProviderRequest, TextDelta
from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from models.admin_action import AdminAction
from models.provider_key import ProviderKey, ProviderKeyRest, ProviderKeyUse
from services.admin.actions import AdminActions
from services.provider_keys import KeyRing, ProviderKeys
from services.provider_keys.views import KeyView
from services.sealing import Sealing
from services.sealing.master_keys import MasterKey
from tests.support.clock import MovableClock
from tests.support.upstream import RawUpstream, answer, raw_upstream

PRICES = {"input": "0.000001", "output": "0.000002"}
MASTER = MasterKey(b"m" * 32)


@dataclass
class KeyServer:
    """One server: what admins do there, and the provider that its chats ask."""

    ring: KeyRing
    keys: ProviderKeys
    provider: OpenAICompatibleProvider

    async def ask(self, model: str = "test/model") -> str:
        """The text of a reply, or the code of what failed."""
        request = ProviderRequest(model, [ChatTurn("user", "Hello")], max_tokens=100, temperature=0)
        try:
            events = [event async for event in self.provider.stream(request)]
        except ProviderError as error:
            return error.code
        return "".join(event.text for event in events if isinstance(event, TextDelta))

    async def add(self, secret: str, **fields: object) -> KeyView:
        return await self.keys.add("usr_admin", "acme", secret, {"name": secret, **fields})


@pytest.fixture
async def upstream() -> AsyncIterator[RawUpstream]:
    async with raw_upstream() as upstream:
        upstream.replies = [answer("Hello", prompt=10, completion=5)]
        upstream.models = [{"id": "test/model", "pricing": {"prompt": "0.000001", "completion": "0.000002"}}]
        yield upstream


@pytest.fixture
async def server(
    database: Database, clock: MovableClock, upstream: RawUpstream
) -> AsyncIterator[Callable[..., KeyServer]]:
    """Makes servers that share the database. `settings_key` is the provider's key in the settings."""
    for model in (ProviderKey, ProviderKeyRest, ProviderKeyUse, AdminAction):
        await model.get_pymongo_collection().delete_many({})
    made: list[KeyServer] = []

    def make(settings_key: str | None = None, sealing: Sealing | None = None, *, keyless: bool = False) -> KeyServer:
        known = [
            KnownServer("acme", upstream.base_url, settings_key or ("none" if keyless else None), needs_no_key=keyless)
        ]
        sealing = sealing or Sealing([MASTER])
        ring = KeyRing(known, sealing, clock)
        profile = ServerProfile("acme", upstream.base_url, True, first_byte_seconds=2, idle_seconds=2)
        provider = OpenAICompatibleProvider(profile, ring.of("acme"))
        keys = ProviderKeys(
            ring,
            sealing,
            AdminActions(clock),
            clock,
            testers={"acme": provider.test_key},
            cheapest_model=_cheapest_of(provider),
        )
        made.append(KeyServer(ring, keys, provider))
        return made[-1]

    yield make
    for each in made:
        await each.provider.close()
        await each.keys.close()


def _cheapest_of(provider: OpenAICompatibleProvider) -> Callable[[str], Awaitable[str | None]]:
    async def cheapest(_name: str) -> str | None:
        models: list[ListedModel] = await provider.list_models()
        return models[0].id if models else None

    return cheapest
