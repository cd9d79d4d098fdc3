"""Images of earlier messages that their hosts did not give in time lately. No chat waits for them again so soon."""

import asyncio

from gateways.providers import ChatImage

__all__ = ["AbsentImages"]

_SECONDS = 300.0
_MOST = 1_000
"""The one that was noted first is forgotten then."""


class AbsentImages:
    """One for a process."""

    def __init__(self) -> None:
        self._until: dict[ChatImage, float] = {}
        """In loop time."""

    def note(self, image: ChatImage) -> None:
        """It did not come."""
        self._until.pop(image, None)
        while len(self._until) >= _MOST:
            del self._until[next(iter(self._until))]
        self._until[image] = asyncio.get_running_loop().time() + _SECONDS

    def __contains__(self, image: ChatImage) -> bool:
        """Whether it did not come within the last minutes."""
        return self._until.get(image, 0.0) > asyncio.get_running_loop().time()
