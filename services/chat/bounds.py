"""The most that a chat can use. Pure rules.

Input: every tokenizer in use maps at least one byte of UTF-8 to each token (byte-level BPE, and SentencePiece with
byte fallback), some after Unicode normalisation to NFC, which can lengthen a text. So a text has at most as many
tokens as the longer of its two forms has bytes. A model's chat template adds tokens for each message and for the
whole; 16 and 256 are more than any published template adds. And no model reads more than its window.
"""

import unicodedata
from collections.abc import Sequence

from gateways.providers import ChatTurn, TokenCounts

__all__ = ["input_bound", "is_plausible", "output_limit", "reply_byte_limit"]

_TEMPLATE_TOKENS = 256
_TEMPLATE_TOKENS_PER_TURN = 16
_OUTPUT_SLACK_TOKENS = 16
"""Some servers count the end marks of a reply on top of its limit."""
_LARGEST_IMAGE_TOKENS = 65_536
"""More than an image is for any model."""
_BYTES_PER_OUTPUT_TOKEN = 32
_SMALLEST_REPLY_BYTES = 1_024
_LARGEST_REPLY_BYTES = 4_000_000
"""A reply must fit into a document."""


def input_bound(turns: Sequence[ChatTurn], window: int | None, image_tokens: int = 0) -> int:
    """The most input tokens that `turns` can be for any model; each image is up to `image_tokens` of them.

    The window does not bound the images: what some are billed as is more than they take of it.
    """
    bound = _TEMPLATE_TOKENS + sum(_most_tokens(turn.content) + _TEMPLATE_TOKENS_PER_TURN for turn in turns)
    images = sum(len(turn.images) for turn in turns)
    return (bound if window is None else min(bound, window)) + images * image_tokens


def output_limit(asked: int, window: int, model_limit: int | None) -> int:
    """Output tokens to ask a provider for: what the caller wants, within the model's limit and half its window."""
    return max(1, min(asked, window // 2, model_limit or asked))


def reply_byte_limit(max_tokens: int) -> int:
    """Bytes of UTF-8 after which a reply is cut: a provider that minds no limit must not fill our memory."""
    return min(_SMALLEST_REPLY_BYTES + _BYTES_PER_OUTPUT_TOKEN * max_tokens, _LARGEST_REPLY_BYTES)


def is_plausible(counts: TokenCounts, *, input_bound: int, max_tokens: int, has_text: bool, images: int = 0) -> bool:
    """Whether a provider's counts can be true of this request; counts that cannot are not charged.

    No rule says what an image is at most for a model that is not known yet, so each may be more than was held for it.
    The charge may not: it ends at the hold.
    """
    most_input = input_bound + images * _LARGEST_IMAGE_TOKENS
    within = 0 < counts.all_input <= most_input and counts.all_output <= max_tokens + _OUTPUT_SLACK_TOKENS
    return within and (counts.all_output > 0 or not has_text)


def _most_tokens(text: str) -> int:
    length = len(text.encode())
    if unicodedata.is_normalized("NFC", text):
        return length
    return max(length, len(unicodedata.normalize("NFC", text).encode()))
