"""Which messages of a conversation are sent. Pure rules.

The whole conversation is sent, the oldest messages left out first where it is longer than the model's window. The
window is shared: the reply's limit is set aside, and each message is taken for one token every two bytes of UTF-8
begun, plus eight, and for 2,048 an image. That is more than nearly all text has in any language, so a request is very
seldom refused as too long, and a long English conversation fills about half of the window. A cut conversation begins
with a user's message.
"""

from collections.abc import Iterable, Sequence

from gateways.providers import IMAGE_TOKENS, ChatTurn, count_text
from services.chat.errors import PromptTooLongError

__all__ = ["DEFAULT_WINDOW", "MOST_TURNS", "cut_to_window", "history_budget"]

DEFAULT_WINDOW = 32_768
"""Tokens, for models whose provider does not say."""
MOST_TURNS = 2_000

_BYTES_PER_TOKEN = 2
_TOKENS_PER_TURN = 8
_TOKENS_PER_IMAGE = 2 * IMAGE_TOKENS


def history_budget(message: str, window: int, max_tokens: int, images: int = 0) -> int:
    """Estimated tokens left for earlier messages, 0 or more, when `message` has so many images.

    Raises PromptTooLongError when the message cannot fit.
    """
    if count_text(message) + images * IMAGE_TOKENS + max_tokens > window:
        raise PromptTooLongError(window)
    return max(0, window - max_tokens - _estimate(message, images))


def cut_to_window(newest_first: Iterable[ChatTurn], budget: int) -> list[ChatTurn]:
    """The newest turns that fit into `budget` estimated tokens, oldest first."""
    kept: list[ChatTurn] = []
    for turn in newest_first:
        budget -= _estimate(turn.content, len(turn.images))
        if budget < 0 or len(kept) == MOST_TURNS:
            break
        kept.append(turn)
    kept.reverse()
    return list(_from_first_user_turn(kept))


def _from_first_user_turn(turns: Sequence[ChatTurn]) -> Sequence[ChatTurn]:
    first = next((index for index, turn in enumerate(turns) if turn.role == "user"), len(turns))
    return turns[first:]


def _estimate(text: str, images: int) -> int:
    return -(-len(text.encode()) // _BYTES_PER_TOKEN) + _TOKENS_PER_TURN + images * _TOKENS_PER_IMAGE
