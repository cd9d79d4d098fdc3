"""Posts one message: follows nothing, keeps no connection, and reads no more of the answer than it may."""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import httpcore

from gateways.attachments.dialing import GuardedBackend
from gateways.attachments.errors import AttachmentError
from gateways.attachments.pool import GuardedPool
from gateways.attachments.urls import UrlRules
from gateways.retry_after import read_retry_after

__all__ = ["Answer", "PostFailure", "WebhookPoster"]

_CONNECTIONS = 160
"""Of a process at a time."""
_MOST_ANSWER_BYTES = 2_048
_ANSWER_SECONDS = 2.0
"""Longest wait for the body of an answer."""
MOST_ANSWER_CHARACTERS = 500
_BUSY = (429, 503)
"""Too Many Requests, Service Unavailable."""


class PostFailure(StrEnum):
    """Why a message is not known to have been taken."""

    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    """The host has no address, or one that is not public."""
    CONNECTION_FAILED = "CONNECTION_FAILED"
    """Nobody listens there, the certificate is wrong, or the connection broke."""
    TIMED_OUT = "TIMED_OUT"
    STATUS = "STATUS"
    """It answered with another status than 2xx."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a message was received."""

    status: int | None = None
    """None when there was no answer."""
    failure: PostFailure | None = None
    """None when it was taken."""
    text: str = ""
    """The beginning of the answer's body, as printable text."""
    retry_after_seconds: float | None = None
    """For how long it asks to be left alone; None: it does not say, or its status is none that may."""


class WebhookPoster:
    """One for a process. `backend` and `tls` are other ones in tests."""

    def __init__(
        self,
        rules: UrlRules,
        *,
        timeout_seconds: float,
        backend: GuardedBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._rules = rules
        self._timeout_seconds = timeout_seconds
        self._pool = GuardedPool(rules.private_places, connections=_CONNECTIONS, backend=backend, tls=tls)

    def accepts(self, url: str) -> bool:
        """Whether anything is ever sent to this address; its host is looked up at each sending."""
        try:
            self._rules.read(url)
        except AttachmentError:
            return False
        return True

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send `body`; never raises what the other side can cause."""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await self._post(url, headers, body)
        except AttachmentError:
            return Answer(failure=PostFailure.ADDRESS_REFUSED)
        except (TimeoutError, httpcore.TimeoutException):
            return Answer(failure=PostFailure.TIMED_OUT)
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            return Answer(failure=PostFailure.CONNECTION_FAILED)

    async def close(self) -> None:
        """Free connections and threads."""
        await self._pool.close()

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        place = self._rules.read(url)
        address = httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target)
        sent = {
            "Host": place.authority,
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Accept-Encoding": "identity",
            "User-Agent": "Tokentill-Webhooks/1",
            **headers,
        }
        async with self._pool.open().stream("POST", address, headers=list(sent.items()), content=body) as response:
            text = await _beginning(response)
            taken = 200 <= response.status < 300  # noqa: PLR2004  as RFC 9110 has it
            return Answer(response.status, None if taken else PostFailure.STATUS, text, _retry_after(response))


def _retry_after(response: httpcore.Response) -> float | None:
    if response.status not in _BUSY:
        return None
    told = (value for name, value in response.headers if name.lower() == b"retry-after")
    return read_retry_after(next(told, b"").decode("latin-1"), datetime.now(UTC))


async def _beginning(response: httpcore.Response) -> str:
    """What of the body comes soon; the status stands whatever becomes of it."""
    read = bytearray()
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
        async with asyncio.timeout(_ANSWER_SECONDS):
            async for chunk in response.aiter_stream():
                read += chunk[: _MOST_ANSWER_BYTES - len(read)]
                if len(read) >= _MOST_ANSWER_BYTES:
                    break
    text = read.decode("utf-8", "replace")
    return "".join(each if each.isprintable() else " " for each in text)[:MOST_ANSWER_CHARACTERS]
