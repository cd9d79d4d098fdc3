"""How much memory images may take, counted as they arrive."""

from gateways.attachments.errors import AttachmentError
from gateways.errors import GatewayError

__all__ = ["ImageMemory", "ImageMemoryFullError", "MemoryShare"]


class ImageMemoryFullError(GatewayError):
    """This process holds as many bytes of images as it may. Another time there is room."""


class ImageMemory:
    """One for a process: the bytes of all images that it holds, as they came."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self.taken_bytes = 0

    def share(self, most_bytes: int) -> "MemoryShare":
        """The part of one request, which may take up to `most_bytes`."""
        return MemoryShare(self, most_bytes)

    def has_room_for(self, count: int) -> bool:
        """Whether `count` more bytes may be taken."""
        return self.taken_bytes + count <= self._most_bytes


class MemoryShare:
    """What one request holds; `release` it, whatever happens."""

    def __init__(self, memory: ImageMemory, most_bytes: int) -> None:
        self._memory = memory
        self._most_bytes = most_bytes
        self._taken_bytes = 0

    def take(self, count: int) -> None:
        """Hold `count` more bytes. Raises AttachmentError, ATTACHMENT_TOO_LARGE, and ImageMemoryFullError."""
        if self._taken_bytes + count > self._most_bytes:
            raise AttachmentError("ATTACHMENT_TOO_LARGE")
        if not self._memory.has_room_for(count):
            raise ImageMemoryFullError
        self._taken_bytes += count
        self._memory.taken_bytes += count

    def give_back(self, count: int) -> None:
        """Hold `count` bytes less."""
        self._taken_bytes -= count
        self._memory.taken_bytes -= count

    def release(self) -> None:
        """Hold nothing more. May be repeated."""
        self.give_back(self._taken_bytes)
