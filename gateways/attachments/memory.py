"""How much memory images may take, counted as they arrive, and how many of one user arrive at a time."""

import asyncio
from weakref import WeakValueDictionary

from gateways.attachments.errors import AttachmentError
from gateways.errors import GatewayError

__all__ = ["ImageMemory", "ImageMemoryFullError", "MemoryShare"]

_FETCHES_OF_ONE_USER = 8
"""At a time; who has more waits for his own, and keeps nobody else waiting."""


class ImageMemoryFullError(GatewayError):
    """This process holds as many bytes of images as it may, or as it may for one user. Another time there is room."""


class ImageMemory:
    """One for a process: the bytes of all images that it holds, as they came, up to `most_user_bytes` for one user."""

    def __init__(self, most_bytes: int, most_user_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._most_user_bytes = most_user_bytes
        self._users: WeakValueDictionary[str, _OfUser] = WeakValueDictionary()
        self.taken_bytes = 0

    def share(self, user_id: str, most_bytes: int) -> "MemoryShare":
        """The part of one request of the user's, which may take up to `most_bytes`."""
        of_user = self._users.get(user_id)
        if of_user is None:
            of_user = self._users[user_id] = _OfUser()
        return MemoryShare(self, of_user, most_bytes)

    def has_room_for(self, count: int, of_user: "_OfUser") -> bool:
        """Whether `count` more bytes may be taken for this user."""
        fits_user = of_user.taken_bytes + count <= self._most_user_bytes
        return fits_user and self.taken_bytes + count <= self._most_bytes


class _OfUser:
    """What all requests of one user have, as long as there are any."""

    def __init__(self) -> None:
        self.taken_bytes = 0
        self.fetching = asyncio.Semaphore(_FETCHES_OF_ONE_USER)


class MemoryShare:
    """What one request holds; `release` it, whatever happens."""

    def __init__(self, memory: ImageMemory, of_user: _OfUser, most_bytes: int) -> None:
        self._memory = memory
        self._of_user = of_user
        self._most_bytes = most_bytes
        self._taken_bytes = 0

    @property
    def fetching(self) -> asyncio.Semaphore:
        """To be held while an image of the user's is fetched."""
        return self._of_user.fetching

    def take(self, count: int) -> None:
        """Hold `count` more bytes. Raises AttachmentError, ATTACHMENT_TOO_LARGE, and ImageMemoryFullError."""
        if self._taken_bytes + count > self._most_bytes:
            raise AttachmentError("ATTACHMENT_TOO_LARGE")
        if not self._memory.has_room_for(count, self._of_user):
            raise ImageMemoryFullError
        self._count(count)

    def give_back(self, count: int) -> None:
        """Hold `count` bytes less."""
        self._count(-count)

    def release(self) -> None:
        """Hold nothing more. May be repeated."""
        self.give_back(self._taken_bytes)

    def _count(self, change: int) -> None:
        self._taken_bytes += change
        self._of_user.taken_bytes += change
        self._memory.taken_bytes += change
