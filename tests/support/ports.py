"""Free ports of this machine."""

import secrets
import socket

__all__ = ["free_port"]

_PORTS = range(10_000, 32_768)
"""Below those that the kernel gives to outgoing connections, which would take a port before its server does."""
_given: set[int] = set()


def free_port() -> int:
    """A TCP port on the loopback address that nothing listens on now, and that was not given before."""
    while True:
        port = secrets.choice(_PORTS)  # not `random`, which Hypothesis seeds alike in every process
        if port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
