"""The ASGI application: every route of the server."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from gateways.clerk import clerk_webhook_from_settings
from resolvers.schema import build_schema
from server.account_pages import account_page_routes
from server.container import Container
from server.exports import export_routes
from server.garbage import settle_garbage_collection
from server.graphiql import graphiql_routes
from server.graphql import graphql_routes
from server.health import health_routes
from server.logs import configure_logs
from server.protection.middleware import protection
from server.protection.refusals import refuse_http_exception
from server.receipts import receipt_routes
from server.sign_in import sign_in_routes
from server.stopping import watch_for_stop
from server.ticket_files import ticket_routes
from server.usage_exports import usage_export_routes
from server.web import WebClient
from settings import Settings, load_settings
from webhooks.clerk import clerk_webhook_routes
from webhooks.payments import payment_webhook_routes

__all__ = ["create_app", "create_app_from_environment"]


def create_app(settings: Settings) -> Starlette:
    """The application by these settings; its lifespan starts and stops all that it holds (`app.state.container`).

    Raises ValueError when settings do not go together, and CatalogError for packages that cannot be sold.
    """
    container = Container(settings)
    stopping = asyncio.Event()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        with watch_for_stop(stopping):
            async with container.running():
                yield

    web_client = WebClient(settings) if settings.web_client else None
    app = Starlette(
        routes=_routes(container, stopping),
        middleware=protection(settings, container.services.rate_limits, web_client),
        exception_handlers={HTTPException: refuse_http_exception},
        lifespan=lifespan,
    )
    if web_client is not None:  # has what no route takes
        app.router.default = web_client.before(app.router.default)
    app.state.container = container
    return app


def create_app_from_environment() -> Starlette:
    """What worker processes call. `tokentill serve` has put into their environment what it made itself."""
    settings = load_settings()
    configure_logs(settings)
    _end_with_owner()
    app = create_app(settings)
    settle_garbage_collection()
    return app


def _end_with_owner() -> None:
    """Make this worker end when its owner does, even by kill -9: the database that it works on ends with the owner."""
    owner = multiprocessing.parent_process()
    if owner is None:
        return

    def wait() -> None:
        owner.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="owner", daemon=True).start()


def _routes(container: Container, stopping: asyncio.Event) -> list[BaseRoute]:
    settings, services = container.settings, container.services
    identity = services.identity
    return [
        *graphql_routes(
            build_schema(off=settings.switched_off),
            settings=settings,
            services=services,
            authenticate=identity.authenticate,
            endings=identity.endings,
            language_of_user=services.languages.of,
            stopping=stopping,
            limits=services.rate_limits,
        ),
        *(graphiql_routes() if settings.serves_graphiql else ()),
        *payment_webhook_routes(services.payments, container.gateways, maximum_bytes=settings.max_body_bytes),
        *account_page_routes(identity),
        *clerk_webhook_routes(
            services.clerk.events, clerk_webhook_from_settings(settings), maximum_bytes=settings.max_body_bytes
        ),
        *receipt_routes(services.receipts),
        *sign_in_routes(services.sign_ins, public_url=settings.public_url),
        *(ticket_routes(services.tickets) if "tickets" not in settings.switched_off else ()),
        *(export_routes(services.exports) if "exports" not in settings.switched_off else ()),
        *(usage_export_routes(services.usage_exports) if "usage_exports" not in settings.switched_off else ()),
        *health_routes(container.client),
    ]
