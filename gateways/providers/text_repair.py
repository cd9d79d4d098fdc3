"""Makes text that always encodes as UTF-8 out of what a provider sends."""

__all__ = ["SurrogateJoiner"]


class SurrogateJoiner:
    """Joins surrogate pairs that were split over two deltas, and replaces lone surrogates by U+FFFD.

    JSON allows both, and neither a database nor a client can take a lone surrogate.
    """

    def __init__(self) -> None:
        self._pending = ""

    def feed(self, text: str) -> str:
        """The text that can be passed on now; a high surrogate at the end waits for its other half."""
        text = self._pending + text
        self._pending = text[-1] if text and "\ud800" <= text[-1] <= "\udbff" else ""
        return _whole(text[: len(text) - len(self._pending)])

    def flush(self) -> str:
        """What still waited, replaced if it stayed alone."""
        rest, self._pending = self._pending, ""
        return _whole(rest)


def _whole(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
