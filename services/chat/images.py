"""Brings the images of a request here, before anything is held for it.

The provider gets their bytes, so it sees what was checked, and fetches nothing itself (docs/decisions/0060).
"""

import asyncio
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Self

import structlog
from bson.int64 import Int64

from gateways.attachments import (
    AttachmentError,
    AttachmentFetcher,
    FetchedImage,
    ImageMemory,
    ImageMemoryFullError,
    MemoryShare,
    UrlRules,
)
from gateways.errors import GatewayError
from gateways.providers import ChatImage
from models.message import Attachment
from services.chat.absent_images import AbsentImages
from services.chat.errors import AttachmentRefusedError, ServerBusyError
from settings import Settings

__all__ = ["Images", "LoadedImages"]

log = structlog.get_logger(__name__)

_EARLIER_SECONDS = 3.0
"""The longest time to fetch an image of an earlier message."""
_Problem = AttachmentError | ImageMemoryFullError


@dataclass(slots=True)
class LoadedImages:
    """Images with their bytes, by the images that were asked for. `release` them when they are needed no more."""

    share: MemoryShare
    images: dict[ChatImage, ChatImage] = field(default_factory=dict)
    sizes: dict[ChatImage, int] = field(default_factory=dict)

    def add(self, asked: ChatImage, fetched: FetchedImage) -> None:
        """Keep an image."""
        self.images[asked] = replace(asked, sha256=fetched.sha256, data_url=fetched.data_url)
        self.sizes[asked] = fetched.size_bytes

    def described(self, attachment: Attachment, asked: ChatImage) -> Attachment:
        """`attachment` with what is known of its bytes now."""
        known = {"sha256": self.images[asked].sha256, "size_bytes": Int64(self.sizes[asked])}
        described: Attachment = attachment.model_copy(update=known)
        return described

    def release(self) -> None:
        """Forget them. May be repeated."""
        self.images.clear()
        self.share.release()


class Images:
    """One for a process."""

    def __init__(
        self, fetcher: AttachmentFetcher, rules: UrlRules, memory: ImageMemory, *, most_request_bytes: int
    ) -> None:
        self._fetcher = fetcher
        self._rules = rules
        self._memory = memory
        self._most_request_bytes = most_request_bytes
        self._absent = AbsentImages()

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """As the settings say."""
        rules = UrlRules(settings.attachment_private_origins)
        fetcher = AttachmentFetcher(
            rules,
            most_bytes=settings.attachment_max_bytes,
            timeout_seconds=settings.attachment_timeout_seconds,
        )
        most_bytes, most_of_request = settings.attachment_memory_bytes, settings.attachment_max_request_bytes
        memory = ImageMemory(most_bytes, max(most_of_request, most_bytes // 2))
        return cls(fetcher, rules, memory, most_request_bytes=most_of_request)

    async def load(
        self, user_id: str, own: Sequence[ChatImage], earlier: Sequence[Sequence[ChatImage]]
    ) -> LoadedImages:
        """All of `own`, and those of earlier messages, of each route, that are still there and fit in beside them.

        An image is fetched once, and its bytes count as often as they are sent.
        Raises AttachmentRefusedError for the first of `own` that cannot be had, and ServerBusyError.
        """
        loaded = LoadedImages(self._memory.share(user_id, self._most_request_bytes))
        try:
            times = _most_times(own, earlier)
            _refuse_first(own, await self._add_all(loaded, own, times))
            left_out = await self._add_earlier(loaded, chain.from_iterable(earlier), times)
        except BaseException:
            loaded.release()
            raise
        if left_out:
            log.info("earlier_images_left_out", codes=sorted(map(_code, left_out.values())))
        return loaded

    async def close(self) -> None:
        """Free connections and threads."""
        await self._fetcher.close()

    async def _add_earlier(
        self, loaded: LoadedImages, images: Iterable[ChatImage], times: Mapping[ChatImage, int]
    ) -> dict[ChatImage, _Problem]:
        """Quickly or not at all: whoever sent them must not hold up each later chat."""
        wanted = [image for image in images if image not in self._absent]
        left_out = await self._add_all(loaded, wanted, times, most_seconds=_EARLIER_SECONDS)
        for image, problem in left_out.items():
            if _code(problem) == "ATTACHMENT_UNAVAILABLE":
                self._absent.note(image)
        return left_out

    async def _add_all(
        self,
        loaded: LoadedImages,
        images: Iterable[ChatImage],
        times: Mapping[ChatImage, int],
        *,
        most_seconds: float = math.inf,
    ) -> dict[ChatImage, _Problem]:
        """All at the same time; those that cannot be had, and why."""
        missing = [image for image in dict.fromkeys(images) if image not in loaded.images]
        fetches = [self._fetch(image, loaded.share, times[image], most_seconds) for image in missing]
        problems: dict[ChatImage, _Problem] = {}
        for image, result in zip(missing, await asyncio.gather(*fetches, return_exceptions=True), strict=True):
            if isinstance(result, AttachmentError | ImageMemoryFullError):
                problems[image] = result
            elif isinstance(result, BaseException):
                raise result
            else:
                loaded.add(image, result)
        return problems

    async def _fetch(self, image: ChatImage, share: MemoryShare, times: int, most_seconds: float) -> FetchedImage:
        url = self._rules.read(image.url)
        fetched = await self._fetcher.fetch(url, image.media_type, share, most_seconds=most_seconds)
        try:
            if image.sha256 not in {None, fetched.sha256}:
                raise AttachmentError("ATTACHMENT_CHANGED")
            share.take((times - 1) * fetched.size_bytes)
        except GatewayError:
            share.give_back(fetched.size_bytes)
            raise
        return fetched


def _most_times(own: Sequence[ChatImage], earlier: Sequence[Sequence[ChatImage]]) -> Counter[ChatImage]:
    """How often each image is sent at most, whichever route serves."""
    times: Counter[ChatImage] = Counter()
    for images in earlier:
        times |= Counter([*own, *images])
    return times


def _refuse_first(own: Sequence[ChatImage], problems: Mapping[ChatImage, _Problem]) -> None:
    for index, image in enumerate(own):
        problem = problems.get(image)
        if isinstance(problem, AttachmentError):
            raise AttachmentRefusedError(index, problem)
        if problem is not None:
            raise ServerBusyError


def _code(problem: _Problem) -> str:
    return problem.code if isinstance(problem, AttachmentError) else "SERVER_BUSY"
