"""The simulated Razorpay as an ASGI application and as a command."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from gateways.simulated_razorpay.api import api_routes
from gateways.simulated_razorpay.book import Book
from gateways.simulated_razorpay.controls import control_routes
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.pages import page_routes

__all__ = ["create_simulated_razorpay", "run", "server_config"]

_REQUESTS_AT_ONCE = 1_000
_SHUTDOWN_SECONDS = 5


def create_simulated_razorpay(options: RazorpayOptions) -> Starlette:
    """The ASGI application: `/v1` as Razorpay's API, `/` and `/pay/…` for people, `/_simulator` for tests.

    Webhooks are sent while its lifespan runs. Raises SimulatorRefusedError when the state file cannot be used.
    """
    book = Book(options)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        sending = asyncio.create_task(book.dispatcher.run())
        try:
            yield
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            book.store.close()

    routes = [
        Mount("/v1", routes=api_routes(book)),
        Mount("/_simulator", routes=control_routes(book)),
        *page_routes(book),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def server_config(options: RazorpayOptions, *, host: str, port: int) -> uvicorn.Config:
    """How uvicorn serves it: bounded, quiet, and closing without waiting long."""
    return uvicorn.Config(
        create_simulated_razorpay(options),
        host=host,
        port=port,
        http=options.http_protocol,
        log_level="warning",
        lifespan="on",
        limit_concurrency=_REQUESTS_AT_ONCE,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        server_header=False,
    )


def run(options: RazorpayOptions, *, host: str, port: int) -> None:
    """Serve it until a signal ends it: the command `tokentill simulate-razorpay`."""
    uvicorn.Server(server_config(options, host=host, port=port)).run()
