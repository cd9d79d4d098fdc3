"""A simulated gateway in a thread beside another server, as `tokentill serve` and the tests run it."""

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import uvicorn

__all__ = ["Served"]

_START_SECONDS = 10.0
_STOP_SECONDS = 15.0


class Served:
    """Serves until `stop`, on a port of its own; `port` 0 takes a free one. Usable as a context manager.

    `config` makes uvicorn's settings once the address is known. Raises what it does, and OSError when the port is
    taken. The event loop is its own, so that a busy server does not slow it, nor it the server.
    """

    def __init__(self, name: str, config: Callable[[str], uvicorn.Config], *, host: str, port: int) -> None:
        self._name = name
        self._socket = socket.create_server((host, port))
        self.api_base = f"http://{host}:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(config(self.api_base))
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def start(self) -> Self:
        """Serve; returns once it answers. Raises RuntimeError when it does not come up."""
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"the {self._name} did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """End it and wait until it has ended."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        self._socket.close()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()
