"""A person who did everything that one can do, with words and numbers by which they are known again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from bson import encode

from database.setup import Database
from gateways.providers import OfflineProvider
from models.ids import new_id
from models.user import User, UserStatus
from server.erasing import erasures_of
from services.api_keys.service import ApiKeys
from services.catalog.models import ModelCatalog
from services.chat import ChatService, ConversationService
from services.erasure import Erasures
from services.identity.account import SignedIn
from services.identity.service import IdentityService
from services.identity.viewer import Viewer
from services.ledger.audit import audit_ledger
from services.mail import Outbox
from services.teams import TeamCaps, Teams
from services.tickets.form import TICKET
from settings import Settings
from tests.services.conftest import SIGNING_SECRET
from tests.support.admission import admission
from tests.support.shop import Shop, open_shop

PASSWORD = "a long enough passphrase"


@dataclass
class World:
    """The services that an erasure goes through, on a shop."""

    shop: Shop
    identity: IdentityService
    api_keys: ApiKeys
    chat: ChatService
    conversations: ConversationService
    erasures: Erasures
    teams: Teams
    people: int = field(default=0)

    async def join(self, email: str | None = None, name: str = "Ada") -> tuple[SignedIn, Viewer]:
        """Somebody who has just signed up."""
        signed_in = await self.identity.register(email or f"{new_id('someone')}@example.com", PASSWORD, name)
        return signed_in, await self.identity.authenticate(signed_in.access_token)

    async def delete(self, viewer: Viewer) -> None:
        """As the user asks for it."""
        user = await self.user(viewer)
        await self.erasures.delete_mine(viewer, confirm=user.email or user.id, password=PASSWORD)

    async def sweep(self, seconds: float = 0) -> int:
        """One pass over whoever is due, so much later."""
        self.shop.clock.advance(seconds=seconds)
        return await self.erasures.sweep(100)

    async def finish(self, viewer: Viewer) -> None:
        """As many passes as it takes."""
        for _ in range(20):
            await self.sweep(30)
            if (await self.user(viewer)).status is UserStatus.ERASED:
                return
        raise AssertionError("the erasure does not end")

    async def user(self, viewer: Viewer) -> User:
        found = await User.get(viewer.user_id)
        assert found is not None
        return found

    async def found(self, *words: str) -> list[tuple[str, str]]:
        """Where in the whole database any of the words stands, as collection and word."""
        places: list[tuple[str, str]] = []
        for name in await self.shop.database.list_collection_names():
            async for row in self.shop.database[name].find():
                raw = encode(row)
                places += [(name, word) for word in words if word.encode() in raw]
        return sorted(places)

    async def audit(self) -> list[Any]:
        return list((await audit_ledger(self.shop.database)).findings)


@pytest.fixture(scope="module")
async def world(database: Database, settings: Settings) -> AsyncIterator[World]:
    async with open_shop(database, settings) as shop:
        identity = IdentityService(
            settings=settings, clock=shop.clock, ledger=shop.ledger, signing_secret=SIGNING_SECRET
        )
        catalog = ModelCatalog([OfflineProvider(pause_scale=0.1)], settings, shop.clock)
        chat = ChatService(shop.ledger, catalog, settings, shop.clock, admission(settings, shop.clock), [TICKET])
        teams = Teams(
            settings=settings,
            ledger=shop.ledger,
            outbox=Outbox(None, shop.clock),
            caps=TeamCaps(shop.clock, offered=True),
            clock=shop.clock,
            signing_secret=SIGNING_SECRET,
        )
        api_keys, conversations = ApiKeys(shop.clock), ConversationService(shop.clock)
        erasures = erasures_of(
            identity=identity,
            api_keys=api_keys,
            conversations=conversations,
            auto_top_ups=shop.auto_top_ups,
            subscriptions=shop.subscriptions,
            payments=shop.payments,
            customers=shop.customers,
            ledger=shop.ledger,
            teams=teams,
            clock=shop.clock,
            signing_secret=SIGNING_SECRET,
        )
        yield World(shop, identity, api_keys, chat, conversations, erasures, teams)
        await chat.stop(5)
        await catalog.close()
        identity.close()
