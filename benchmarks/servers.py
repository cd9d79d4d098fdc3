"""The two servers: ours as a person starts it, and the plain one. One uvicorn process each, neither logs requests."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import jwt

from benchmarks.stand import Stand, grant_wallets
from database.client import connect
from database.setup import set_up
from services.clock import system_clock
from services.identity.passwords import PasswordKeeper
from services.identity.service import IdentityService
from services.ledger import Ledger

__all__ = ["SECRET", "User", "free_port", "make_users", "our_server", "plain_server", "plain_token", "running"]

SECRET = "benchmark-secret-benchmark-secret-benchmark"
_ROOT = Path(__file__).parents[1]
_START_SECONDS = 60

User = tuple[str, str]
"""Wallet id and access token."""


async def make_users(stand: Stand, name: str, number: int, *, grants: int) -> list[User]:
    """Register users by the service itself, with a cheap password hash, and give their wallets grants."""
    settings = stand.settings(name).model_copy(update={"access_token_seconds": 86_400})
    async with connect(settings) as client:
        database = client[name]
        await set_up(database)
        ledger = Ledger(database, system_clock)
        ledger.start()
        passwords = PasswordKeeper(memory_kibibytes=8, passes=1)
        identity = IdentityService(
            settings=settings, clock=system_clock, ledger=ledger, signing_secret=SECRET, passwords=passwords
        )
        few = asyncio.Semaphore(32)

        async def register(user: int) -> str:
            async with few:
                signed_in = await identity.register(f"u{user}@example.com", "correct horse battery 1", "Bench")
                return signed_in.access_token

        tokens = await asyncio.gather(*(register(user) for user in range(number)))
        users = [((await identity.authenticate(token)).wallet_id, token) for token in tokens]
        await grant_wallets(ledger, [wallet for wallet, _ in users], grants)
        await ledger.stop()
        identity.close()
    return users


def plain_token(wallet: str) -> str:
    """A token as the plain server wants it."""
    claims = {"iss": "bench", "aud": "bench", "sub": wallet, "wal": wallet, "exp": int(time.time()) + 86_400}
    return jwt.encode(claims, SECRET, algorithm="HS256")


@contextmanager
def our_server(stand: Stand, name: str, env: Mapping[str, str] | None = None) -> Iterator[tuple[int, int]]:
    """`tokentill serve`, with more settings in `env`; gives its port and process id."""
    port, stripe_port = free_port(), free_port()
    command = [sys.executable, "-m", "server.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--stripe-port", str(stripe_port), "--data-dir", str(stand.folder / f"server-{port}")]
    environment = {
        "MONGODB_URI": stand.uri,
        "MONGODB_DATABASE": name,
        "JWT_SECRET": SECRET,
        "LOG_LEVEL": "warning",
        "CLAIM_PERIOD_SECONDS": "1",
        "ACCESS_TOKEN_SECONDS": "86400",
        "RATE_LIMIT_ENABLED": "false",
        **(env or {}),
    }
    with running(command, environment, port) as pid:
        yield port, pid


@contextmanager
def plain_server(stand: Stand, name: str, entry_bytes: int) -> Iterator[tuple[int, int]]:
    """The plain routes; gives their port and process id."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.plain_server:create_app", "--port", str(port)]
    command += ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
    environment = {"MONGODB_URI": stand.uri, "MONGODB_DATABASE": name, "JWT_SECRET": SECRET}
    with running(command, environment | {"ENTRY_BYTES": str(entry_bytes)}, port) as pid:
        yield port, pid


@contextmanager
def running(command: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=_ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[2]} did not start")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
