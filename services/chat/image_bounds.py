"""The most model tokens that one image is held for. Pure rules.

An image is no text: what it is counted as depends on the model, and every maker has a rule of its own. The usual bound
is `CHAT_IMAGE_TOKENS`. Models that are known to count an image as more have a bound of their own here.

Sources: https://platform.openai.com/docs/guides/images-vision (85 and 170 a tile, up to eight tiles, is 1,445;
gpt-4o-mini is billed 2,833 and 5,667 a tile; patches are up to 1,536 times 2.46),
https://docs.claude.com/en/docs/build-with-claude/vision (up to 4,784), https://ai.google.dev/gemini-api/docs/tokens
(258 a tile), https://huggingface.co/Qwen/Qwen2-VL-7B-Instruct (4 to 16,384).
"""

__all__ = ["most_image_tokens"]

_FAMILIES = {"gpt-4o-mini": 48_169, "qwen": 16_384}
"""By a part of the model's id."""


def most_image_tokens(model_id: str, usual: int) -> int:
    """Input tokens to hold for one image that goes to `model_id`; `usual` unless it is known to need more."""
    name = model_id.lower()
    return max([usual, *(bound for family, bound in _FAMILIES.items() if family in name)])
