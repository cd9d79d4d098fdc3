"""Ends a mongod whose owner was killed before it could."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import structlog

__all__ = ["end_leftover_mongod"]

_END_SECONDS = 15
_POLL_SECONDS = 0.05

_log = structlog.get_logger(__name__)


def end_leftover_mongod(database_dir: Path) -> None:
    """End the mongod that still runs on `database_dir`, if there is one. Call it as the owner of the folder."""
    pid = _locking_pid(database_dir)
    if pid is None or not _serves(pid, database_dir):
        return
    _log.warning("mongod_left_over", pid=pid)
    deadline = time.monotonic() + _END_SECONDS
    _signal(pid, signal.SIGTERM)
    while _serves(pid, database_dir):
        if time.monotonic() > deadline:
            _signal(pid, signal.SIGKILL)
        time.sleep(_POLL_SECONDS)


def _locking_pid(database_dir: Path) -> int | None:
    """The process id that mongod keeps in its lock file, which it empties when it ends in good order."""
    try:
        text = (database_dir / "mongod.lock").read_text("ascii").strip()
    except FileNotFoundError:
        return None
    return int(text) if text.isdigit() else None


def _serves(pid: int, database_dir: Path) -> bool:
    """Whether process `pid` is a mongod of `database_dir`: its id may have passed on to any other program."""
    return str(database_dir) in _command_line(pid)


def _command_line(pid: int) -> list[str]:
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            return (proc / str(pid) / "cmdline").read_text("utf-8", "replace").split("\0")
        except (FileNotFoundError, ProcessLookupError):
            return []
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607 - our own pid
    return answer.stdout.split()


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
