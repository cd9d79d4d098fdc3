"""Processes of a run: all of them end with it, however it ends."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["Process"]

ROOT = Path(__file__).parents[2]
END_SECONDS = 30


class Process:
    """One program, with its output in a file. The kernel kills it when the driver dies."""

    def __init__(self, command: Sequence[str], log: Path, env: Mapping[str, str]) -> None:
        setpriv = shutil.which("setpriv")
        dies_with_us = [setpriv, "--pdeathsig", "KILL"] if setpriv is not None else []
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                [*dies_with_us, *command], cwd=ROOT, env=dict(env), stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self._frozen = False

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._popen.poll()

    def kill(self) -> None:
        """End it as a power cut would."""
        self._popen.kill()
        self._popen.wait()

    def freeze(self) -> None:
        """It stops in the middle of whatever it does, and keeps its connections."""
        self._popen.send_signal(signal.SIGSTOP)
        self._frozen = True

    def thaw(self) -> None:
        if self._frozen:
            self._popen.send_signal(signal.SIGCONT)
            self._frozen = False

    def ask_to_end(self) -> None:
        self._popen.terminate()

    def wait(self, seconds: float = END_SECONDS) -> int:
        """Its exit code; raises AssertionError when it does not end."""
        try:
            return self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"process {self.pid} did not end within {seconds} s") from None

    def close(self) -> None:
        """End it for good, frozen or not."""
        if self.exit_code is None:
            self.kill()


PYTHON = sys.executable
