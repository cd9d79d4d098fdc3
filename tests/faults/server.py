"""Real `tokentill serve` processes on the run's replica set."""

import asyncio
import os
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.faults.processes import PYTHON, Process
from tests.support.ports import free_port

__all__ = ["CLOCK_LIBRARY", "Server"]

CLOCK_LIBRARY = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
"""From the Debian package `faketime`."""
START_SECONDS = 180
"""Rows that run together start many servers at once, and how fast is not what they look at."""
SECRET = "a secret that all servers of a run share"


class Server:
    """One server process. It keeps its port and folder when it is started again."""

    def __init__(self, folder: Path, env: Mapping[str, str], *, clock_hours: int = 0) -> None:
        folder.mkdir()
        self.folder = folder
        self.data_dir = folder
        self.name = folder.name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: Process | None = None
        self._env = {
            **os.environ, "JWT_SECRET": SECRET, "LOG_LEVEL": "info", "COLUMNS": "200", "PYTHONUNBUFFERED": "1",
            "RATE_LIMIT_ENABLED": "false", **env
        }  # fmt: skip
        if clock_hours:
            # Only the wall clock: timeouts run on the monotonic one, which no administrator sets wrong.
            self._env |= {
                "LD_PRELOAD": str(CLOCK_LIBRARY), "FAKETIME": f"{clock_hours:+d}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1"
            }  # fmt: skip

    @property
    def log_path(self) -> Path:
        return self.folder.with_suffix(".log")

    @property
    def log(self) -> str:
        return self.log_path.read_text("utf-8", "replace") if self.log_path.exists() else ""

    @property
    def running(self) -> Process:
        assert self.process is not None, "the server was never started"
        return self.process

    def change(self, env: Mapping[str, str]) -> None:
        """Settings that it has from its next start on."""
        self._env |= env

    async def start(self) -> None:
        """Start it and return when it is ready."""
        self.launch()
        await self.wait_ready()

    def launch(self) -> None:
        command = [PYTHON, "-m", "server.cli", "serve", "--port", str(self.port), "--data-dir", str(self.data_dir)]
        self.process = Process([*command, "--stripe-port", str(free_port())], self.log_path, self._env)

    async def wait_ready(self, seconds: float = START_SECONDS) -> None:
        """Return when /ready says yes; fail with the log's end when it does not."""
        deadline = time.monotonic() + seconds
        async with httpx.AsyncClient(timeout=3) as http:
            while time.monotonic() < deadline:
                code = self.running.exit_code
                assert code is None, f"{self.name} ended with {code}:\n{self.log[-3_000:]}"
                try:
                    if (await http.get(f"{self.url}/ready")).status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)
        raise AssertionError(f"{self.name} was not ready after {seconds} s:\n{self.log[-3_000:]}")

    def close(self) -> None:
        if self.process is not None:
            self.process.close()
