"""Whom encrypted connections to other servers trust."""

import ssl
from functools import cache

import httpx2

__all__ = ["trusted_authorities"]


@cache
def trusted_authorities() -> ssl.SSLContext:
    """The authorities of `SSL_CERT_FILE` or `SSL_CERT_DIR`, else those of the system.

    One for all connections of a process: to read some 140 certificates takes 25 ms of CPU time, and each client of a
    provider or of a webhook read them again. Nobody may change it.
    """
    return httpx2.create_ssl_context()
