"""The simulated Stripe as an ASGI application and as a command."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from gateways.simulated.api import api_routes
from gateways.simulated.controls import control_routes
from gateways.simulated.hosted_pages import hosted_page_routes
from gateways.simulated.options import Options
from gateways.simulated.pages import page_routes
from gateways.simulated.portal_pages import portal_page_routes
from gateways.simulated.simulator import Simulator
from settings import Environment

__all__ = ["create_simulated_stripe", "run", "server_config"]

_REQUESTS_AT_ONCE = 1_000
_SHUTDOWN_SECONDS = 5


def create_simulated_stripe(options: Options) -> Starlette:
    """The ASGI application: `/v1` as Stripe's API, pages for people, `/_simulator` for tests.

    Webhooks are sent while its lifespan runs. Raises SimulatorRefusedError when the state file cannot be used.
    """
    simulator = Simulator(options)
    # Browsers call Stripe's API from the shop's pages; the payment page and the controls stay closed to other sites.
    cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(simulator.dispatcher.run()),
            asyncio.create_task(simulator.prune_forever()),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            simulator.store.close()

    routes = [
        Mount("/v1", routes=api_routes(simulator), middleware=[cors]),
        Mount("/_simulator", routes=control_routes(simulator)),
        *page_routes(simulator),
        *hosted_page_routes(simulator),
        *portal_page_routes(simulator),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.simulator = simulator
    return app


def server_config(options: Options, *, host: str, port: int) -> uvicorn.Config:
    """How uvicorn serves it: bounded, quiet, and closing without waiting long."""
    return uvicorn.Config(
        create_simulated_stripe(options),
        host=host,
        port=port,
        http=options.http_protocol,
        log_level="warning",
        lifespan="on",
        limit_concurrency=_REQUESTS_AT_ONCE,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        server_header=False,
    )


def run(
    port: int,
    webhook_url: str | None,
    secret: str,
    state_file: Path | None = None,
    host: str = "127.0.0.1",
    key: str | None = None,
    *,
    environment: Environment,
    http_protocol: type[asyncio.Protocol] | Literal["httptools"] = "httptools",
    started: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the simulated Stripe until a signal ends it: the command `tokentill simulate-stripe`.

    Events are posted to `webhook_url` (None: nowhere), signed with `secret`. `state_file` keeps everything over a
    restart; without it all is forgotten. `key` is the one secret key that is accepted, an `sk_test_…`; without it every
    `sk_test_…` is. `started` is called with the address once it listens. Raises SimulatorRefusedError when
    `environment` is production or the state file cannot be used, ValueError for a bad key or address.
    """
    options = Options(
        environment=environment,
        http_protocol=http_protocol,
        webhook_url=webhook_url,
        webhook_secret=secret,
        key=key,
        state_file=state_file,
        public_url=f"http://{_reachable(host)}:{port}",
    )
    _AnnouncedServer(server_config(options, host=host, port=port), lambda: started(options.public_url)).run()


class _AnnouncedServer(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _reachable(host: str) -> str:
    """The host for addresses that a browser on this machine opens."""
    if host in {"0.0.0.0", "::"}:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
