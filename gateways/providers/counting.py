"""The local count: how many tokens a text is taken for when no provider counts it.

The rule: one token for every four bytes of UTF-8 begun, four more for every message, and 1,024 for an image. English
prose has about four bytes a token; a photograph of a million pixels is some 800 to 1,400 for most models, and its
caller may know that one counts it otherwise. It is used by the offline provider, for providers that send no usage, and
for replies that broke off.
"""

from collections.abc import Sequence

from gateways.providers.provider import ChatTurn

__all__ = ["IMAGE_TOKENS", "count_bytes", "count_text", "count_turns"]

IMAGE_TOKENS = 1_024
"""Of an image by the local count."""

_BYTES_PER_TOKEN = 4
_TOKENS_PER_TURN = 4


def count_text(text: str) -> int:
    """Tokens of `text` by the local count."""
    return count_bytes(len(text.encode()))


def count_bytes(length: int) -> int:
    """Tokens of a text of so many bytes by the local count."""
    return -(-length // _BYTES_PER_TOKEN)


def count_turns(turns: Sequence[ChatTurn], image_tokens: int = IMAGE_TOKENS) -> int:
    """Tokens of a whole request by the local count, each image taken for `image_tokens`."""
    return sum(count_text(turn.content) + len(turn.images) * image_tokens + _TOKENS_PER_TURN for turn in turns)
