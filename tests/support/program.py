"""Runs of the command `tokentill` in processes of their own.

They are forked from one that has imported the project, since to import it anew takes longer than most commands do.
`tests/server/test_cli.py`, the examples and the faults start it as people do.
"""

import functools
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path

__all__ = ["Program"]

_IMPORTED = ["server.cli", "server.serving", "server.serve_command"]


class Program:
    """A run of the command; what it prints is added to two files, which may be one."""

    def __init__(
        self, arguments: Sequence[str], *, env: Mapping[str, str], folder: Path, output: Path, errors: Path
    ) -> None:
        environment = {**os.environ, **env}
        self._process = _context().Process(
            target=_run, args=([*arguments], environment, str(folder), str(output), str(errors))
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal that ended it."""
        return self._process.exitcode

    def wait(self, seconds: float) -> int:
        """Its exit code; raises TimeoutError when it still runs after so long."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode

    def terminate(self) -> None:
        """Ask it to end, as Ctrl-C and a supervisor do."""
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it at once and return when it has ended."""
        self._process.kill()
        self._process.join()


@functools.cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _run(arguments: list[str], environment: dict[str, str], folder: str, output: str, errors: str) -> None:
    for path, descriptor in ((os.devnull, 0), (output, 1), (errors, 2)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - what workers take over from it
    sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr] - as tests read a server's log while it runs
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path[:0] = [each for each in environment.get("PYTHONPATH", "").split(os.pathsep) if each]  # for plugins
    from server.cli import app  # noqa: PLC0415 - it is there already where this runs

    app(args=arguments, prog_name="tokentill")
