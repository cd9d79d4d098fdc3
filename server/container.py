"""Builds every part of one server process from its settings, and starts and stops them in order."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from database.client import connect
from database.clock import DatabaseClock
from database.setup import set_up
from gateways.from_settings import payment_gateways_from_settings
from server.all_services import all_services
from server.background import Background
from server.plugins import plugins_of
from server.rate_limit_store import close_store, rate_limit_store
from server.sweeps import start_sweeps
from services.ledger import Ledger
from services.ledger.sweeper import HoldSweeper
from services.sealing import Sealing
from settings import Settings

__all__ = ["Container"]

CHAT_GRACE_SECONDS = 10
"""How long running replies may go on when the server stops."""
CHAT_RECOVERY_SECONDS = 60.0
"""How long a start may take to finish what servers before it left; after an outage that can be thousands of replies."""


class Container:
    """Everything that a server holds. Nothing is connected before `running`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client = connect(settings)
        self.database = self.client[settings.mongodb_database]
        self.clock = DatabaseClock(self.client)
        self.plugins = plugins_of(settings)
        self.gateways = payment_gateways_from_settings(settings, self.plugins.gateways)
        self.ledger = Ledger(self.database, self.clock)
        self.rate_limit_store = rate_limit_store(settings, self.database, self.clock)
        self.sealing = Sealing.from_settings(settings)
        self.services, self.hooks = all_services(
            settings=settings,
            database=self.database,
            clock=self.clock,
            plugins=self.plugins,
            gateways=self.gateways,
            ledger=self.ledger,
            rate_limit_store=self.rate_limit_store,
            sealing=self.sealing,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Everything runs inside the block: the database is set up, the ledger writes, sweepers sweep.

        Raises PyMongoError or DatabaseSetupError when the database cannot be used, and CatalogError when something
        that is stored for sale cannot be sold by these settings.
        """
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.connected())
            await self.services.catalogs.check()
            stack.push_async_callback(self.services.balance_feed.stop)
            stack.push_async_callback(self.services.conversation_feed.stop)
            stack.push_async_callback(self.services.provider_keys.close)
            stack.push_async_callback(self.services.low_balance_feed.stop)
            stack.push_async_callback(self.services.model_catalog.close)
            stack.push_async_callback(self.services.chat.stop, CHAT_GRACE_SECONDS)
            # Replies that are final are charged before the sweeper below can return their expired holds.
            await self.services.chat.recover_all(CHAT_RECOVERY_SECONDS)
            background = Background()
            self.hooks.start()
            stack.push_async_callback(self.hooks.stop)
            stack.push_async_callback(self.services.event_tail.stop)
            stack.push_async_callback(background.stop)
            start_sweeps(
                background, self.services, holds=HoldSweeper(self.database, self.ledger, self.clock), clock=self.clock
            )
            yield

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """The services can be called inside the block, and nothing runs by itself: for commands beside a server.

        Raises PyMongoError or DatabaseSetupError when the database cannot be used.
        """
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.client.close)
            stack.push_async_callback(self.gateways.close)
            stack.push_async_callback(close_store, self.rate_limit_store)
            stack.callback(self.services.identity.close)
            stack.push_async_callback(self.services.sign_ins.close)
            stack.push_async_callback(self.services.clerk.close)
            stack.push_async_callback(self.services.webhook_sender.stop)
            await set_up(self.database)
            await self.clock.refresh()
            await self.services.catalogs.seed()
            self.ledger.start()
            stack.push_async_callback(self.ledger.stop)
            yield
