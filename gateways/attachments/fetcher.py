"""Fetches one image: a GET that follows nothing, decodes nothing, and reads no byte more than it may."""

import asyncio
import base64
import hashlib
import math
import ssl
from collections.abc import AsyncIterable
from dataclasses import dataclass, field

import httpcore

from gateways.attachments.dialing import GuardedBackend
from gateways.attachments.errors import AttachmentError
from gateways.attachments.image_types import HEAD_BYTES, image_type_of
from gateways.attachments.memory import MemoryShare
from gateways.attachments.pool import GuardedPool
from gateways.attachments.urls import AttachmentUrl, UrlRules

__all__ = ["AttachmentFetcher", "FetchedImage"]

_CONNECTIONS = 64
"""Of a process at a time; who finds none free waits, within the time limit."""
_OK = 200
_MAY_BE_TRIED_AGAIN = frozenset({408, 425, 429})
_FIRST_SERVER_ERROR = 500
_MOST_LENGTH_DIGITS = 18


@dataclass(frozen=True, slots=True)
class FetchedImage:
    """An image as it came."""

    data_url: str = field(repr=False)
    """Its type and bytes (RFC 2397), as providers take them."""
    size_bytes: int
    sha256: str
    """Of its bytes, in hexadecimal."""


class AttachmentFetcher:
    """One for a process. `backend` and `tls` are other ones in tests."""

    def __init__(
        self,
        rules: UrlRules,
        *,
        most_bytes: int,
        timeout_seconds: float,
        backend: GuardedBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._most_bytes = most_bytes
        self._timeout_seconds = timeout_seconds
        self._pool = GuardedPool(rules.private_places, connections=_CONNECTIONS, backend=backend, tls=tls)

    async def fetch(
        self, url: AttachmentUrl, media_type: str, share: MemoryShare, *, most_seconds: float = math.inf
    ) -> FetchedImage:
        """The image at `url`, whose bytes are counted in `share`, in `most_seconds` where that is less than is usual.

        Raises AttachmentError and ImageMemoryFullError.
        """
        reading = _Reading(media_type, self._most_bytes, share)
        try:
            async with asyncio.timeout(min(most_seconds, self._timeout_seconds)), share.fetching:
                await self._read(url, reading)
            return reading.image()
        except TimeoutError:
            reading.drop()
            raise AttachmentError("ATTACHMENT_UNAVAILABLE") from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
            reading.drop()
            raise AttachmentError("ATTACHMENT_UNAVAILABLE") from error
        except BaseException:
            reading.drop()
            raise

    async def close(self) -> None:
        """Free connections and threads."""
        await self._pool.close()

    async def _read(self, url: AttachmentUrl, reading: "_Reading") -> None:
        address = httpcore.URL(scheme=url.scheme, host=url.host, port=url.port, target=url.target)
        headers = {"Host": url.authority, "Accept": reading.media_type, "Accept-Encoding": "identity"}
        async with self._pool.open().stream(
            "GET", address, headers=[*headers.items(), ("User-Agent", "Tokentill")]
        ) as response:
            self._judge_head(response)
            await reading.feed(response.aiter_stream())

    def _judge_head(self, response: httpcore.Response) -> None:
        if response.status >= _FIRST_SERVER_ERROR or response.status in _MAY_BE_TRIED_AGAIN:
            raise AttachmentError("ATTACHMENT_UNAVAILABLE")
        headers = {name.lower(): value for name, value in response.headers}
        if response.status != _OK or headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise AttachmentError("ATTACHMENT_NOT_FOUND")
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and (len(length) > _MOST_LENGTH_DIGITS or int(length) > self._most_bytes):
            raise AttachmentError("ATTACHMENT_TOO_LARGE")


class _Reading:
    """The bytes of one image, judged while they come."""

    def __init__(self, media_type: str, most_bytes: int, share: MemoryShare) -> None:
        self.media_type = media_type
        self._most_bytes = most_bytes
        self._share = share
        self._bytes = bytearray()
        self._digest = hashlib.sha256()

    async def feed(self, chunks: AsyncIterable[bytes]) -> None:
        """Read all of them; stops at the first byte too many, and when the first ones are of another type."""
        known = False
        async for chunk in chunks:
            if len(self._bytes) + len(chunk) > self._most_bytes:
                raise AttachmentError("ATTACHMENT_TOO_LARGE")
            self._share.take(len(chunk))
            self._bytes += chunk
            self._digest.update(chunk)
            if not known and len(self._bytes) >= HEAD_BYTES:
                self._judge_type()
                known = True
        if not known:
            self._judge_type()

    def image(self) -> FetchedImage:
        """What was read."""
        encoded = base64.b64encode(self._bytes).decode("ascii")
        return FetchedImage(
            data_url=f"data:{self.media_type};base64,{encoded}",
            size_bytes=len(self._bytes),
            sha256=self._digest.hexdigest(),
        )

    def drop(self) -> None:
        """Hold none of it any more."""
        self._share.give_back(len(self._bytes))
        self._bytes.clear()

    def _judge_type(self) -> None:
        if image_type_of(bytes(self._bytes[:HEAD_BYTES])) != self.media_type:
            raise AttachmentError("ATTACHMENT_TYPE_WRONG")
