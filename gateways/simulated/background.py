"""A simulated Stripe in a thread beside another server, as `tokentill serve` and the tests run it."""

import dataclasses
import socket
import threading
import time
from types import TracebackType
from typing import Self

import uvicorn

from gateways.simulated.app import server_config
from gateways.simulated.options import DEFAULT_SECRET_KEY, Options, publishable_key_of

__all__ = ["SimulatedStripe"]

_START_SECONDS = 10.0
_STOP_SECONDS = 15.0


class SimulatedStripe:
    """Serves until `stop`, on a port of its own; `port` 0 takes a free one. Usable as a context manager.

    Raises SimulatorRefusedError when the state file cannot be used, OSError when the port is taken.
    Its event loop is its own, so that a busy server does not slow it, nor it the server.
    """

    def __init__(self, options: Options, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._socket = socket.create_server((host, port))
        self.api_base = f"http://{host}:{self._socket.getsockname()[1]}"
        self.secret_key = options.key or DEFAULT_SECRET_KEY
        self.publishable_key = publishable_key_of(self.secret_key)
        self.webhook_secret = options.webhook_secret
        own = dataclasses.replace(options, public_url=self.api_base)
        self._server = uvicorn.Server(server_config(own, host=host, port=port))
        self._thread = threading.Thread(target=self._serve, name="simulated-stripe", daemon=True)

    def start(self) -> Self:
        """Serve; returns once it answers. Raises RuntimeError when it does not come up."""
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the simulated Stripe did not start")
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
