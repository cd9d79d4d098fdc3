"""A real Redis that a test may stop, freeze and start again."""

import signal
import socket
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from models.ids import new_id
from tests.support.waiting import wait_until

__all__ = ["RedisServer"]

START_SECONDS = 60


class RedisServer:
    """One server on a socket file in `folder`. It keeps its address, and none of its data, when it starts again."""

    def __init__(self, program: str, folder: Path) -> None:
        self._socket = folder / f"{new_id('red')[-8:]}.sock"
        self._command = [program, "--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", str(folder)]
        self.uri = f"redis+unix://{self._socket}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Return when it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        wait_until(self._listens, seconds=START_SECONDS)

    def kill(self) -> None:
        """End it at once, frozen or not."""
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """It answers no more, and its connections stay."""
        self._process.send_signal(signal.SIGSTOP)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self._socket)) == 0
