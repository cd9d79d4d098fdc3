"""The GraphQL API over a `Shop`: the real schema, engine and HTTP application in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import cast

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from server.graphql.engine import Engine
from server.graphql.http import GraphQLOverHTTP
from server.graphql.wiring import Wiring
from server.receipts import receipt_routes
from services.container import Services
from services.identity.service import IdentityService
from services.promotions.service import Promotions
from services.receipts import Receipts
from settings import Settings
from tests.support.graphql import GraphQLClient
from tests.support.schema import whole_schema
from tests.support.shop import Shop

__all__ = ["open_shop_api"]


@asynccontextmanager
async def open_shop_api(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    """A client of the shop's API that is not signed in."""
    identity = IdentityService(settings=settings, clock=shop.clock, ledger=shop.ledger, signing_secret="s" * 32)
    services = SimpleNamespace(
        settings=settings,
        clock=shop.clock,
        ledger=shop.ledger,
        identity=identity,
        packages=shop.packages,
        plans=shop.plans,
        subscriptions=shop.subscriptions,
        payments=shop.payments,
        reversals=shop.reversals,
        saved_cards=shop.saved_cards,
        auto_top_ups=shop.auto_top_ups,
        receipts=Receipts(
            settings=settings,
            clock=shop.clock,
            payments=shop.payments,
            gateways=shop.gateways,
            account=identity.profile,
            signing_secret="s" * 32,
        ),
        promotions=Promotions(shop.clock, shop.packages),
    )
    wiring = Wiring(
        engine=Engine(whole_schema(), settings),
        settings=settings,
        services=cast("Services", services),
        authenticate=identity.authenticate,
    )
    routes = [Route("/graphql", GraphQLOverHTTP(wiring)), *receipt_routes(services.receipts)]
    transport = httpx.ASGITransport(Starlette(routes=routes), raise_app_exceptions=False)
    async with GraphQLClient("http://tokentill/graphql", transport=transport) as client:
        yield client
    identity.close()
