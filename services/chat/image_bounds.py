"""How many model tokens one image is: at most, which is held for, and usually, for the local count. Pure rules.

An image is no text: what it is counted as depends on the model, and every maker has a rule of its own. The usual bound
is `CHAT_IMAGE_TOKENS`. Models that are known to count an image as more have a bound of their own here. What is usual is
that of a square of 1,024 pixels.

Sources: https://platform.openai.com/docs/guides/images-vision (85 and 170 a tile, up to eight tiles, is 1,445;
gpt-4o-mini is billed 2,833 and 5,667 a tile; patches are up to 1,536 times 2.46),
https://docs.claude.com/en/docs/build-with-claude/vision (up to 4,784), https://ai.google.dev/gemini-api/docs/tokens
(258 a tile), https://huggingface.co/Qwen/Qwen2-VL-7B-Instruct (4 to 16,384).
"""

from collections.abc import Mapping

from gateways.providers import IMAGE_TOKENS

__all__ = ["most_image_tokens", "usual_image_tokens"]

_MOST = {"gpt-4o-mini": 48_169, "qwen": 16_384}
"""By a part of the model's id."""
_USUAL = {"gpt-4o-mini": 2_833 + 4 * 5_667, "qwen": 1_369}
"""Four tiles of 512 pixels, as it is scaled to; 37 patches of 28 pixels each way."""


def most_image_tokens(model_id: str, usual: int) -> int:
    """Input tokens to hold for one image that goes to `model_id`; `usual` unless it is known to need more."""
    return max(usual, _of_family(_MOST, model_id, usual))


def usual_image_tokens(model_id: str) -> int:
    """Input tokens that one image is taken for where `model_id` has sent no count of its own."""
    return _of_family(_USUAL, model_id, IMAGE_TOKENS)


def _of_family(figures: Mapping[str, int], model_id: str, otherwise: int) -> int:
    name = model_id.lower()
    return next((figure for family, figure in figures.items() if family in name), otherwise)
