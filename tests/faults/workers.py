"""The driver's side of ledger processes: calls over a pipe."""

import asyncio
import contextlib
import itertools
import json
import os
import shutil
import signal
from dataclasses import asdict
from pathlib import Path

from tests.faults.book import Answer, Operation, Verdict
from tests.faults.processes import PYTHON, ROOT

__all__ = ["LedgerProcess"]

CALL_SECONDS = 30
END_SECONDS = 20


class LedgerProcess:
    """One process that runs `tests.faults.worker`."""

    def __init__(self, name: str, uri: str, database: str, log: Path) -> None:
        self.name = name
        self._arguments = (uri, database)
        self._log = log
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._killed = False
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        setpriv = shutil.which("setpriv")
        dies_with_us = [setpriv, "--pdeathsig", "KILL"] if setpriv is not None else []
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *dies_with_us, PYTHON, "-m", "tests.faults.worker", *self._arguments, cwd=ROOT, stderr=log,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1_000_000,
                env={**os.environ},
            )  # fmt: skip
        assert self._process.stdout is not None
        first = await self._process.stdout.readline()
        assert first == b'{"ready": true}\n', f"{self.name} did not start: {self._log.read_text('utf-8')[-2_000:]}"
        self._reading = asyncio.create_task(self._read())

    async def attempt(self, operation: Operation) -> Answer:
        """Make the call once."""
        process = self._process
        if process is None or process.returncode is not None or process.stdin is None:
            return Answer(Verdict.AGAIN, "PROCESS_GONE")
        number = next(self._numbers)
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        fields = {name: asdict(operation)[name] for name in ("kind", "key", "wallet", "amount", "hold")}
        try:
            process.stdin.write(json.dumps({"id": number, **fields}).encode() + b"\n")
            async with asyncio.timeout(CALL_SECONDS):
                return await future
        except TimeoutError:
            return Answer(Verdict.BUG, "NO_ANSWER")
        except ConnectionError:
            return Answer(Verdict.AGAIN, "PROCESS_GONE")
        finally:
            self._waiting.pop(number, None)

    @property
    def alive(self) -> bool:
        return not self._killed and self._process is not None and self._process.returncode is None

    def kill(self) -> None:
        """kill -9."""
        self._killed = True
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)

    async def close(self) -> None:
        """Let it end in order, else kill it."""
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(END_SECONDS):
                await process.wait()
        except TimeoutError:
            self.kill()
            await process.wait()
        if self._reading is not None:
            await self._reading
        self._process = None

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            with contextlib.suppress(json.JSONDecodeError):  # a line that kill -9 cut
                told = json.loads(line)
                future = self._waiting.get(told["id"])
                if future is not None and not future.done():
                    future.set_result(_read_line(told))
        for future in self._waiting.values():
            if not future.done():
                future.set_result(Answer(Verdict.AGAIN, "PROCESS_GONE"))


def _read_line(line: dict) -> Answer:
    if "told" in line:
        return Answer(Verdict.DONE, told=line["told"])
    code = str(line["code"])
    if code.startswith("INTERNAL"):
        return Answer(Verdict.BUG, code)
    return Answer(Verdict.AGAIN if line["retryable"] else Verdict.REFUSED, code)
