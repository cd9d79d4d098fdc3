"""A real server process, as a person starts it."""

import re
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests.support.ports import free_port
from tests.support.program import Program
from tests.support.waiting import wait_until

__all__ = ["LiveServer"]

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
STOP_SECONDS = 60
_ALWAYS = {"COLUMNS": "120", "RATE_LIMIT_ENABLED": "false"}
"""All tests call from one address, so servers limit nobody but where a test switches that on."""


class LiveServer:
    """`tokentill serve` with a data folder of its own. It keeps ports and folder when it is stopped and started."""

    def __init__(self, data_dir: Path, *, env: Mapping[str, str] | None = None, arguments: Sequence[str] = ()) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.stripe_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.graphql_url = f"{self.url}/graphql"
        self.websocket_url = f"ws://127.0.0.1:{self.port}/graphql"
        self.stripe_url = f"http://127.0.0.1:{self.stripe_port}"
        """The simulated Stripe that it starts."""
        self._arguments = list(arguments)
        self._env = dict(env or {})
        self._log_path = data_dir.with_name(data_dir.name + ".log")
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """The running process, or the last one."""
        assert self._program is not None, "the server was never started"
        return self._program

    @property
    def log(self) -> str:
        """All that it printed so far, over all its starts."""
        return self._log_path.read_text("utf-8", "replace") if self._log_path.exists() else ""

    @property
    def admin_email(self) -> str:
        """The e-mail that the first start printed."""
        return self._printed(r"Admin e-mail\s+(\S+)")

    @property
    def admin_password(self) -> str:
        """The password that the first start printed, once."""
        return self._printed(r"Admin password\s+(\S+)")

    def start(self) -> None:
        """Start it and return when it is ready."""
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.port), "--stripe-port", str(self.stripe_port)]
        self._program = Program(
            [*arguments, "--data-dir", str(self.data_dir), *self._arguments],
            env={**_ALWAYS, **self._env},
            folder=self.data_dir.parent,
            output=self._log_path,
            errors=self._log_path,
        )
        self.wait_ready()

    def wait_ready(self) -> None:
        """Return when /ready says yes; fail with the log when the process ends or the time is over."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.program.exit_code is not None:
                raise AssertionError(f"the server ended with {self.program.exit_code}:\n{self.log}")
            if self._listens() and self._is_ready():
                return
            time.sleep(0.1)
        self.kill()
        raise AssertionError(f"the server was not ready after {START_SECONDS} s:\n{self.log}")

    def stop(self) -> int:
        """End it in good order; its exit code."""
        self.program.terminate()
        try:
            return self.program.wait(STOP_SECONDS)
        except TimeoutError:
            self.kill()
            raise AssertionError(f"the server did not end within {STOP_SECONDS} s:\n{self.log}") from None

    def kill(self) -> None:
        """End it as a power cut would, and return when nothing answers on its port: workers end a moment later."""
        self.program.kill()
        wait_until(lambda: not self._listens(), seconds=STOP_SECONDS)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready", timeout=2).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def _printed(self, pattern: str) -> str:
        match = re.search(pattern, self.log)
        assert match is not None, f"{pattern} was not printed:\n{self.log}"
        return match[1]
