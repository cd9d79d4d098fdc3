"""`tokentill serve`: one owner process that brings up what the settings leave out, then runs the server."""

import asyncio
import contextlib
import errno
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
import uvicorn
from rich.console import Console
from uvicorn.supervisors import ChangeReload, Multiprocess

from database.embedded import embedded_mongo
from gateways.from_settings import amount_limits_from_settings
from server.app import create_app
from server.banner import Started, print_banner
from server.bounded_http import BoundedHttp
from server.bounded_websocket import BoundedWebSocket
from server.container import Container
from server.garbage import settle_garbage_collection
from server.graphql.documents import check_persisted_operations
from server.plugins import plugins_of
from server.rate_limit_store import store_kind
from server.simulators import BesideServer, start_simulated_gateways
from server.stalled_reader import UNSENT_BYTES
from services.catalog.packages import load_catalog
from services.catalog.plans import load_plans
from settings import Settings, environment_of

__all__ = ["ServeOptions", "serve"]

GRACEFUL_SECONDS = 30
"""How long running requests may take to end after SIGTERM."""
WORKER_HEALTH_SECONDS = 30
"""A worker that says nothing for so long is replaced. On a busy machine its start takes longer than uvicorn's 5 s."""
CONCURRENT_CONNECTIONS = 10_000
_WEBSOCKET_QUEUE = 32
_BIND_SECONDS = 2.0
LAST_PORT = 65_535

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What the command line says."""

    host: str
    port: int
    stripe_port: int
    workers: int = 1
    reload: bool = False

    def __post_init__(self) -> None:
        if self.stripe_port == self.port:
            raise ValueError(f"--stripe-port and --port are both {self.port}; choose two")

    @property
    def razorpay_port(self) -> int:
        """Of the simulated Razorpay: the next one that is neither the server's nor that of the simulated Stripe."""
        taken = {self.port, self.stripe_port}
        candidates = (self.stripe_port + 1, self.stripe_port + 2, self.stripe_port - 1, self.stripe_port - 2)
        return next(port for port in candidates if port not in taken and port <= LAST_PORT)

    @property
    def url(self) -> str:
        """The address on this machine."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def serve(settings: Settings, options: ServeOptions) -> None:
    """Run until SIGTERM or SIGINT; running requests may end, then everything is stopped in order.

    Raises what its parts raise when they cannot start: MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError,
    CatalogError, PyMongoError, ValueError, OSError.
    """
    plugins = plugins_of(settings)
    load_catalog(
        settings.catalog_file, amount_limits_from_settings(settings, plugins.gateways)
    )  # each worker reads them for itself; what is wrong with them is told first
    load_plans(settings.plans_file)
    check_persisted_operations(settings)
    _raise_file_limit()
    with ExitStack() as stack:
        listener = stack.enter_context(_bound(options.host, options.port))  # first, since it fails most often
        if "public_url" not in settings.model_fields_set:
            settings = _changed(settings, public_url=options.url)
        if settings.mongodb_uri is None:
            uri = stack.enter_context(embedded_mongo(settings.data_dir, binary=settings.tokentill_mongod))
            settings = _changed(settings, mongodb_uri=uri)
        settings = _changed(settings, rate_limit_store=store_kind(settings, workers=options.workers))
        beside = BesideServer(options.url, options.stripe_port, options.razorpay_port)
        simulated = start_simulated_gateways(stack, settings, beside)
        settings = _changed(settings, **simulated) if simulated else settings
        admin_password = asyncio.run(_prepare(settings))
        print_banner(Console(), Started(settings=settings, url=options.url, admin_password=admin_password))
        _run(settings, options, listener)


async def _prepare(settings: Settings) -> str | None:
    """Set the database up and make the first admin; its password, when it was made now."""
    container = Container(settings)
    async with container.running():
        return await container.services.identity.ensure_admin()


def _changed(settings: Settings, **values: object) -> Settings:
    return Settings(**{**settings.model_dump(exclude_unset=True), **values})


def _run(settings: Settings, options: ServeOptions, listener: socket.socket) -> None:
    several = options.workers > 1 or options.reload
    if several:
        os.environ.update(environment_of(settings))
    config = uvicorn.Config(
        "server.app:create_app_from_environment" if several else create_app(settings),
        factory=several,
        host=options.host,
        port=options.port,
        workers=options.workers,
        reload=options.reload,
        reload_dirs=[str(Path(__file__).parents[1])] if options.reload else None,
        loop="uvloop",
        http=BoundedHttp,
        ws=BoundedWebSocket,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONCURRENT_CONNECTIONS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        timeout_worker_healthcheck=WORKER_HEALTH_SECONDS,
        ws_max_size=settings.max_body_bytes,
        ws_max_queue=_WEBSOCKET_QUEUE,
        ws_per_message_deflate=False,  # as answers are not compressed either: see docs/security.md
    )
    if options.reload:
        ChangeReload(config, target=uvicorn.Server(config).run, sockets=[listener]).run()
    elif options.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
    else:
        server = _Server(config)
        settle_garbage_collection()
        server.run(sockets=[listener])
        if not server.started:
            sys.exit(1)


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """The address, taken for this process and its workers. Nobody is answered before a server listens on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(listener, host, port)
        listener.set_inheritable(True)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):  # connections have it from their listener
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
        yield listener


def _bind(listener: socket.socket, host: str, port: int) -> None:
    """Bind, after a short wait where it is needed: the workers of an owner that was killed are just about to end."""
    deadline = time.monotonic() + _BIND_SECONDS
    while True:
        try:
            listener.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                reason = error.strerror
                raise OSError(f"Port {port} of {host} cannot be used: {reason}; choose another --port") from error
            time.sleep(0.1)
        else:
            return


class _Server(uvicorn.Server):
    """A server after whose orderly end this process still has work to do."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's own, except that a handled signal is not raised again: mongod is to be stopped, and exit 0."""
        handled = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self.handle_exit) for number in handled}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _raise_file_limit() -> None:
    """Take all the open files that the system allows: each connection needs one, here and in mongod."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
